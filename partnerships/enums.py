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
    CRAFT_CENTRE = "craft_centre", _("Craft and building conservation centre")
    DIPLOMATIC = "diplomatic", _("Diplomatic representation")
    OTHER = "other", _("Other body")


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


class AgreementStatus(TextChoices):
    """Where an agreement stands in its life."""

    DRAFT = "draft", pgettext_lazy("agreement", "Draft")
    NEGOTIATION = "negotiation", _("In negotiation")
    SIGNED = "signed", pgettext_lazy("agreement", "Signed")
    IN_FORCE = "in_force", _("In force")
    EXPIRED = "expired", pgettext_lazy("agreement", "Expired")
    TERMINATED = "terminated", pgettext_lazy("agreement", "Terminated")


AGREEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    AgreementStatus.DRAFT: frozenset({AgreementStatus.NEGOTIATION}),
    AgreementStatus.NEGOTIATION: frozenset({AgreementStatus.DRAFT, AgreementStatus.SIGNED}),
    AgreementStatus.SIGNED: frozenset({AgreementStatus.IN_FORCE, AgreementStatus.TERMINATED}),
    AgreementStatus.IN_FORCE: frozenset({AgreementStatus.EXPIRED, AgreementStatus.TERMINATED}),
    AgreementStatus.EXPIRED: frozenset(),
    AgreementStatus.TERMINATED: frozenset(),
}
# Agreements that bind: their validity may not overlap another of the same kind between the same parties.
BINDING_STATUSES = [AgreementStatus.SIGNED, AgreementStatus.IN_FORCE]
# What the public may read.
PUBLIC_STATUSES = [
    AgreementStatus.SIGNED,
    AgreementStatus.IN_FORCE,
    AgreementStatus.EXPIRED,
    AgreementStatus.TERMINATED,
]


# The shape that goes with each word (portal.core.templatetags.portal.TONES).
AGREEMENT_TONES: dict[str, str] = {
    AgreementStatus.DRAFT: "draft",
    AgreementStatus.NEGOTIATION: "wait",
    AgreementStatus.SIGNED: "info",
    AgreementStatus.IN_FORCE: "good",
    AgreementStatus.EXPIRED: "ended",
    AgreementStatus.TERMINATED: "stop",
}


class PartyRole(TextChoices):
    """In what capacity an organisation is named by an agreement."""

    PARTY = "party", _("Party")
    ASSOCIATE = "associate", _("Associate")
    WITNESS = "witness", _("Witness")


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


class CommitmentState(TextChoices):
    """Whether a promise was kept."""

    OPEN = "open", pgettext_lazy("commitment", "Open")
    KEPT = "kept", _("Kept")
    LATE = "late", _("Late")
    BROKEN = "broken", _("Not kept")


class IndicatorResult(TextChoices):
    """After the target year: was it met (C12)?"""

    UNKNOWN = "unknown", _("Not known")
    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")
