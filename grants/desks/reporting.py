"""What lies on the desk of reports and changes: to answer, to decide, overdue."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.reporting.due import due_words
from grants.models import ChangeRequest, Report
from portal.accounts.enums import Role
from portal.accounts.permissions import authority_ids
from portal.core.moments import say_day
from portal.core.registry import DeskGroup, DeskItem

FIRST_FEW = 5


def groups(user: Any) -> Iterator[DeskGroup]:
    """Yield the groups that have something in them: reports to answer, changes to decide, reports overdue."""
    officer = authority_ids(user, [Role.OFFICER])
    decides = authority_ids(user, [Role.OFFICER, Role.DECISION_MAKER])
    if officer:
        own = Report.objects.filter(authority__in=officer).select_related("application")
        yield from _reports(
            _("Reports to answer"),
            "waits",
            own.to_review().order_by("handed_in_at", "pk"),
            "status=handed_in",
        )
        overdue = own.overdue(timezone.localdate()).order_by("due_on", "pk")
        yield from _reports(_("Reports overdue"), "late", overdue, "overdue=yes", late=True)
    if decides:
        yield from _changes(decides)


def _reports(title: str, kind: str, found: Any, query: str, *, late: bool = False) -> Iterator[DeskGroup]:
    count = found.order_by().count()
    if not count:
        return
    items = [
        DeskItem(
            text=str(report.application),
            url=reverse("grants:officer:report_detail", args=[report.application.reference, report.number]),
            note=f"{report.get_kind_display()}, {due_words(report)}",
            late=late,
        )
        for report in found[:FIRST_FEW]
    ]
    yield DeskGroup(title, kind, count, f"{reverse('grants:officer:report_list')}?{query}", items)


def _changes(authorities: list[int]) -> Iterator[DeskGroup]:
    found = ChangeRequest.objects.filter(authority__in=authorities).to_decide().select_related("application")
    count = found.count()
    if not count:
        return
    zone = str(timezone.get_default_timezone())
    items = [
        DeskItem(
            text=str(change.application),
            url=reverse("grants:officer:change_detail", args=[change.application.reference, change.number]),
            note=f"{change.get_kind_display()}, {say_day(change.submitted_at, zone)}",
        )
        for change in found.order_by("submitted_at", "pk")[:FIRST_FEW]
    ]
    url = f"{reverse('grants:officer:change_list')}?status=submitted"
    yield DeskGroup(_("Changes to decide"), "waits", count, url, items)
