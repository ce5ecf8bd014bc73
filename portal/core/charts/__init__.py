"""Charts and maps as data in, `Picture` out: one drawing for the page and the PDF, without JavaScript."""

from portal.core.charts.bars import Bar, bar_chart
from portal.core.charts.cache import cached_picture
from portal.core.charts.cover import cover_map
from portal.core.charts.heat import Cell, heat_table
from portal.core.charts.maps import MapPoint, region_map
from portal.core.charts.parts import Pair, diverging_bar, stacked_states
from portal.core.charts.picture import Picture
from portal.core.charts.timelines import Period, timeline
from portal.core.charts.years import Series, column_by_year, line

__all__ = [
    "Bar",
    "Cell",
    "MapPoint",
    "Pair",
    "Period",
    "Picture",
    "Series",
    "bar_chart",
    "cached_picture",
    "column_by_year",
    "cover_map",
    "diverging_bar",
    "heat_table",
    "line",
    "region_map",
    "stacked_states",
    "timeline",
]
