"""Versions of a text, and proposals to change it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VersionReason(TextChoices):
    """Why a version of an agreement's text was kept."""

    KEPT = "kept", _("Kept on purpose")
    SENT = "sent", _("Sent to the other side")
    AGREED = "agreed", pgettext_lazy("version", "Agreed")
    SIGNED = "signed", pgettext_lazy("version", "Signed")


class ProposalKind(TextChoices):
    """What a proposal asks for."""

    CHANGE = "change", _("Another text")
    ADDITION = "addition", _("A new article")
    REMOVAL = "removal", _("Taking the article out")


class ProposalStatus(TextChoices):
    """Where a proposal stands."""

    OPEN = "open", pgettext_lazy("proposal", "Open")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
    REFUSED = "refused", pgettext_lazy("proposal", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")


PROPOSAL_TRANSITIONS: dict[str, frozenset[str]] = {
    ProposalStatus.OPEN: frozenset(
        {ProposalStatus.ACCEPTED, ProposalStatus.REFUSED, ProposalStatus.WITHDRAWN}
    ),
    ProposalStatus.ACCEPTED: frozenset(),
    ProposalStatus.REFUSED: frozenset(),
    ProposalStatus.WITHDRAWN: frozenset(),
}


PROPOSAL_TONES: dict[str, str] = {
    ProposalStatus.OPEN: "wait",
    ProposalStatus.ACCEPTED: "good",
    ProposalStatus.REFUSED: "stop",
    ProposalStatus.WITHDRAWN: "ended",
}
