"""Who is party to a case, and what has become of them."""

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
