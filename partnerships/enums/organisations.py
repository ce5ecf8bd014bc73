"""What organisations and places are."""

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


class Direction(TextChoices):
    """Which way an exchange goes, seen from the authority; it flips for the partner (A20)."""

    INCOMING = "incoming", _("Incoming")
    OUTGOING = "outgoing", _("Outgoing")
    MUTUAL = "mutual", _("Mutual")

    def seen_from_partner(self) -> "Direction":
        """Return the direction as the other side sees it."""
        flipped = {Direction.INCOMING: Direction.OUTGOING, Direction.OUTGOING: Direction.INCOMING}
        return flipped.get(self, self)
