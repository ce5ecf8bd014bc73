"""What stands on the applicant's page of an application besides what was handed in."""

from collections.abc import Sequence

from grants.views.sections import Section

# In the order of the page.
SECTIONS: Sequence[Section] = ()
