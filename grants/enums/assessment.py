"""How applications are assessed: who assesses, by what form, and where an assessment stands."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class PoolKind(TextChoices):
    """Whether a pool's assessors work at the authority."""

    INTERNAL = "internal", pgettext_lazy("pool", "Internal")
    EXTERNAL = "external", pgettext_lazy("pool", "External")


class AssignmentRule(TextChoices):
    """Who gets which applications."""

    BY_HAND = "by_hand", pgettext_lazy("assignment", "By hand")
    EVENLY = "evenly", pgettext_lazy("assignment", "Evenly: the same number for each")
    BY_FIELD = "by_field", pgettext_lazy("assignment", "By field of art and language, then evenly")


class ResultsShown(TextChoices):
    """What assessors see of the scores of others."""

    OWN = "own", pgettext_lazy("scores", "Only their own")
    AFTER = "after", pgettext_lazy("scores", "Those of others once they have handed in their own")


class MergeRule(TextChoices):
    """How the rankings of several pools become one."""

    SCORES = "scores", pgettext_lazy("ranking", "The mean of the pools' scores")
    RANKS = "ranks", pgettext_lazy("ranking", "The mean of the pools' places")


class AssessmentStatus(TextChoices):
    """Where an assessment stands."""

    DRAFT = "draft", pgettext_lazy("assessment", "Begun")
    HANDED_IN = "handed_in", pgettext_lazy("assessment", "Handed in")
    RETURNED = "returned", pgettext_lazy("assessment", "Given back")
    SET_ASIDE = "set_aside", pgettext_lazy("assessment", "Set aside")


ASSESSMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    AssessmentStatus.DRAFT: frozenset({AssessmentStatus.HANDED_IN, AssessmentStatus.SET_ASIDE}),
    AssessmentStatus.HANDED_IN: frozenset({AssessmentStatus.RETURNED, AssessmentStatus.SET_ASIDE}),
    AssessmentStatus.RETURNED: frozenset({AssessmentStatus.HANDED_IN, AssessmentStatus.SET_ASIDE}),
    AssessmentStatus.SET_ASIDE: frozenset(),
}
# What its assessor still writes in.
OPEN_ASSESSMENTS = frozenset({AssessmentStatus.DRAFT.value, AssessmentStatus.RETURNED.value})


class Recommendation(TextChoices):
    """What an assessor recommends as a whole."""

    FUND = "fund", pgettext_lazy("recommendation", "Support")
    CONDITIONS = "conditions", pgettext_lazy("recommendation", "Support on conditions")
    RESERVE = "reserve", pgettext_lazy("recommendation", "Support if money is left")
    REJECT = "reject", pgettext_lazy("recommendation", "Do not support")


class ConflictGround(TextChoices):
    """Why somebody cannot assess an application."""

    PARTY = "party", pgettext_lazy("conflict", "Takes part in the project, or gains from it")
    EMPLOYMENT = (
        "employment",
        pgettext_lazy("conflict", "Works for the applicant or a partner, or did lately"),
    )
    BOARD = "board", pgettext_lazy("conflict", "Sits on a board of the applicant or a partner")
    FAMILY = "family", pgettext_lazy("conflict", "Is family or a close friend")
    COLLABORATION = "collaboration", pgettext_lazy("conflict", "Works closely with the applicant")
    RIVALRY = "rivalry", pgettext_lazy("conflict", "Competes or is in dispute with the applicant")
    OTHER = "other", pgettext_lazy("conflict", "Another ground")


class ConflictSource(TextChoices):
    """Who said that there is a conflict of interest, or that there is none."""

    ASSESSOR = "assessor", pgettext_lazy("conflict", "Declared by the assessor")
    OFFICE = "office", pgettext_lazy("conflict", "Recorded by the office")


class TraceKind(TextChoices):
    """What the portal itself found that may be a conflict of interest."""

    PARTY = "party", pgettext_lazy("trace", "Applies or takes part in this application")
    ORGANISATION = "organisation", pgettext_lazy("trace", "Acts for the same organisation")
    EARLIER = (
        "earlier",
        pgettext_lazy("trace", "Took part in an earlier application with somebody of this one"),
    )
    ADDRESS = "address", pgettext_lazy("trace", "Has the same e-mail address as somebody of this application")
    DOMAIN = (
        "domain",
        pgettext_lazy("trace", "Has an e-mail address at the same place as somebody of this application"),
    )


# Found so, somebody is never given the application.
CERTAIN_TRACES = frozenset({TraceKind.PARTY.value, TraceKind.ORGANISATION.value, TraceKind.ADDRESS.value})
