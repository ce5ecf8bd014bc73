"""The closed lists of grants, and which status may follow which."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallStatus(TextChoices):
    """Where a call stands. Whether it is open today follows from its dates."""

    DRAFT = "draft", pgettext_lazy("call", "Draft")
    PUBLISHED = "published", pgettext_lazy("call", "Published")
    CLOSED = "closed", pgettext_lazy("call", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("call", "Withdrawn")


CALL_TRANSITIONS: dict[str, frozenset[str]] = {
    CallStatus.DRAFT: frozenset({CallStatus.PUBLISHED}),
    CallStatus.PUBLISHED: frozenset({CallStatus.CLOSED, CallStatus.WITHDRAWN}),
    CallStatus.CLOSED: frozenset({CallStatus.PUBLISHED}),
    CallStatus.WITHDRAWN: frozenset(),
}


class QuestionKind(TextChoices):
    """What kind of answer a question asks for."""

    SHORT_TEXT = "short_text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Several of several")
    NUMBER = "number", pgettext_lazy("question", "Number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")
    UNCERTAIN_DATE = "uncertain_date", _("Date as exact as it is known")
    YES_NO = "yes_no", _("Yes or no")
    LINK = "link", _("Web address")
    FILE = "file", _("File")
    BUDGET = "budget", _("Budget table")
    DECLARATION = "declaration", _("Declaration")


class BudgetSide(TextChoices):
    """The two sides of a budget."""

    COST = "cost", _("Costs")
    INCOME = "income", _("Financing")


class ApplicationStatus(TextChoices):
    """Where an application stands."""

    DRAFT = "draft", pgettext_lazy("application", "Draft")
    SUBMITTED = "submitted", _("Submitted")
    ELIGIBLE = "eligible", _("Meets the conditions")
    INELIGIBLE = "ineligible", _("Does not meet the conditions")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")


APPLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    ApplicationStatus.DRAFT: frozenset({ApplicationStatus.SUBMITTED}),
    ApplicationStatus.SUBMITTED: frozenset(
        {ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE, ApplicationStatus.WITHDRAWN}
    ),
    ApplicationStatus.ELIGIBLE: frozenset(
        {ApplicationStatus.APPROVED, ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN}
    ),
    ApplicationStatus.INELIGIBLE: frozenset({ApplicationStatus.ELIGIBLE, ApplicationStatus.REJECTED}),
    ApplicationStatus.APPROVED: frozenset(),
    ApplicationStatus.REJECTED: frozenset(),
    ApplicationStatus.WITHDRAWN: frozenset(),
}
DECIDED_STATUSES = [ApplicationStatus.APPROVED, ApplicationStatus.REJECTED]


class DecisionOutcome(TextChoices):
    """What was decided."""

    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")


class FunderRole(TextChoices):
    """How an authority or another body takes part in paying for a call."""

    FUNDER = "funder", _("Funder")
    PARTNER_FUNDER = "partner_funder", _("Pays for its own side")


class Stage(TextChoices):
    """When a rule of a call is asked."""

    TYPING = "typing", _("While filling in")
    SUBMISSION = "submission", _("On handing in")
    SCREENING = "screening", _("At the check of conditions")
    ASSESSMENT = "assessment", _("At the assessment")
    DECISION = "decision", _("At the decision")
    REPORT = "report", _("At the report")


class Effect(TextChoices):
    """What a rule does when it is not met."""

    BLOCKING = "blocking", _("Stops the application")
    WARNING = "warning", _("Warns")
    JUDGED = "judged", _("For the officer to judge")


class RuleSubject(TextChoices):
    """What a kind of rule speaks of; the catalogue is sorted by it."""

    APPLICANT = "applicant", _("Who applies")
    PARTNERS = "partners", _("Partners and sides")
    AMOUNT = "amount", _("Amount and financing")
    COSTS = "costs", _("Costs")
    PERIOD = "period", _("Time")
    PLACES = "places", _("Places")
    CONTENT = "content", _("Content and answers")
    DOCUMENTS = "documents", _("Documents and signatures")
    FILING = "filing", _("Handing in")
    DECISION = "decision", _("Decision and grants")
    REPORT = "report", _("Report and payment")
    COMBINED = "combined", _("Combinations of rules")


class PartyKind(TextChoices):
    """What kind of applicant or partner somebody is."""

    PERSON = "person", _("Person")
    GROUP = "group", _("Group of persons")
    SELF_EMPLOYED = "self_employed", _("Self-employed")
    ASSOCIATION = "association", _("Association")
    FOUNDATION = "foundation", _("Foundation")
    COMPANY = "company", _("Company")
    MUNICIPALITY = "municipality", _("Municipality")
    PUBLIC_BODY = "public_body", _("Public body")
    FAITH_COMMUNITY = "faith_community", _("Faith community")
    ECONOMIC_ASSOCIATION = "economic_association", _("Economic association")
    INSTITUTION = "institution", _("Cultural institution")
    UNIVERSITY = "university", _("University or school")
    NETWORK = "network", _("International organisation or network")
    OTHER = "other", pgettext_lazy("applicant", "Other")


class PartWanted(TextChoices):
    """Whose facts a rule asks for."""

    APPLICANT = "applicant", _("the applicant")
    EVERY_PERSON = "persons", _("everyone who takes part")
    EVERY_PARTNER = "partners", _("every partner")
    LEADS = "leads", _("every lead")


LEGAL_PERSONS = frozenset(PartyKind.values) - {PartyKind.PERSON, PartyKind.GROUP, PartyKind.SELF_EMPLOYED}


class CallRoute(TextChoices):
    """How somebody comes into a call: by applying, or by being nominated."""

    APPLICATION = "application", _("By application")
    NOMINATION = "nomination", _("By nomination")
    BOTH = "both", _("By application or nomination")


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
    ROLLING = "rolling", _("All the time, in batches")


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
    ACCOUNTS = "accounts", _("Accounts")
    CHANGES = "changes", _("Notice of changes")
    VISIBILITY = "visibility", _("Naming the funder")


class DutyAnchor(TextChoices):
    """What a duty's time is counted from."""

    STATED_END = "stated_end", _("The end stated in the application")
    RETURN = "return", _("The return home")
    AWARD = "award", pgettext_lazy("duty", "The decision")
    ALWAYS = "always", _("All the time")
