"""What stands on the page of a case besides what was handed in: a section for each area of casework."""

from collections.abc import Sequence

from grants.views.sections import Section

# In the order of the page.
SECTIONS: Sequence[Section] = ()
