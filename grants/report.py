"""The chapter of the annual report on calls and grants: what was applied for, and what was granted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.enums import DECIDED_STATUSES, ApplicationStatus
from grants.enums.money import NOT_TAKEN
from grants.models import Application, Call
from portal.core.amounts import format_amount, format_number
from portal.core.charts import Bar, Picture, bar_chart
from portal.core.registry import Chapter, Section, Table

MOST_BARS = 12
ZERO = Decimal(0)


@dataclass
class Figures:
    """What a group of applications comes to; sums in one currency, never in several."""

    applied: int = 0
    requested: Decimal = ZERO
    decided: int = 0
    approved: int = 0
    granted: Decimal = ZERO

    def add(self, other: "Figures") -> None:
        """Add another group of the same currency."""
        self.applied += other.applied
        self.requested += other.requested
        self.decided += other.decided
        self.approved += other.approved
        self.granted += other.granted

    @property
    def rate(self) -> str:
        """The share of the decided applications that were approved; a dash while none is decided."""
        if not self.decided:
            return "–"
        return _("%(share)s %%") % {"share": format_number(round(self.approved * 100 / self.decided))}

    def cells(self) -> list[Any]:
        """Return the figures as cells of a table, in the order of COLUMNS."""
        return [self.applied, self.requested, self.decided, self.approved, self.granted, self.rate]


def figures_by_call(authority: Any, year: int) -> dict[Call, Figures]:
    """Return the figures of what was handed in to the authority in the year, on its own clocks, by call; two queries."""
    zone = ZoneInfo(authority.time_zone)
    begin, end = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    decided, approved = Q(status__in=DECIDED_STATUSES), Q(status=ApplicationStatus.APPROVED)
    given = Q(decision__award__revoked_at=None) & ~Q(decision__award__status__in=NOT_TAKEN)
    rows = {
        row["call"]: Figures(
            row["applied"],
            row["sum"] or ZERO,
            row["decided"],
            row["approved"],
            row["granted"] or ZERO,
        )
        for row in Application.objects.filter(
            authority=authority, submitted_at__gte=begin, submitted_at__lt=end
        )
        .order_by()
        .values("call")
        .annotate(
            applied=Count("pk"),
            sum=Sum("requested"),
            decided=Count("pk", filter=decided),
            approved=Count("pk", filter=approved),
            granted=Sum("decision__award__amount", filter=given),
        )
    }
    calls = Call.objects.filter(pk__in=rows).prefetch_related("fields", "partnerships").order_by("year", "pk")
    return {call: rows[call.pk] for call in calls}


def by_currency(calls: dict[Call, Figures]) -> dict[str, Figures]:
    """Return the totals of each currency, the largest first."""
    totals: dict[str, Figures] = defaultdict(Figures)
    for call, figures in calls.items():
        totals[call.currency].add(figures)
    return dict(sorted(totals.items(), key=lambda item: (-item[1].granted, item[0])))


def chapter(authority: Any, year: int) -> Chapter:
    """Return the chapter for an authority and a year, in the active language."""
    calls = figures_by_call(authority, year)
    title = _("Calls and grants")
    if not calls:
        return Chapter(title, _("No application was handed in during %(year)s.") % {"year": year})
    totals = by_currency(calls)
    return Chapter(
        title,
        _lead(calls, totals, year),
        facts=_facts(totals),
        sections=[
            Section(
                _("Applied for and granted, call by call"),
                paragraphs=[_basis(year)],
                pictures=_pictures(calls, totals),
                tables=[_call_table(calls)],
            ),
            _grouped_section(
                _("By field of art"),
                calls,
                lambda call: call.fields.all(),
                _("Field"),
                _("A call with several fields is counted under each of them, so that the rows overlap."),
            ),
            _grouped_section(
                _("By partnership"),
                calls,
                lambda call: call.partnerships.all(),
                _("Partnership"),
                _(
                    "A call that belongs to several partnerships is counted under each of them, so that the rows overlap."
                ),
            ),
        ],
    )


def _lead(calls: dict[Call, Figures], totals: dict[str, Figures], year: int) -> str:
    applied = sum(figures.applied for figures in totals.values())
    first = ngettext(
        "%(count)s application was handed in during %(year)s",
        "%(count)s applications were handed in during %(year)s",
        applied,
    ) % {"count": format_number(applied), "year": year}
    second = ngettext("to %(count)s call", "to %(count)s calls", len(calls)) % {"count": len(calls)}
    granted = _and([format_amount(one.granted, currency) for currency, one in totals.items() if one.granted])
    if not granted:
        return _("%(applications)s %(calls)s. Nothing has been granted yet.") % {
            "applications": first,
            "calls": second,
        }
    return _("%(applications)s %(calls)s. %(sum)s has been granted so far.") % {
        "applications": first,
        "calls": second,
        "sum": granted,
    }


def _and(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _facts(totals: dict[str, Figures]) -> list[tuple[str, str]]:
    everything = Figures()
    for figures in totals.values():
        # Counts may be added over currencies, sums may not: only the counts of this total are read.
        everything.applied += figures.applied
        everything.decided += figures.decided
        everything.approved += figures.approved
    facts = [(_("Applications"), format_number(everything.applied)), (_("Approved"), everything.rate)]
    for currency, figures in totals.items():
        facts.append((_("Applied for"), format_amount(figures.requested, currency)))
        facts.append((_("Granted"), format_amount(figures.granted, currency)))
    return facts


def _basis(year: int) -> str:
    return _(
        "The figures count the applications handed in during %(year)s, and what has been decided on them up to the "
        "day of this report. Applications that ask for no amount count as zero. The share approved is of those "
        "decided. Amounts in different currencies are never added."
    ) % {"year": year}


def _columns(first: str) -> list[str]:
    return [
        first,
        _("Currency"),
        _("Applications"),
        _("Applied for"),
        _("Decided"),
        _("Approved"),
        _("Granted"),
        _("Share approved"),
    ]


NUMERIC = frozenset(range(2, 8))


def _call_table(calls: dict[Call, Figures]) -> Table:
    rows = [[str(call.names), call.currency, *figures.cells()] for call, figures in calls.items()]
    rows += [
        [_("All calls in %(currency)s") % {"currency": currency}, currency, *figures.cells()]
        for currency, figures in by_currency(calls).items()
        if sum(1 for call in calls if call.currency == currency) > 1
    ]
    return Table(
        _("Applied for and granted by call"),
        _columns(_("Call")),
        rows,
        note=_("Source: the cases of the portal."),
        numeric=NUMERIC,
    )


def _pictures(calls: dict[Call, Figures], totals: dict[str, Figures]) -> list[Picture]:
    found = []
    for currency, total in totals.items():
        granted = [
            (call, figures.granted)
            for call, figures in calls.items()
            if call.currency == currency and figures.granted
        ]
        if not granted:
            continue
        granted.sort(key=lambda item: -item[1])
        first, most = granted[0]
        found.append(
            bar_chart(
                [
                    Bar(str(call.names), float(amount), text=format_amount(amount, currency))
                    for call, amount in granted[:MOST_BARS]
                ],
                title=_("“%(call)s” granted the most: %(sum)s of %(total)s")
                % {
                    "call": first.names,
                    "sum": format_amount(most, currency),
                    "total": format_amount(total.granted, currency),
                },
                source=_("Source: the cases of the portal."),
                columns=(_("Call"), _("Granted")),
            )
        )
    return found


def _grouped_section(title: str, calls: dict[Call, Figures], groups: Any, first: str, note: str) -> Section:
    """Return the same figures by something that a call may have several of, with a row for calls that have none."""
    found: dict[tuple[str, str], Figures] = defaultdict(Figures)
    for call, figures in calls.items():
        names: Iterable[str] = [str(group) for group in groups(call)] or [""]
        for name in names:
            found[name, call.currency].add(figures)
    rows = [
        [name or _("not said"), currency, *figures.cells()]
        for (name, currency), figures in sorted(
            found.items(), key=lambda item: (item[0][0] == "", -item[1].granted, item[0])
        )
    ]
    return Section(title, tables=[Table(title, _columns(first), rows, note=note, numeric=NUMERIC)])
