"""The columns of the list of follow-ups."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import FollowUp
from portal.core.tables import Column, by_field, by_uncertain_date, link, noted, spoken
from portal.core.templatetags.portal import status


def follow_up_columns(action: Callable[[FollowUp], object]) -> list[Column]:
    """Return the columns; ``action`` gives the button that ticks a row off, where the reader may."""
    return [
        Column("what", gettext_lazy("What is to be done"), _what, heads_row=True),
        Column("due", gettext_lazy("By when"), lambda row: row.due, sort=by_uncertain_date("due")),
        Column("who", gettext_lazy("Who"), _who, sort=by_field("responsible__name")),
        Column("state", gettext_lazy("Status"), _state),
        Column("action", gettext_lazy("Step"), action),
    ]


def _what(row: FollowUp) -> object:
    partnership = row.dialogue.partnership
    page = reverse("partnerships:officer:partnership_detail", args=[partnership.slug])
    return noted(link(f"{page}#follow-up-{row.pk}", row.what), spoken(partnership.names))


def _who(row: FollowUp) -> object:
    person = str(row.responsible) if row.responsible else ""
    body = spoken(row.organisation.names) if row.organisation else ""
    return noted(person, body) if person else body


def _state(row: FollowUp) -> object:
    if row.done_at is not None:
        day = date_format(localtime(row.done_at), "SHORT_DATE_FORMAT")
        return noted(
            status(_("Done"), "good"), _("%(day)s by %(person)s") % {"day": day, "person": row.done_by}
        )
    latest = row.due.latest if row.due else None
    late = latest is not None and latest < localdate()
    return status(_("Late"), "stop") if late else status(_("Open"), "wait")
