"""What agreements are, the steps of their life, who their parties are, and what happens to them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgreementKind(TextChoices):
    """What kind of instrument an agreement is."""

    AGREEMENT = "agreement", _("Agreement")
    ARRANGEMENT = "arrangement", _("Arrangement (överenskommelse)")
    MOU = "mou", _("Memorandum of understanding")
    LETTER_OF_INTENT = "letter_of_intent", _("Letter of intent")
    TREATY = "treaty", _("Treaty")
    DECLARATION = "declaration", _("Declaration")
    DECLARATION_OF_INTENT = "intent_declaration", _("Declaration of intent")
    JOINT_STATEMENT = "joint_statement", _("Joint statement")
    PARTNERSHIP = "partnership", _("Partnership agreement")
    COOPERATION = "cooperation", _("Cooperation, its form not known")
    NETWORK = "network", _("Network agreement")
    STATUTE = "statute", _("Statute of a joint fund")
    EGTC = "egtc", _("European grouping of territorial cooperation (EGTC)")


class AgreementStatus(TextChoices):
    """Where an agreement stands in its life."""

    DRAFT = "draft", pgettext_lazy("agreement", "Draft")
    NEGOTIATION = "negotiation", _("In negotiation")
    AGREED = "agreed", pgettext_lazy("agreement", "Agreed")
    SIGNED = "signed", pgettext_lazy("agreement", "Signed")
    IN_FORCE = "in_force", _("In force")
    EXPIRED = "expired", pgettext_lazy("agreement", "Expired")
    TERMINATED = "terminated", pgettext_lazy("agreement", "Terminated")
    SUPERSEDED = "superseded", pgettext_lazy("agreement", "Superseded")


# The text is agreed before it is signed, party by party; an agreement that was signed all at once, or long ago, may
# go from the talks to its signing in one step. An extension that comes late puts an expired agreement in force again.
AGREEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    AgreementStatus.DRAFT: frozenset({AgreementStatus.NEGOTIATION}),
    AgreementStatus.NEGOTIATION: frozenset(
        {AgreementStatus.DRAFT, AgreementStatus.AGREED, AgreementStatus.SIGNED}
    ),
    AgreementStatus.AGREED: frozenset({AgreementStatus.NEGOTIATION, AgreementStatus.SIGNED}),
    AgreementStatus.SIGNED: frozenset(
        {AgreementStatus.IN_FORCE, AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED}
    ),
    AgreementStatus.IN_FORCE: frozenset(
        {AgreementStatus.EXPIRED, AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED}
    ),
    AgreementStatus.EXPIRED: frozenset({AgreementStatus.IN_FORCE}),
    AgreementStatus.TERMINATED: frozenset(),
    AgreementStatus.SUPERSEDED: frozenset(),
}


# Back to life, only where the act that ended it is taken back as entered by mistake.
AGREEMENT_CORRECTIONS: dict[str, frozenset[str]] = {
    status: frozenset({AgreementStatus.SIGNED, AgreementStatus.IN_FORCE})
    for status in (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED, AgreementStatus.SUPERSEDED)
}


# Not signed yet: what it says may still change, and only those who work on it read it.
UNSIGNED_STATUSES = [AgreementStatus.DRAFT, AgreementStatus.NEGOTIATION, AgreementStatus.AGREED]


# Agreements that bind: their validity may not overlap another of the same kind between the same parties.
BINDING_STATUSES = [AgreementStatus.SIGNED, AgreementStatus.IN_FORCE]


# What the public may read.
PUBLIC_STATUSES = [
    AgreementStatus.SIGNED,
    AgreementStatus.IN_FORCE,
    AgreementStatus.EXPIRED,
    AgreementStatus.TERMINATED,
    AgreementStatus.SUPERSEDED,
]


# What all parties on the portal see together, beside what is public: from the negotiation on. A draft that was never
# shown stays with its owner.
SHARED_STATUSES = [AgreementStatus.NEGOTIATION, AgreementStatus.AGREED]


# Where the text is worked on together: once it is agreed it stands, until the talks are opened again.
DRAFTED_STATUSES = [AgreementStatus.NEGOTIATION]


# The shape that goes with each word (portal.core.templatetags.portal.TONES).
AGREEMENT_TONES: dict[str, str] = {
    AgreementStatus.DRAFT: "draft",
    AgreementStatus.NEGOTIATION: "wait",
    AgreementStatus.AGREED: "wait",
    AgreementStatus.SIGNED: "info",
    AgreementStatus.IN_FORCE: "good",
    AgreementStatus.EXPIRED: "ended",
    AgreementStatus.TERMINATED: "stop",
    AgreementStatus.SUPERSEDED: "ended",
}


class PartyRole(TextChoices):
    """In what capacity an organisation is named by an agreement."""

    PARTY = "party", _("Party")
    PARTICIPANT = "participant", _("Participant, not a party")
    ASSOCIATE = "associate", _("Associate")
    WITNESS = "witness", _("Witness")


# Who takes part in the drafting; a witness reads what was signed.
DRAFTING_ROLES = [PartyRole.PARTY, PartyRole.ASSOCIATE]


class AgreementLevel(TextChoices):
    """Between whom an agreement is, by their place among states."""

    INTRA_STATE = "intra_state", _("Communities of one state")
    WITHIN_REGION = "within_region", _("Inside one region")
    REGION_REGION = "region_region", _("Region and region")
    COUNTY_REGION = "county_region", _("County and region")
    COUNTY_DEPARTMENT = "county_department", _("County and department")
    REGION_STATE = "region_state", _("Region and state")
    REGION_FEDERATED_STATE = "region_federated", _("Region and state of a federation")
    BILATERAL = "bilateral", _("Bilateral")
    MULTILATERAL = "multilateral", _("Multilateral")
    MULTILATERAL_BODY = "multilateral_body", _("Multilateral, with legal personality")


class Certainty(TextChoices):
    """How sure it is that something held on a day, by dates that may be uncertain (X01)."""

    CERTAINLY = "certainly", _("certainly")
    POSSIBLY = "possibly", _("possibly")
    NO = "no", pgettext_lazy("certainty", "no")
    UNKNOWN = "unknown", pgettext_lazy("certainty", "not known")


class AgreementActKind(TextChoices):
    """What can happen to an agreement after its signing."""

    EXTENSION = "extension", pgettext_lazy("act", "Extension")
    AMENDMENT = "amendment", pgettext_lazy("act", "Amendment")
    ACCESSION = "accession", pgettext_lazy("act", "A party joins")
    WITHDRAWAL = "withdrawal", pgettext_lazy("act", "A party leaves")
    MERGER = "merger", pgettext_lazy("act", "Two parties become one")
    NOTICE = "notice", pgettext_lazy("act", "Notice is given")
    NOTICE_WITHDRAWN = "notice_withdrawn", pgettext_lazy("act", "Notice is withdrawn")
    SUPERSESSION = "supersession", pgettext_lazy("act", "Another agreement takes its place")


class PeriodBasis(TextChoices):
    """Why an agreement is valid for a period."""

    FIRST = "first", pgettext_lazy("period", "As agreed")
    TACIT = "tacit", pgettext_lazy("period", "Renewed tacitly")
    EXTENSION = "extension", pgettext_lazy("period", "Extended")
