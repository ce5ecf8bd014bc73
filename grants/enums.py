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
    RICH_TEXT = "rich_text", _("Text with paragraphs and lists")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Several of several")
    NUMBER = "number", pgettext_lazy("question", "Number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")
    UNCERTAIN_DATE = "uncertain_date", _("Date as exact as it is known")
    PERIOD = "period", _("Period, from one day to another")
    YES_NO = "yes_no", _("Yes or no")
    COUNTRY = "country", _("Country")
    COUNTRIES = "countries", _("Several countries")
    LINK = "link", _("Web address")
    FILE = "file", _("File")
    PERSONS = "persons", _("Persons")
    PARTNERS = "partners", _("Partners")
    PLACES = "places", _("Places and itinerary")
    GROUP = "group", _("Rows with columns of your own")
    BUDGET = "budget", _("Budget table")
    DECLARATION = "declaration", _("Declaration")
    HEADING = "heading", _("Words only, nothing to answer")


class Meaning(TextChoices):
    """Which fact of an application an answer carries: lists, rules and reports read the fact, whatever it is called."""

    TITLE = "title", _("Title of the project")
    REQUESTED = "requested", _("Amount applied for")
    AMOUNT_CLASS = "amount_class", _("Class of the amount")
    TOTAL_COST = "total_cost", _("Total cost")
    OWN_FUNDS = "own_funds", _("Own funds")
    OTHER_FUNDING = "other_funding", _("Other funding")
    EARLIER_FUNDING = "earlier_funding", _("Funding received earlier")
    BUDGET = "budget", pgettext_lazy("question", "Budget")
    BUDGET_FILE = "budget_file", _("Budget as a file")
    PERIOD = "period", _("Period of the project")
    START = "start", _("Start of the project")
    END = "end", _("End of the project")
    DAYS = "days", _("Number of days")
    CONTACT_NAME = "contact_name", _("Name of the contact person")
    EMAIL = "email", _("E-mail address of the contact person")
    ORGANISATION_NAME = "organisation_name", _("Name of the organisation")
    REGISTRATION_NUMBER = "registration_number", _("Registration number of the organisation")
    MUNICIPALITY = "municipality", _("Municipality of the organisation")
    WEBSITE = "website", _("Website of the organisation")
    RESIDENCE = "residence", _("Where the applicant lives")
    SECOND_RESIDENCE = "second_residence", _("Where the other applicant lives")
    NATIONALITY = "nationality", _("Nationality")
    SEAT = "seat", _("Where the organisation has its seat")
    BIRTH_DATE = "birth_date", _("Date of birth")
    LEGAL_FORM = "legal_form", _("Legal form")
    APPLICANT_KIND = "applicant_kind", _("Kind of applicant")
    ACTIVE_SINCE = "active_since", _("Active since")
    NONPROFIT = "nonprofit", _("Is non-profit")
    SOLE_TRADER = "sole_trader", _("Is a sole trader")
    CIVIL_SERVANT = "civil_servant", _("Is a civil servant")
    STUDENT = "student", _("Is a student")
    GRADUATION = "graduation", _("Date of graduation")
    PERSONS = "persons", pgettext_lazy("question", "Persons")
    PERSONS_COUNT = "persons_count", _("Number of persons")
    PARTNERS = "partners", pgettext_lazy("question", "Partners")
    PLACES = "places", pgettext_lazy("question", "Places")
    FIELDS = "fields", _("Fields of art")
    STRAND = "strand", _("Strand of the call")
    LANGUAGES = "languages", pgettext_lazy("question", "Languages")
    OBJECTIVES = "objectives", _("Objectives of the call that it serves")
    PRIORITIES = "priorities", _("Priorities of the call that it serves")
    MOTIVATION = "motivation", _("Motivation")
    INVITATION = "invitation", _("Invitation")
    CV = "cv", _("Curriculum vitae")
    CONTRACT = "contract", _("Contract between the partners")
    WORK_SAMPLES = "work_samples", _("Work samples")
    OTHER_DOCUMENT = "other_document", _("Another document")
    DECLARATION = "declaration", pgettext_lazy("question", "Declaration")


class Audience(TextChoices):
    """Who may read an answer after it has been handed in."""

    PUBLIC = "public", _("Public: shown when the grant is published")
    ORDINARY = "ordinary", _("Those who work with the case")
    PERSONAL = "personal", _("Personal data: officers only, and removed in time")
    NOT_ASSESSORS = "not_assessors", _("Hidden from assessors")


class CountIn(TextChoices):
    """What the length of a text is counted in."""

    CHARACTERS = "characters", _("Characters")
    WORDS = "words", _("Words")


class ColumnKind(TextChoices):
    """What kind of answer a column of rows asks for."""

    TEXT = "text", pgettext_lazy("column", "Text")
    CHOICE = "choice", pgettext_lazy("column", "One of several")
    NUMBER = "number", pgettext_lazy("column", "Number")
    MONEY = "money", pgettext_lazy("column", "Amount of money")
    DATE = "date", pgettext_lazy("column", "Date")
    COUNTRY = "country", pgettext_lazy("column", "Country")
    YES_NO = "yes_no", pgettext_lazy("column", "Yes or no")
    EMAIL = "email", pgettext_lazy("column", "E-mail address")


class BudgetSide(TextChoices):
    """The two sides of a budget."""

    COST = "cost", _("Costs")
    INCOME = "income", _("Financing")


