"""What a form asks, what an answer tells, and who may read it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class FormStage(TextChoices):
    """When a question is asked: at one of the two stages of a call that has them, or with a report."""

    ANY = "any", _("Always")
    EXPRESSION = "expression", _("With the expression of interest")
    FULL = "full", _("With the full application")
    REPORT = "report", _("With every report")
    INTERIM = "interim", _("With the interim report")
    FINAL = "final", _("With the final report")


# Asked after the grant: never a part of an application.
REPORT_STAGES = frozenset({FormStage.REPORT, FormStage.INTERIM, FormStage.FINAL})
