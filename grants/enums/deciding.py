"""What happens to a decision: its acts, the order of funders' halves, and appeals."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class DecisionActKind(TextChoices):
    """What an act does with the decision of a case."""

    ORIGINAL = "original", pgettext_lazy("decision act", "Decision")
    CORRECTION = "correction", pgettext_lazy("decision act", "Correction")
    REVOCATION = "revocation", pgettext_lazy("decision act", "Revocation")
    CHANGE = "change", pgettext_lazy("decision act", "Change after an appeal")
    REFERRAL = "referral", pgettext_lazy("decision act", "Referred back")


# Acts after which nothing decided stands.
ENDING_ACTS = frozenset([DecisionActKind.REVOCATION, DecisionActKind.REFERRAL])


class AppealState(TextChoices):
    """Where an appeal stands."""

    RECEIVED = "received", pgettext_lazy("appeal", "Received")
    DISMISSED = "dismissed", pgettext_lazy("appeal", "Dismissed: too late")
    UPHELD = "upheld", pgettext_lazy("appeal", "Looked at again: the decision stands")
    CHANGED = "changed", pgettext_lazy("appeal", "Looked at again: the decision is changed")
    FORWARDED = "forwarded", pgettext_lazy("appeal", "Sent on to the higher body")
    ANSWERED = "answered", pgettext_lazy("appeal", "Answered by the higher body")


APPEAL_TRANSITIONS: dict[str, frozenset[str]] = {
    AppealState.RECEIVED: frozenset(
        {AppealState.DISMISSED, AppealState.UPHELD, AppealState.CHANGED, AppealState.FORWARDED}
    ),
    # What the authority does not change as it was asked to, it sends on.
    AppealState.UPHELD: frozenset({AppealState.FORWARDED}),
    AppealState.FORWARDED: frozenset({AppealState.ANSWERED, AppealState.CHANGED}),
    AppealState.ANSWERED: frozenset({AppealState.CHANGED}),
    AppealState.DISMISSED: frozenset({AppealState.FORWARDED}),
    AppealState.CHANGED: frozenset(),
}
