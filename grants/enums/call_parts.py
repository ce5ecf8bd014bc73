"""What the parts of a call may be: windows, envelopes, rates, bodies, instalments, duties."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WindowKind(TextChoices):
    """What is handed in within a window."""

    APPLICATION = "application", _("Application")
    EXPRESSION = "expression", _("Expression of interest")
    FULL = "full", _("Full application")
    NOMINATION = "nomination", pgettext_lazy("window", "Nomination")


class WindowAnchor(TextChoices):
    """What a deadline is counted from."""

    FIXED = "fixed", _("A day of its own")
    YEARLY = "yearly", _("The same day every year")
    BEFORE_START = "before_start", _("Before the start of the project")
    BEFORE_MEETING = "before_meeting", _("Before the meeting that decides")
    ROLLING = "rolling", _("All the time")


class EnvelopePeriod(TextChoices):
    """The time that an envelope is for."""

    CALL = "call", _("This call")
    YEAR = "year", _("A year")


class RateKind(TextChoices):
    """What a flat rate is for."""

    TRAVEL = "travel", _("Journey")
    DAY = "day", _("Day")
    WEEK = "week", _("Week")
    MONTH = "month", _("Calendar month")
    SUPPLEMENT = "supplement", _("Supplement")


class BodyRole(TextChoices):
    """What a body does in a call."""

    PROPOSES = "proposes", _("Proposes")
    ADVISES = "advises", _("Advises")
    DECIDES = "decides", _("Decides")
    ADMINISTERS = "administers", _("Administers")


class InstalmentTrigger(TextChoices):
    """What makes an instalment due."""

    AWARD = "award", _("After the decision")
    ACCEPTANCE = "acceptance", _("When the conditions are accepted")
    REQUEST = "request", _("On request")
    DATE = "date", _("On a day")
    REPORT = "report", _("After the report")
    APPROVAL = "approval", _("When the report is approved")


class DutyKind(TextChoices):
    """What the grantee owes afterwards."""

    INTERIM = "interim", _("Interim report")
    FINAL = "final", _("Final report")
    ACCOUNTS = "accounts", pgettext_lazy("report", "Accounts")
    CHANGES = "changes", _("Notice of changes")
    VISIBILITY = "visibility", _("Naming the funder")
    PARTICIPANTS = "participants", _("Confirmation of those who take part")


class DutyAnchor(TextChoices):
    """What a duty's time is counted from."""

    STATED_END = "stated_end", _("The end stated in the application")
    RETURN = "return", _("The return home")
    AWARD = "award", pgettext_lazy("duty", "The decision")
    ALWAYS = "always", _("All the time")
