"""The closed lists of partnerships, and which status may follow which."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(TextChoices):
    """What kind of body an organisation is (domain.md A12)."""

    REGIONAL_AUTHORITY = "regional_authority", _("Regional authority")
    COMMITTEE = "committee", _("Political committee")
    ADMINISTRATION = "administration", _("Administration")
    MUNICIPALITY = "municipality", _("Municipality")
    GOVERNMENT = "government", _("Government or ministry")
    MUSEUM = "museum", _("Museum")
    ARTS_HOUSE = "arts_house", _("Arts house")
    THEATRE = "theatre", _("Theatre")
    ORCHESTRA = "orchestra", _("Orchestra")
    CHOIR = "choir", _("Choir")
    FESTIVAL = "festival", _("Festival or fair")
    STUDIO = "studio", _("Artists' studio or collective")
    UNIVERSITY = "university", _("University")
    STUDY_ASSOCIATION = "study_association", _("Study association")
    YOUTH_ORGANISATION = "youth_organisation", _("Youth organisation")
    ASSOCIATION = "association", _("Association")
    FOUNDATION = "foundation", _("Foundation")
    COMPANY = "company", _("Company")
    PARTNERSHIP_BODY = "partnership_body", _("Partnership body")
    NETWORK_SECRETARIAT = "network_secretariat", _("Network secretariat")
    GROUP = "group", _("Group of bodies")
    CRAFT_CENTRE = "craft_centre", _("Craft and building conservation centre")
    DIPLOMATIC = "diplomatic", _("Diplomatic representation")
    OTHER = "other", _("Other body")


# Kinds that one visits: a place's profile names its cities and its houses (A16).
HOUSES = [
    OrganisationKind.MUSEUM,
    OrganisationKind.ARTS_HOUSE,
    OrganisationKind.THEATRE,
    OrganisationKind.STUDIO,
    OrganisationKind.CRAFT_CENTRE,
]


class ActorSize(TextChoices):
    """How large an actor is (C10)."""

    SMALL = "small", pgettext_lazy("actor", "Small")
    MEDIUM = "medium", pgettext_lazy("actor", "Medium")
    LARGE = "large", pgettext_lazy("actor", "Large")


class RegionTier(TextChoices):
    """What kind of place a region is."""

    MUNICIPALITY = "municipality", _("Municipality")
    CITY = "city", _("City")
    METROPOLIS = "metropolis", _("Metropolitan region")
    COUNTY = "county", _("County")
    REGION = "region", _("Region")
    STATE_OF_FEDERATION = "state_of_federation", _("State of a federation")
    COMMUNITY = "community", _("Language community")
    COUNTRY = "country", _("Country")
    GROUP = "group", _("Group of places")
    SUPRANATIONAL = "supranational", _("Larger area")


class PartnershipState(TextChoices):
    """Where a relation stands (A31)."""

    EXPLORATORY = "exploratory", _("Exploratory")
    ACTIVE = "active", pgettext_lazy("partnership", "Active")
    DORMANT = "dormant", pgettext_lazy("partnership", "Dormant")
    ENDED = "ended", pgettext_lazy("partnership", "Ended")


# A relation may fall asleep, end, and be taken up again (A23: expired, dormant, revivable). New talks with
# an active partner do not make the relation exploratory again.
PARTNERSHIP_TRANSITIONS: dict[str, frozenset[str]] = {
    PartnershipState.EXPLORATORY: frozenset(
        {PartnershipState.ACTIVE, PartnershipState.DORMANT, PartnershipState.ENDED}
    ),
    PartnershipState.ACTIVE: frozenset({PartnershipState.DORMANT, PartnershipState.ENDED}),
    PartnershipState.DORMANT: frozenset(
        {PartnershipState.EXPLORATORY, PartnershipState.ACTIVE, PartnershipState.ENDED}
    ),
    PartnershipState.ENDED: frozenset({PartnershipState.EXPLORATORY, PartnershipState.ACTIVE}),
}


class GeographicTier(TextChoices):
    """The circles of Västra Götaland's international work (A02)."""

    NEIGHBOURHOOD = "neighbourhood", _("Scandinavian neighbourhood")
    EU = "eu", _("Rest of the EU")
    EUROPE = "europe", _("Europe outside the EU")
    GLOBAL = "global", _("Global")


