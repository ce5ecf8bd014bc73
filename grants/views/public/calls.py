"""Calls as everybody reads them: what is open, what comes, what was, and each with its whole form."""

from typing import Any

import django_filters
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from grants.domain import stages
from grants.domain.applications import closed_sentence
from grants.domain.eligibility import check_of
from grants.domain.nominations import takes_nominations
from grants.domain.outages import suggested_extension
from grants.domain.whole_call import afterwards_of, form_to_read, sums_of
from grants.enums import ApplicationStatus, CallRoute, CallStatus
from grants.models import Application, Call
from grants.permissions import can_edit_call
from grants.views.public.conditions import conditions_of
from partnerships.models import Authority
from portal.core.access import public
from portal.core.amounts import format_amount
from portal.core.filters import RegisterFilter
from portal.core.moments import say_day, say_moment, time_left
from portal.core.tables import Column, link, noted, render_table
from portal.core.templatetags.portal import status

OPEN, COMING, CLOSED = "open", "coming", "closed"
PHASES = [
    (OPEN, pgettext_lazy("call", "Open now")),
    (COMING, pgettext_lazy("call", "Coming")),
    (CLOSED, pgettext_lazy("call", "Closed")),
]
PHASE_TONES = {OPEN: "good", COMING: "wait", CLOSED: "ended"}


def phase_of(call: Call, now: Any) -> str:
    """Return whether a published call is open, coming or closed at a moment."""
    if call.status == CallStatus.PUBLISHED and call.opens_at and now < call.opens_at:
        return COMING
    if call.status == CallStatus.PUBLISHED and call.closes_at and now < call.closes_at:
        return OPEN
    return CLOSED


def _authorities(request: HttpRequest) -> QuerySet[Authority]:
    return Authority.objects.visible_to(request.user).select_related("organisation").order_by("slug")


class CallFilter(RegisterFilter):
    """Calls by phase and by authority."""

    phase = django_filters.ChoiceFilter(
        method="filter_phase",
        label=gettext_lazy("When"),
        choices=PHASES,
        empty_label=gettext_lazy("All calls"),
    )
    authority = django_filters.ModelChoiceFilter(
        queryset=_authorities,
        to_field_name="slug",
        label=gettext_lazy("From"),
        empty_label=gettext_lazy("Everybody"),
    )

    class Meta:
        model = Call
        fields: list[str] = []

    def filter_phase(self, queryset: QuerySet[Call], name: str, value: str) -> QuerySet[Call]:
        """Keep the calls that are open, coming or closed at this moment."""
        now = timezone.now()
        published = Q(status=CallStatus.PUBLISHED)
        is_open = published & Q(opens_at__lte=now, closes_at__gt=now)
        coming = published & Q(opens_at__gt=now)
        return queryset.filter({OPEN: is_open, COMING: coming}.get(value, ~(is_open | coming)))


def _when(call: Call) -> object:
    """Return the phase with its day, as one piece: on a phone a cell is laid out beside its heading."""
    now = timezone.now()
    phase = phase_of(call, now)
    shown = status(str(dict(PHASES)[phase]), PHASE_TONES[phase])
    note: object = call.historic_window or call.year
    if call.closes_at:
        note = time_left(call.closes_at, now) if phase == OPEN else say_day(call.closes_at, call.time_zone)
    if phase == COMING and call.opens_at:
        note = _("opens %(day)s") % {"day": say_day(call.opens_at, call.time_zone)}
    return format_html("<span>{}</span>", noted(shown, note))


def _sum(call: Call) -> str:
    if call.amount_max is None:
        return ""
    return _("up to %(sum)s") % {"sum": format_amount(call.amount_max, call.currency)}


COLUMNS = [
    Column(
        "call",
        gettext_lazy("Call"),
        lambda call: noted(link(call.get_absolute_url(), call.names), call.summary),
        heads_row=True,
    ),
    Column("when", gettext_lazy("When"), _when),
    Column("authority", gettext_lazy("From"), lambda call: str(call.authority.organisation.names)),
    Column("sum", gettext_lazy("Amount"), _sum, numeric=True),
]


def in_reading_order(calls: QuerySet[Call], now: Any) -> QuerySet[Call]:
    """Order calls as people need them: open ones by the nearest deadline, then coming, then closed ones, latest first."""
    rank = Case(
        When(status=CallStatus.PUBLISHED, opens_at__lte=now, closes_at__gt=now, then=Value(0)),
        When(status=CallStatus.PUBLISHED, opens_at__gt=now, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    nearest = Case(When(status=CallStatus.PUBLISHED, closes_at__gt=now, then=F("closes_at")))
    return calls.order_by(
        rank, nearest.asc(nulls_last=True), F("closes_at").desc(nulls_last=True), "-year", "-pk"
    )


@require_safe
@public("every published call; drafts by those who work for the authority")
def call_list(request: HttpRequest) -> HttpResponse:
    """List calls: open, coming and closed, with the time left in words."""
    calls = in_reading_order(Call.objects.visible_to(request.user).for_list(), timezone.now())
    return render_table(
        request,
        filterset=CallFilter(
            request.GET,
            calls.exclude(status=CallStatus.DRAFT).exclude(status=CallStatus.WITHDRAWN),
            request=request,
        ),
        columns=COLUMNS,
        template="grants/public/call_list.html",
        title=_("Calls"),
        empty=_("No call has been published yet. Come back later."),
    )


@require_safe
@public("a published call; a draft by those who work for the authority")
def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a call like an article, with the whole form to read before one begins."""
    call = get_object_or_404(
        Call.objects.visible_to(request.user).select_related("authority__organisation", "programme"),
        slug=slug,
    )
    now = timezone.now()
    mine = (
        Application.objects.visible_to(request.user).own(request.user).filter(call=call).order_by("-pk")
        if request.user.is_authenticated
        else []
    )
    label, tone = _phase_in_words(call, now)
    check = check_of(call)
    context = {
        "call": call,
        "phase": phase_of(call, now),
        "phase_label": label,
        "phase_tone": tone,
        "closed": closed_sentence(call, now),
        "applies": call.route != CallRoute.NOMINATION,
        "nominates": takes_nominations(call),
        "left": time_left(call.closes_at, now) if call.closes_at else "",
        "opens": say_moment(call.opens_at, call.time_zone) if call.opens_at else "",
        "closes": say_moment(call.closes_at, call.time_zone) if call.closes_at else "",
        "sums": [*stages.said(call, now), *sums_of(call), *afterwards_of(call)],
        "funders": call.funders.select_related("organisation"),
        "partnerships": call.partnerships.visible_to(request.user),
        "fields": call.fields.all(),
        "conditions": conditions_of(call),
        "sections": form_to_read(check.form),
        "lost": suggested_extension(call, now) if can_edit_call(request.user, call) else None,
        "checkable": check.is_possible,
        "mine": mine,
        "draft_status": ApplicationStatus.DRAFT,
    }
    return render(request, "grants/public/call_detail.html", context)


def _phase_in_words(call: Call, now: Any) -> tuple[object, str]:
    """Return where the call stands and its tone; a draft, which only its office sees here, is called one."""
    if call.status == CallStatus.DRAFT:
        return call.get_status_display(), "draft"
    phase = phase_of(call, now)
    return dict(PHASES)[phase], PHASE_TONES[phase]
