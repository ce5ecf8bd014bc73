"""Where a request to read documents stands, and what was said of each document."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DisclosureStatus(TextChoices):
    """Where a request to read documents stands."""

    OPEN = "open", pgettext_lazy("disclosure", "Being answered")
    ANSWERED = "answered", pgettext_lazy("disclosure", "Answered")
    REFUSED = "refused", pgettext_lazy("disclosure", "Refused")


DISCLOSURE_TRANSITIONS: dict[str, frozenset[str]] = {
    DisclosureStatus.OPEN: frozenset({DisclosureStatus.ANSWERED, DisclosureStatus.REFUSED}),
    DisclosureStatus.ANSWERED: frozenset(),
    DisclosureStatus.REFUSED: frozenset(),
}


class DisclosureVerdict(TextChoices):
    """What was found of one document that somebody wants to read."""

    PENDING = "pending", _("Not looked at yet")
    OPEN = "open", pgettext_lazy("verdict", "Open as it is")
    PARTLY = "partly", pgettext_lazy("verdict", "With passages hidden")
    WITHHELD = "withheld", pgettext_lazy("verdict", "Not handed out")
