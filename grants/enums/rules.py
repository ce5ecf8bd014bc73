"""When rules are asked, what they do, and of whom they speak."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
