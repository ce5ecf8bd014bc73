"""The diary of an authority: what came in, went out and was drawn up in all its cases; and the tasks of its people."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.enums import RegisterDirection, RegisterKind
from grants.filters import CaseTaskFilter, DiaryFilter
from grants.models import CaseTask, RegisterEntry
from grants.querysets.register import RegisterEntryQuerySet
from grants.tables import CASE_TASKS, DIARY
from grants.views.officer.finding import RULE
from portal.accounts.enums import READING_ROLES
from portal.core.access import office
from portal.core.spreadsheets import CSV_MEDIA_TYPE, csv_lines
from portal.core.tables import Table, render_table

SORT = "-at"
CHUNK = 2_000
EXPORTED = (
    "at",
    "application__diary_number",
    "number",
    "direction",
    "kind",
    "subject",
    "counterpart",
    "by__name",
    "ground",
    "authority__time_zone",
)


@office(*READING_ROLES, rule=RULE)
def diary_list(request: HttpRequest) -> HttpResponse:
    """Show the diary, the latest entry first."""
    return render_table(
        request,
        filterset=DiaryFilter(request.GET, _diary(request).for_diary(), request=request),
        columns=DIARY,
        template="grants/officer/diary_list.html",
        title=_("Diary"),
        empty=_("When something comes in, goes out or is drawn up in one of your cases, it is entered here."),
        default_sort=SORT,
    )


@require_safe
@office(*READING_ROLES, rule=RULE)
def diary_export(request: HttpRequest) -> HttpResponseBase:
    """Send the diary, as it is filtered, as a CSV file of any length; its rows stream through."""
    filterset = DiaryFilter(request.GET, _diary(request), request=request)
    entries = Table(request, filterset, DIARY, default_sort=SORT).queryset
    response = StreamingHttpResponse(csv_lines(_heads(), _rows(entries)), content_type=CSV_MEDIA_TYPE)
    name = f"{_('diary')}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    response["Cache-Control"] = "private, no-store"
    return response


@office(*READING_ROLES, rule=RULE)
def case_task_list(request: HttpRequest) -> HttpResponse:
    """Show the tasks of the authority's cases."""
    tasks = CaseTask.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=CaseTaskFilter(request.GET, tasks, request=request),
        columns=CASE_TASKS,
        template="grants/officer/case_task_list.html",
        title=_("Tasks"),
        empty=_("A task is added on the page of a case."),
        default_sort="due",
    )


def _diary(request: HttpRequest) -> RegisterEntryQuerySet:
    return RegisterEntry.objects.submitted_to(request.user)


def _heads() -> list[str]:
    return [
        _("When"),
        _("Diary number"),
        _("No."),
        _("Direction"),
        _("Kind"),
        _("What"),
        _("From or to"),
        _("By"),
        _("Confidential"),
    ]


def _rows(entries: QuerySet[Any]) -> Iterator[list[Any]]:
    directions = {value: str(label) for value, label in RegisterDirection.choices}
    kinds = {value: str(label) for value, label in RegisterKind.choices}
    for row in entries.values_list(*EXPORTED).iterator(chunk_size=CHUNK):
        at, case, number, direction, kind, subject, counterpart, by, ground, zone = row
        moment = f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S}"
        yield [
            moment,
            case,
            number,
            directions[direction],
            kinds[kind],
            subject,
            counterpart,
            by or "",
            ground,
        ]
