"""What an agreement holds beside its text: aims, bodies, instruments, money, milestones."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
