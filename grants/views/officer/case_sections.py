"""What stands on the page of a case besides what was handed in: a section for each area of casework."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from grants.views.officer.assessment import case as assessment
from grants.views.officer.casework import sections as casework
from grants.views.officer.closing.section import closing_section
from grants.views.officer.deciding import section as deciding
from grants.views.officer.meetings.case_section import meetings_of_case
from grants.views.officer.money import case as money
from grants.views.officer.reporting.reports import reports_section
from grants.views.sections import Section

# In the order of the page: what is worked with stands before what was handed in, what is kept and closed after it.
SECTIONS: Sequence[Section] = (
    Section("handling", _("Handling"), casework.handling),
    Section("tasks", _("Tasks"), casework.tasks),
    Section("notes", _("Notes"), casework.notes),
    assessment.SECTION,
    Section("deciding", _("How it was decided"), deciding.build),
    Section("meetings", _("Meetings and delegation"), meetings_of_case),
    money.SECTION,
    Section("reports", _("Reports and changes"), reports_section),
)
LAST_SECTIONS: Sequence[Section] = (
    Section("parties", _("Parties"), casework.parties_of),
    Section("register", _("Register"), casework.register),
    Section("closing", _("Closing and keeping"), closing_section),
)
