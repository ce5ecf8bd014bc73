"""Registers: one way for every list of the portal, public or office, to be filtered, sorted, paged and drawn.

A view hands over its filterset and its columns, and the template draws what comes back::

    @public("every partnership")
    def partnership_list(request):
        return render_table(
            request,
            filterset=PartnershipFilter(request.GET, Partnership.objects.visible_to(request.user).for_list()),
            columns=PARTNERSHIPS,
            template="partnerships/public/partnership_list.html",
            title=_("Partnerships"),
            empty=_("No partnership has been entered yet."),
        )

    PARTNERSHIPS = [
        Column("name", _("Name"), lambda row: link(row.get_absolute_url(), row.names), sort=by_name(), heads_row=True),
        Column("state", _("State"), lambda row: row.get_state_display(), sort=by_choice("state", PartnershipState)),
        Column("since", _("Since"), lambda row: row.since, sort=by_uncertain_date("since")),
    ]

    {% extends "layouts/register.html" %}
    {% block results %}
      {% partialdef results inline %}{% include "components/register_results.html" %}{% endpartialdef %}
    {% endblock %}

The template's blocks ``lead``, ``actions`` and ``before_results`` may be filled. A request of htmx gets the
partial ``results`` alone. Cells are formatted here, in Python, since rendering is what a page costs: a value is a
text (escaped) or a SafeString (``link``, ``noted``, ``spoken``, the template tag ``status``).
"""

from portal.core.tables.columns import (
    Column,
    by_choice,
    by_field,
    by_name,
    by_uncertain_date,
    by_uncertain_number,
    grouped,
    link,
    noted,
    spoken,
)
from portal.core.tables.page import layout_of, render_table
from portal.core.tables.table import COUNTED, PAGE_SIZE, Table

__all__ = [
    "COUNTED",
    "PAGE_SIZE",
    "Column",
    "Table",
    "by_choice",
    "by_field",
    "by_name",
    "by_uncertain_date",
    "by_uncertain_number",
    "grouped",
    "layout_of",
    "link",
    "noted",
    "render_table",
    "spoken",
]
