"""Who is party to a case, what has become of them, and what a case waits for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartyRole(TextChoices):
    """What somebody is to a case."""

    APPLICANT = "applicant", _("Applicant")
    ORGANISATION = "organisation", _("Applying organisation")
    CO_APPLICANT = "co_applicant", _("Co-applicant")
    AGENT = "agent", _("Agent")


class PartyState(TextChoices):
    """What has become of a party since."""

    ACTIVE = "active", pgettext_lazy("party", "As before")
    RENAMED = "renamed", pgettext_lazy("party", "Renamed")
    BANKRUPT = "bankrupt", pgettext_lazy("party", "Bankrupt")
    DECEASED = "deceased", pgettext_lazy("party", "Deceased")


class Waits(TextChoices):
    """What a case waits for, as the desk of who works with cases counts it."""

    SCREENING = "screening", _("Our screening")
    DECISION = "decision", _("Our decision")
    REJECTION = "rejection", _("Our rejection, or another screening")
    LONG = "long", _("Anything, for more than 30 days")