class Purpose(TextChoices):
    """What international work is for (A04)."""

    LEARN = "learn", _("To learn")
    INFLUENCE = "influence", _("To influence")


class FieldBasis(TextChoices):
    """Why a field of art is named for a partnership (A24): agreed on paper, active in fact, or talked about."""

    AGREED = "agreed", pgettext_lazy("field", "Agreed")
    ACTIVE = "active", pgettext_lazy("field", "Active")
    EXPLORED = "explored", pgettext_lazy("field", "In talks")


class Engagement(TextChoices):
    """Whether an organisation takes part now, did, or one cannot tell (A11)."""

    CURRENT = "current", pgettext_lazy("engagement", "Current")
    FORMER = "former", pgettext_lazy("engagement", "Former")
    CURRENT_OR_FORMER = "current_or_former", _("Current or former")


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


class DialogueLevel(TextChoices):
    """Who talks (A21)."""

    OFFICER = "officer", _("Officer level")
    POLITICAL = "political", _("Political level")


class DialogueMode(TextChoices):
    """How they meet (A21)."""

    DIGITAL = "digital", _("Digital")
    ON_SITE = "on_site", _("On site")
    BOTH = "both", _("Digital and on site")


class FrameworkKind(TextChoices):
    """What kind of governing document a framework is (B01)."""

    POLICY = "policy", _("Policy")
    STRATEGY = "strategy", _("Strategy")
    PLAN = "plan", _("Strategy and plan")
    GUIDELINE = "guideline", _("Guidelines")
    VISION = "vision", _("Vision")
    POLICY_FRAMEWORK = "policy_framework", _("Policy framework")
    WAY_OF_WORKING = "way_of_working", _("Way of working")


class ElementKind(TextChoices):
    """What a part of a framework is."""

    VISION = "vision", _("Vision")
    NARRATIVE = "narrative", _("Narrative")
    AREA = "area", _("Area")
    AIM = "aim", _("Aim")
    SUB_GOAL = "sub_goal", _("Sub-goal")
    PERSPECTIVE = "perspective", _("Perspective")
    INSTRUMENT = "instrument", _("Instrument")
    CHANNEL = "channel", _("Channel")
    PRIORITY_LINE = "priority_line", _("Priority line")
    ACTIVITY_LINE = "activity_line", _("Activity line")
    MANDATE = "mandate", _("Mandate")
    CONTEXT = "context", _("Context")
    CRITERION = "criterion", _("Criterion")
    REASON = "reason", _("Reason")
    METHOD = "method", _("Method")
    OFFER = "offer", _("Offer")


class PlaceRule(TextChoices):
    """How a priority line names its places (E03)."""

    NONE = "", pgettext_lazy("places", "Names no places")
    COUNTRIES = "countries", _("Countries")
    REGIONS = "regions", _("Regions within states")
    GROUP = "group", _("A named group")
    UNNAMED = "unnamed", _("A set whose members are not named")
    RULE = "rule", _("A rule")


class PlaceExtent(TextChoices):
    """How far a rule, or a set whose members are not named, reaches."""

    WORLD = "world", _("Everywhere")
    EU = "eu", _("In the European Union")
    OUTSIDE_EU = "outside_eu", _("Outside the European Union")


class NetworkEngagement(TextChoices):
    """How an authority takes part in a network (B07)."""

    ACTIVE = "active", pgettext_lazy("network", "Active member")
    MONITORING = "monitoring", _("Monitoring")
    ACTIVE_OR_MONITORING = "active_or_monitoring", _("Active or monitoring")


class NetworkGroupKind(TextChoices):
    """What a part of a network is called."""

    COMMITTEE = "committee", pgettext_lazy("network", "Committee")
    COMMISSION = "commission", _("Commission")
    GROUP = "group", _("Working group")


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


class Direction(TextChoices):
    """Which way an exchange goes, seen from the authority; it flips for the partner (A20)."""

    INCOMING = "incoming", _("Incoming")
    OUTGOING = "outgoing", _("Outgoing")
    MUTUAL = "mutual", _("Mutual")

    def seen_from_partner(self) -> "Direction":
        """Return the direction as the other side sees it."""
        flipped = {Direction.INCOMING: Direction.OUTGOING, Direction.OUTGOING: Direction.INCOMING}
        return flipped.get(self, self)


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