class FundingStatus(TextChoices):
    """Whether the money of a budget's line is certain."""

    CONFIRMED = "confirmed", pgettext_lazy("funding", "Confirmed")
    APPLIED = "applied", pgettext_lazy("funding", "Applied for")


class ContributionKind(TextChoices):
    """Whether a budget's line is paid in money or given as work, rooms or goods."""

    CASH = "cash", pgettext_lazy("contribution", "In money")
    IN_KIND = "in_kind", pgettext_lazy("contribution", "In kind")


class VatStatus(TextChoices):
    """Whether a cost of a budget has value-added tax in it."""

    INCLUDED = "included", pgettext_lazy("VAT", "With VAT")
    EXCLUDED = "excluded", pgettext_lazy("VAT", "Without VAT")
    NOT_LIABLE = "not_liable", pgettext_lazy("VAT", "No VAT is due")


class ApplicationStatus(TextChoices):
    """Where an application stands."""

    DRAFT = "draft", pgettext_lazy("application", "Draft")
    SUBMITTED = "submitted", _("Submitted")
    INVITED = "invited", _("Invited to the full application")
    DECLINED = "declined", _("Expression of interest declined")
    ELIGIBLE = "eligible", _("Meets the conditions")
    INELIGIBLE = "ineligible", _("Does not meet the conditions")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")


APPLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    ApplicationStatus.DRAFT: frozenset({ApplicationStatus.SUBMITTED}),
    # To itself: handed in again until the deadline, where the call lets it.
    ApplicationStatus.SUBMITTED: frozenset(
        {
            ApplicationStatus.SUBMITTED,
            ApplicationStatus.INVITED,
            ApplicationStatus.DECLINED,
            ApplicationStatus.ELIGIBLE,
            ApplicationStatus.INELIGIBLE,
            ApplicationStatus.WITHDRAWN,
        }
    ),
    # An expression of interest that was accepted: handed in again as the full application.
    ApplicationStatus.INVITED: frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}),
    ApplicationStatus.DECLINED: frozenset(),
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


class RuleVerdict(TextChoices):
    """What the portal found of a rule at the check of conditions."""

    MET = "met", pgettext_lazy("rule", "Met")
    BROKEN = "broken", pgettext_lazy("rule", "Not met")
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
    MUSEUM = "museum", pgettext_lazy("partner", "Museum")
    THEATRE = "theatre", pgettext_lazy("partner", "Theatre")
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


class FormStage(TextChoices):
    """When a question is asked in a call with two stages, and which of them an application is at."""

    ANY = "any", _("Always")
    EXPRESSION = "expression", _("With the expression of interest")
    FULL = "full", _("With the full application")


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
    ACCOUNTS = "accounts", _("Accounts")
    CHANGES = "changes", _("Notice of changes")
    VISIBILITY = "visibility", _("Naming the funder")
    PARTICIPANTS = "participants", _("Confirmation of those who take part")


class DutyAnchor(TextChoices):
    """What a duty's time is counted from."""

    STATED_END = "stated_end", _("The end stated in the application")
    RETURN = "return", _("The return home")
    AWARD = "award", pgettext_lazy("duty", "The decision")
    ALWAYS = "always", _("All the time")


class ParticipantRole(TextChoices):
    """What somebody beside the applicant is to an application."""

    CO_LEAD = "co_lead", _("Lead of another side")
    PARTNER = "partner", _("Partner")
    EDITOR = "editor", _("Writes with you")
    SIGNATORY = "signatory", _("Signs")


# Who signs the content; a partner confirms its own part and money.
SIGNING_ROLES = frozenset({ParticipantRole.CO_LEAD, ParticipantRole.SIGNATORY})


class SignatureKind(TextChoices):
    """What a signature covers."""

    CONTENT = "content", _("The whole application")
    CONFIRMATION = "confirmation", _("A partner's part and money")


class SignatureState(TextChoices):
    """Whether what was signed is what stands there now."""

    MISSING = "missing", _("Not signed yet")
    STALE = "stale", _("Signed an earlier text")
    VALID = "valid", pgettext_lazy("signature", "Signed")


class Resubmission(TextChoices):
    """What a call says about handing in again."""

    NONE = "none", _("Once handed in, it cannot be changed")
    REPLACE_UNTIL_DEADLINE = "replace_until_deadline", _("Until the deadline, what is handed in last counts")
    KEEP_FIRST = "keep_first", _("What is handed in first counts")


class EntryDirection(TextChoices):
    """Which way an entry of a case went, seen from the authority."""

    IN = "in", pgettext_lazy("entry", "Received")
    OUT = "out", pgettext_lazy("entry", "Sent to the applicant")


class EntryKind(TextChoices):
    """What an entry of a case is."""

    SUPPLEMENT = "supplement", _("Supplement")
    MESSAGE = "message", _("Message")
    REQUEST = "request", _("Request for completion")
    COMPLETION = "completion", _("Answer to a request for completion")
    ACCEPTANCE = "acceptance", _("Completion accepted")
    RECALL = "recall", _("Request for completion withdrawn")


# What applicants send; everything else comes from the authority.
INCOMING_ENTRIES = frozenset({EntryKind.SUPPLEMENT.value, EntryKind.COMPLETION.value})


class CompletionState(TextChoices):
    """Where a request for completion stands, read from its dates."""

    OPEN = "open", pgettext_lazy("completion", "Waiting for an answer")
    MISSED = "missed", pgettext_lazy("completion", "Not answered in time")
    ANSWERED = "answered", pgettext_lazy("completion", "Answered")
    ACCEPTED = "accepted", pgettext_lazy("completion", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("completion", "Withdrawn")
