"""What becomes of commitments, and how the lines of work programmes are counted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CommitmentStatus(TextChoices):
    """Whether a promise was kept; that it is late follows from its date and is never stored."""

    OPEN = "open", pgettext_lazy("commitment", "Open")
    KEPT = "kept", pgettext_lazy("commitment", "Kept")
    BROKEN = "broken", pgettext_lazy("commitment", "Not kept")


# A judgement may turn out wrong, and what was given up may still be done.
COMMITMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    CommitmentStatus.OPEN: frozenset({CommitmentStatus.KEPT, CommitmentStatus.BROKEN}),
    CommitmentStatus.KEPT: frozenset({CommitmentStatus.OPEN}),
    CommitmentStatus.BROKEN: frozenset({CommitmentStatus.OPEN, CommitmentStatus.KEPT}),
}


COMMITMENT_TONES: dict[str, str] = {
    CommitmentStatus.OPEN: "info",
    CommitmentStatus.KEPT: "good",
    CommitmentStatus.BROKEN: "stop",
}


class Payer(TextChoices):
    """Who pays for what happens, by the part played in it or by the side."""

    HOST = "host", _("The host")
    VISITOR = "visitor", _("The visitor")
    OWN = "own", _("The authority's side")
    PARTNER = "partner", _("The partner's side")
    THIRD = "third", _("Somebody else")

    def seen_from_partner(self) -> "Payer":
        """Return who pays, as the other side calls it: who is our side is theirs; a host stays a host."""
        flipped = {Payer.OWN: Payer.PARTNER, Payer.PARTNER: Payer.OWN}
        return flipped.get(self, self)


class LineUnit(TextChoices):
    """What a line of a work programme counts."""

    PERSONS = "persons", _("Persons")
    EXCHANGES = "exchanges", _("Exchanges")
    PERSON_DAYS = "person_days", _("Person-days")
    AUDIENCE = "audience", _("Audience")


class LineRhythm(TextChoices):
    """Over which time a line of a work programme counts."""

    YEARLY = "yearly", _("Each year")
    WHOLE = "whole", _("In the whole period")
