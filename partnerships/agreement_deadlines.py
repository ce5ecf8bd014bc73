"""The days by which somebody has to act on an agreement: its last day, the last day for notice, its renewal."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Agreement
from portal.accounts.permissions import reads
from portal.core.registry import Deadline


def agreement_deadlines(user: Any, first: date, last: date) -> Iterator[Deadline]:
    """Yield the deadlines of the agreements of one's own authorities, in one query.

    Parameters: ``first`` and ``last`` bound the days, both included. A day is the earliest on which the thing may
    be due, where the agreement's dates are uncertain: better early than too late. Only periods that have begun or
    are agreed count; what a renewal to come would bring is not promised.
    """
    own = reads(user)
    if not own:
        return
    living = Agreement.objects.visible_to(user).of_authorities(own)
    for agreement in living.acting_within(first, last).for_list().order_by("pk"):
        for deadline in deadlines_of(agreement):
            if first <= deadline.day <= last:
                yield deadline


def deadlines_of(agreement: Agreement) -> Iterator[Deadline]:
    """Yield what is to be done about one agreement of the current period: notice, and then its end or renewal."""
    end = agreement.end
    if end is None or end.latest is None:
        return
    url = reverse("partnerships:officer:agreement_detail", args=[agreement.slug])
    key = f"agreement-{agreement.pk}"
    said = {"agreement": agreement, "end": end}
    ends = agreement.last_day is not None or not agreement.renews_tacitly
    notice = agreement.notice_by
    if notice is not None:
        follows = _("else it is renewed after %(end)s") if not ends else _("valid until %(end)s")
        yield Deadline(
            key=f"{key}-notice-{end.edtf}",
            day=notice,
            title=_("Last day for notice: %(agreement)s") % said,
            url=url,
            note=follows % said,
        )
    if ends:
        yield Deadline(
            key=f"{key}-end",
            day=end.latest,
            title=_("Ends: %(agreement)s") % said,
            url=url,
            note=_("valid until %(end)s") % said,
        )
    else:
        yield Deadline(
            key=f"{key}-renewal-{end.edtf}",
            day=end.latest + timedelta(days=1),
            title=_("Renewed tacitly: %(agreement)s") % said,
            url=url,
            note=_("no notice was given for %(end)s") % said,
        )
