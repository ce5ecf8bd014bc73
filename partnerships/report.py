"""The chapter of the annual report on partnerships, agreements and networks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships import framework_report
from partnerships.enums import PUBLIC_STATUSES, AgreementStatus, GeographicTier, PartnershipState
from partnerships.models import Agreement, Authority, NetworkFee, NetworkMembership, NetworkSeat, Partnership
from portal.core.amounts import format_amount
from portal.core.charts import Bar, MapPoint, Picture, bar_chart, region_map, stacked_states
from portal.core.collation import order_by_name
from portal.core.registry import Chapter, Section, Table
from portal.core.uncertain import UncertainDate, certainly_in, overlaps, spans_overlap


def chapter(authority: Authority, year: int) -> Chapter:
    """Build the chapter for an authority and a year, in the active language.

    Uncertain dates are counted twice, as certainly and as possibly in the year; what has no date at all is never
    counted into a year (domain.md X01).
    """
    partnerships = _partnerships(authority, year)
    agreements = list(_agreements(authority))
    memberships = _memberships(authority, year)
    states = [state for _partnership, state in partnerships]
    active = states.count(PartnershipState.ACTIVE)
    valid, perhaps = (len(found) for found in _valid(authority, year))
    return Chapter(
        title=_("Partnerships and agreements"),
        lead=_("Whom %(authority)s worked with in %(year)s, under which agreements and in which networks.")
        % {"authority": authority, "year": year},
        facts=[
            (_("partnerships"), str(len(partnerships))),
            (_("of them active"), str(active)),
            (_("agreements valid in the year"), _between(valid, perhaps)),
            (_("networks"), str(len(memberships))),
        ],
        sections=[
            _partnership_section(partnerships, year),
            *_map_section(authority, partnerships, year),
            _agreement_section(authority, agreements, year),
            *framework_report.sections(authority, year, localdate()),
            _network_section(memberships, year),
        ],
    )


# --- Partnerships ---------------------------------------------------------------------------------------------


def _partnerships(authority: Authority, year: int) -> list[tuple[Partnership, str]]:
    """Return the authority's partnerships that may have existed in the year, each with its state at the year's end."""
    end = date(year, 12, 31)
    rows = (
        Partnership.objects.of_authorities([authority.pk])
        .filter(Q(since_earliest__lte=end) | Q(since_earliest=None))
        .select_related("region", "counterpart", "holder")
        .prefetch_related("periods")
        .order_by(order_by_name(), "pk")
    )
    return [(row, _state_at(row, end)) for row in rows]


def _state_at(partnership: Partnership, day: date) -> str:
    """Return the last state that may have begun by a day; a change without a date counts as already made."""
    begun = [one.state for one in partnership.periods.all() if _may_have_begun(one.period, day)]
    return begun[-1] if begun else partnership.state


def _may_have_begun(when: UncertainDate | None, day: date) -> bool:
    return when is None or when.earliest is None or when.earliest <= day


def _partnership_section(partnerships: Sequence[tuple[Partnership, str]], year: int) -> Section:
    words = dict(PartnershipState.choices)
    circles = [*GeographicTier.choices, ("", _("no circle given"))]
    counted = []
    for circle, name in circles:
        states = [state for partnership, state in partnerships if partnership.tier == circle]
        if states:
            counted.append(
                (str(name), {str(words[key]): states.count(key) for key in words if states.count(key)})
            )
    note = _("State at the end of the year. A change whose date is not known counts as already made.")
    state_words = [str(word) for word in words.values()]
    table = Table(
        title=_("Partnerships by circle and state"),
        columns=[_("Circle"), *state_words, _("All")],
        rows=[
            [name, *(states.get(word, 0) for word in state_words), sum(states.values())]
            for name, states in counted
        ],
        note=note,
        numeric=frozenset(range(1, len(state_words) + 2)),
    )
    picture = _state_picture(counted, state_words, year)
    return Section(
        title=_("Partnerships"),
        paragraphs=_count_sentences(partnerships, year),
        pictures=[picture] if picture is not None else [],
        tables=[table, _partnership_table(partnerships)] if partnerships else [],
    )


def _count_sentences(partnerships: Sequence[tuple[Partnership, str]], year: int) -> list[str]:
    if not partnerships:
        return [_("No partnership was in the register at the end of %(year)s.") % {"year": year}]
    count = len(partnerships)
    active = [state for _partnership, state in partnerships].count(PartnershipState.ACTIVE)
    known = ngettext(
        "At the end of %(year)s there was %(count)d partnership; active: %(active)d.",
        "At the end of %(year)s there were %(count)d partnerships; active: %(active)d.",
        count,
    ) % {"year": year, "count": count, "active": active}
    undated = sum(1 for partnership, _state in partnerships if not partnership.since)
    if not undated:
        return [known]
    unknown = ngettext(
        "Since when %(count)d of them goes on is not known.",
        "Since when %(count)d of them go on is not known.",
        undated,
    ) % {"count": undated}
    return [f"{known} {unknown}"]


def _state_picture(
    counted: Sequence[tuple[str, dict[str, int]]], state_words: list[str], year: int
) -> Picture | None:
    if not counted:
        return None
    numbers = [number for _name, states in counted for number in states.values()]
    active = sum(states.get(str(PartnershipState.ACTIVE.label), 0) for _name, states in counted)
    return stacked_states(
        counted,
        state_words,
        title=ngettext(
            "%(active)d of %(count)d partnership was active at the end of %(year)s",
            "%(active)d of %(count)d partnerships were active at the end of %(year)s",
            sum(numbers),
        )
        % {"active": active, "count": sum(numbers), "year": year},
        source=_("Register of partnerships"),
        first_column=_("Circle"),
    )


def map_points(authority: Authority, year: int) -> tuple[list[MapPoint], MapPoint | None]:
    """Return the partners that have a point on the map, in their state at the year's end, and the authority's own."""
    return _points(_partnerships(authority, year)), _home(authority)


def _points(partnerships: Sequence[tuple[Partnership, str]]) -> list[MapPoint]:
    words = dict(PartnershipState.choices)
    return [
        MapPoint(
            label=str(partnership.region),
            longitude=float(partnership.region.longitude),
            latitude=float(partnership.region.latitude),
            state=str(state),
            state_label=str(words[state]),
        )
        for partnership, state in partnerships
        if partnership.region is not None
        and partnership.region.latitude is not None
        and partnership.region.longitude is not None
    ]


def _home(authority: Authority) -> MapPoint | None:
    own = authority.organisation.region
    if own is None or own.latitude is None or own.longitude is None:
        return None
    return MapPoint(str(own), float(own.longitude), float(own.latitude))


def _map_section(
    authority: Authority, partnerships: Sequence[tuple[Partnership, str]], year: int
) -> list[Section]:
    """Show where the partners are; no section where none has a place on the map."""
    points = _points(partnerships)
    if not points:
        return []
    picture = region_map(
        points,
        home=_home(authority),
        title=_("Partner regions of %(authority)s in %(year)s") % {"authority": authority, "year": year},
        source=_("Register of partnerships"),
        links=False,
    )
    return [Section(title=_("Where the partners are"), pictures=[picture])]


def _partnership_table(partnerships: Sequence[tuple[Partnership, str]]) -> Table:
    words = dict(PartnershipState.choices)
    return Table(
        title=_("All partnerships"),
        columns=[_("Partnership"), _("Counterpart"), _("Holder"), _("Since"), _("State")],
        rows=[
            [
                str(partnership),
                str(partnership.counterpart or partnership.region or ""),
                str(partnership.holder),
                _since(partnership),
                str(words[state]),
            ]
            for partnership, state in partnerships
        ],
    )


def _since(partnership: Partnership) -> str:
    """Return since when the partnership is, or at least when it was made formal, in the words of the source."""
    if partnership.since or not partnership.formalised:
        return str(partnership.since or _("not known"))
    return _("formalised %(when)s") % {"when": partnership.formalised}


# --- Agreements -----------------------------------------------------------------------------------------------


def _agreements(authority: Authority) -> Any:
    return (
        Agreement.objects.filter(partnership__authority=authority, status__in=PUBLIC_STATUSES)
        .select_related("partnership")
        .order_by(order_by_name(), "pk")
    )


def _valid(authority: Authority, year: int) -> tuple[list[int], list[int]]:
    """Return the agreements certainly valid on some day of the year, and those possibly so (the certain ones too).

    Possibly valid is what may have begun by then and may not have ended; without any date nothing is said of a year.
    """
    start, end = date(year, 1, 1), date(year, 12, 31)
    rows = _agreements(authority)
    certain = rows.filter(certain_validity__overlap=(start, end))
    dated = Q(valid_from__isnull=False) | Q(valid_until__isnull=False)
    possible = rows.filter(dated & spans_overlap("valid_from", "valid_until", start, end))
    keys = list(certain.values_list("pk", flat=True))
    return keys, list({*keys, *possible.values_list("pk", flat=True)})


def _agreement_section(authority: Authority, agreements: Sequence[Agreement], year: int) -> Section:
    start, end = date(year, 1, 1), date(year, 12, 31)
    rows = _agreements(authority)
    valid, perhaps_valid = (len(found) for found in _valid(authority, year))
    counted = [(_("Valid on some day of the year"), valid, perhaps_valid)]
    for words, field in ((_("Signed in the year"), "signed"), (_("Expiring in the year"), "valid_until")):
        certain = rows.filter(certainly_in(field, start, end)).count()
        counted.append((words, certain, rows.filter(overlaps(field, start, end)).count()))
    in_the_year = Table(
        title=_("Agreements in %(year)s") % {"year": year},
        columns=[_("What"), _("Certainly"), _("Possibly")],
        rows=[list(row) for row in counted],
        note=_(
            "“Possibly” includes the certain ones. Agreements without any date are not counted into a year."
        ),
        numeric=frozenset({1, 2}),
    )
    names = {key: str(word) for key, word in AgreementStatus.choices if key in PUBLIC_STATUSES}
    by_status = [
        Bar(name, number)
        for key, name in names.items()
        if (number := sum(1 for one in agreements if one.status == key))
    ]
    picture = bar_chart(
        by_status,
        title=_("In force today: %(valid)d of %(count)d agreements")
        % {
            "valid": sum(1 for one in agreements if one.status == AgreementStatus.IN_FORCE),
            "count": len(agreements),
        },
        source=_("Register of agreements; state on the day of this report"),
        columns=(_("State"), _("Agreements")),
        keep_order=True,
    )
    every = Table(
        title=_("All agreements"),
        columns=[_("Agreement"), _("Partnership"), _("Kind"), _("Validity"), _("State")],
        rows=[
            [
                str(one),
                str(one.partnership),
                one.get_kind_display(),
                str(one.validity or _("not known")),
                one.get_status_display(),
            ]
            for one in agreements
        ],
        note=_("Drafts and agreements in negotiation are left out."),
    )
    sentence = (
        _("Agreements valid on some day of %(year)s: %(number)s.")
        % {"year": year, "number": _between(valid, perhaps_valid)}
        if agreements
        else _("No signed agreement is in the register.")
    )
    undated = sum(1 for one in agreements if one.status == AgreementStatus.IN_FORCE and not _is_dated(one))
    paragraphs = [sentence]
    if undated:
        words = ngettext(
            "%(count)d more is in force, and nobody has written down since when.",
            "%(count)d more are in force, and nobody has written down since when.",
            undated,
        )
        paragraphs.append(words % {"count": undated})
    return Section(
        title=_("Agreements"),
        paragraphs=paragraphs,
        pictures=[picture] if by_status else [],
        tables=[in_the_year, every] if agreements else [],
    )


def _is_dated(agreement: Agreement) -> bool:
    return agreement.valid_from is not None or agreement.valid_until is not None


# --- Networks -------------------------------------------------------------------------------------------------


def _memberships(authority: Authority, year: int) -> list[NetworkMembership]:
    end = date(year, 12, 31)
    begun = Q(period_earliest__lte=end) | Q(period_earliest=None)
    going_on = Q(period_latest__gte=date(year, 1, 1)) | Q(period_latest=None)
    return list(
        NetworkMembership.objects.filter(begun & going_on, authority=authority)
        .select_related("network__parent", "holder")
        .prefetch_related("network__member_counts", "seats__group", "fees")
        .order_by(order_by_name(field="network__sort_key"), "pk")
    )


def _network_section(memberships: Sequence[NetworkMembership], year: int) -> Section:
    table = Table(
        title=_("Networks"),
        columns=[_("Network"), _("Engagement"), _("Since"), _("Members"), _("Seats"), _("Fee")],
        rows=[
            [
                str(one.network),
                one.get_engagement_display(),
                str(one.period or _("not known")),
                _members(one),
                "; ".join(_seat(one, seat) for seat in one.seats.all()),
                "; ".join(_fee(fee) for fee in one.fees.all() if fee.year in (year, None)),
            ]
            for one in memberships
        ],
        note=_("Numbers of members as the sources give them, with their dates where there are any."),
    )
    return Section(
        title=_("Networks"),
        paragraphs=[] if memberships else [_("No membership of a network is in the register.")],
        tables=[table] if memberships else [],
    )


def _members(membership: NetworkMembership) -> str:
    latest = next(iter(membership.network.member_counts.all()), None)
    if latest is None:
        return _("not known")
    return f"{latest.count} ({latest.as_of})" if latest.as_of else str(latest.count)


def _seat(membership: NetworkMembership, seat: NetworkSeat) -> str:
    """Name a seat; who holds it only where the name may be shown to everybody: a report is read by all."""
    person = seat.person if seat.person_is_public else ""
    parts = (str(seat.group or membership.network), str(seat.office), person)
    return ", ".join(part for part in parts if part)


def _fee(fee: NetworkFee) -> str:
    amount = format_amount(fee.amount, fee.currency)
    return amount if fee.year else _("%(amount)s every year") % {"amount": amount}


def _between(certain: int, possible: int) -> str:
    """Return a number that may be higher: "2", or "2, possibly 3"."""
    if certain == possible:
        return str(certain)
    return _("%(certain)d, possibly %(possible)d") % {"certain": certain, "possible": possible}
