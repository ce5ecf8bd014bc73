"""The closed lists of exchanges, and which status may follow which."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.enums import (
    Direction as Direction,  # the same for a plan's lines and for what comes of them
)


class ExchangeKind(TextChoices):
    """What happens in an exchange."""

    RESIDENCY = "residency", _("Residency")
    MATCHMAKING = "matchmaking", _("Matchmaking")
    EXHIBITION = "exhibition", _("Exhibition")
    CONCERT = "concert", _("Concerts")
    YOUTH_MEETING = "youth_meeting", _("Youth meeting")
    CHOIR_VISIT = "choir_visit", _("Choir exchange")
    FESTIVAL = "festival", _("Festival")
    CONFERENCE = "conference", _("Conference")
    STUDY_VISIT = "study_visit", _("Study visit")
    RESEARCH_VISIT = "research_visit", _("Research visit")
    KNOWLEDGE_EXCHANGE = "knowledge_exchange", _("Knowledge exchange")
    EU_PROJECT = "eu_project", _("EU project")
    OTHER = "other", _("Other exchange")


class ExchangeStatus(TextChoices):
    """Where an exchange stands."""

    PLANNED = "planned", _("Planned")
    ONGOING = "ongoing", _("Ongoing")
    COMPLETED = "completed", pgettext_lazy("exchange", "Completed")
    CANCELLED = "cancelled", pgettext_lazy("exchange", "Cancelled")


EXCHANGE_TRANSITIONS: dict[str, frozenset[str]] = {
    ExchangeStatus.PLANNED: frozenset(
        {ExchangeStatus.ONGOING, ExchangeStatus.COMPLETED, ExchangeStatus.CANCELLED}
    ),
    ExchangeStatus.ONGOING: frozenset({ExchangeStatus.COMPLETED, ExchangeStatus.CANCELLED}),
    ExchangeStatus.COMPLETED: frozenset({ExchangeStatus.ONGOING}),
    ExchangeStatus.CANCELLED: frozenset({ExchangeStatus.PLANNED}),
}


class ActorRole(TextChoices):
    """In what capacity an organisation takes part in an exchange."""

    HOST = "host", _("Host")
    PARTICIPANT = "participant", _("Participant")
    THIRD_PARTY = "third_party", _("Third party")
    FUNDER = "funder", _("Funder")


class FigureKind(TextChoices):
    """What a number of an exchange counts."""

    PARTICIPANTS = "participants", _("Participants")
    AUDIENCE = "audience", _("Audience a year")
    CONCERTS = "concerts", _("Concerts")
    EXHIBITIONS = "exhibitions", _("Exhibitions")
    PERSON_DAYS = "person_days", _("Person-days")
    NIGHTS = "nights", _("Nights as guests")
    STAYS = "stays", _("Stays")
    OTHER = "other", _("Other figure")


class Measure(TextChoices):
    """What a ledger of give and take counts."""

    EXCHANGES = "exchanges", _("Exchanges")
    PERSONS = "persons", _("Persons")
    PERSON_DAYS = "person_days", _("Person-days")
    NIGHTS = "nights", _("Nights as guests")
    AUDIENCE = "audience", _("Audience")


class EventKind(TextChoices):
    """What kind of event it is (D07)."""

    SEMINAR = "seminar", _("Seminar")
    BREAKFAST = "breakfast", _("Breakfast meeting")
    INSPIRATION_DAY = "inspiration_day", _("Inspiration day")
    COURSE = "course", _("Course")
    CONFERENCE = "conference", _("Conference")
    WORKSHOP = "workshop", _("Workshop")
    FORUM = "forum", _("Annual forum")
    PRESENCE = "presence", _("Presence at somebody else's event")
    FESTIVAL = "festival", _("Festival")
    OPENING = "opening", _("Opening")


class PlacementStatus(TextChoices):
    """Where a refuge placement stands."""

    PREPARED = "prepared", _("Being prepared")
    ONGOING = "ongoing", _("Ongoing")
    ENDED = "ended", pgettext_lazy("placement", "Ended")


PLACEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    PlacementStatus.PREPARED: frozenset({PlacementStatus.ONGOING, PlacementStatus.ENDED}),
    PlacementStatus.ONGOING: frozenset({PlacementStatus.ENDED}),
    PlacementStatus.ENDED: frozenset({PlacementStatus.ONGOING}),
}

# The shape and colour of each status, as `{% status %}` knows them.
EXCHANGE_TONES: dict[str, str] = {
    ExchangeStatus.PLANNED: "info",
    ExchangeStatus.ONGOING: "good",
    ExchangeStatus.COMPLETED: "ended",
    ExchangeStatus.CANCELLED: "stop",
}
PLACEMENT_TONES: dict[str, str] = {
    PlacementStatus.PREPARED: "info",
    PlacementStatus.ONGOING: "good",
    PlacementStatus.ENDED: "ended",
}
