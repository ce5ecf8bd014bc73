"""What stands on the applicant's page of an application besides what was handed in."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from grants.views.applicant import deciding, money
from grants.views.applicant.reporting import reports_section
from grants.views.sections import Section

# In the order of the page.
SECTIONS: Sequence[Section] = (
    Section("deciding", _("Letters and appeals"), deciding.build),
    money.SECTION,
    Section("reports", _("Reports and changes"), reports_section),
)