class IndicatorResult(TextChoices):
    """After the target year: was it met (C12)?"""

    UNKNOWN = "unknown", _("Not known")
    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")


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


class AimKind(TextChoices):
    """What an aim of an agreement is called there."""

    OBJECTIVE = "objective", _("Objective")
    PILLAR = "pillar", _("Pillar or theme")


class OrganKind(TextChoices):
    """What kind of body the parties have together."""

    PLATFORM = "platform", _("Cooperation platform")
    COMMISSION = "commission", _("Commission")
    JOINT_COMMISSION = "joint_commission", _("Joint commission")
    COMMITTEE = "committee", pgettext_lazy("joint body", "Committee")
    WORKING_GROUP = "working_group", pgettext_lazy("joint body", "Working group")
    FORUM = "forum", pgettext_lazy("joint body", "Forum")
    MEETING = "meeting", _("Regular meeting")
    HOUSE = "house", _("Joint house")
    GROUPING = "grouping", _("Grouping (EGTC)")
    CHAIR = "chair", _("Rotating lead")
    OFFICES = "offices", _("Offices")
    OTHER = "other", _("Other body")


class SeatRole(TextChoices):
    """In what capacity somebody sits in a joint body."""

    MEMBER = "member", pgettext_lazy("seat", "Member")
    LEAD = "lead", pgettext_lazy("seat", "Lead")
    OBSERVER = "observer", pgettext_lazy("seat", "Observer")


class InstrumentKind(TextChoices):
    """By what the parties of an agreement work."""

    CALL = "call", _("Call for projects")
    RESIDENCY = "residency", _("Residency")
    EXCHANGE = "exchange", _("Exchange and placements")
    MATCHMAKING = "matchmaking", _("Matchmaking")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", pgettext_lazy("instrument", "Meeting")
    CONFERENCE = "conference", _("Conference")
    EXHIBITION = "exhibition", _("Exhibition")
    PROJECT = "project", _("Joint project")
    STUDY = "study", _("Study")
    SUPPORT = "support", _("Support line")
    FUND = "fund", pgettext_lazy("instrument", "Fund")
    WORK_PROGRAMME = "work_programme", _("Work programme")
    THEME_YEAR = "theme_year", _("Theme year")
    INSTITUTION = "institution", _("Institution")
    WEBSITE = "website", _("Website")
    OTHER = "other", pgettext_lazy("instrument", "Other")


class MoneyRhythm(TextChoices):
    """How often, or for each of what, an amount is promised."""

    ONCE = "once", pgettext_lazy("money", "Once")
    YEAR = "year", _("A year")
    STATE_AND_YEAR = "state_and_year", _("For each state, a year")
    INHABITANT = "inhabitant", _("For each inhabitant")


class MilestoneKind(TextChoices):
    """What happened."""

    BEGAN = "began", pgettext_lazy("milestone", "Began")
    SIGNED = "signed", pgettext_lazy("milestone", "Signed")
    AGREED = "agreed", pgettext_lazy("milestone", "Agreed")
    NAMED = "named", pgettext_lazy("milestone", "Named")
    SET_UP = "set_up", _("Set up")
    MANDATE = "mandate", _("New mandate")
    INSTALLED = "installed", _("Installed")
    RESIGNED = "resigned", _("Resigned")
    RENEWED = "renewed", pgettext_lazy("milestone", "Renewed")
    REACTIVATED = "reactivated", _("Taken up again")
    MERGED = "merged", pgettext_lazy("milestone", "Merged")
    SUCCEEDED = "succeeded", _("Passed to a successor")
    MEETING = "meeting", pgettext_lazy("milestone", "Meeting")
    VISIT = "visit", pgettext_lazy("milestone", "Visit")
    EDITION = "edition", _("Edition")
    PUBLISHED = "published", pgettext_lazy("milestone", "Published")
    PLANNED = "planned", _("Planned")
    REPORTED = "reported", _("Reported")


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
