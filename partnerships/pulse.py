"""The pulse of relations: the signs of life that partnerships know themselves, and the rule that says what sleeps.

Other apps add theirs through ``portal.core.registry.register_signals``: the latest exchange, application and award.
Nothing is weighed or summed up: each sign is shown with its date, and the rule is one sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Min, Q, Value, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.enums import AgreementStatus
from partnerships.models import Agreement, Dialogue, FollowUp, Partnership
from portal.core.registry import Signal, SignalKind, register_signals, signal_kinds
from portal.core.uncertain import UncertainDate
from portal.core.uncertain.arithmetic import months_before

ASLEEP_AFTER = 18  # months


@dataclass(frozen=True)
class Pulse:
    """A relation with each of its signals, the latest sign of life among them, and whether the rule calls it asleep."""

    partnership: Partnership
    signals: Sequence[tuple[SignalKind, Signal | None]]
    latest: Signal | None
    asleep: bool

    @property
    def condition(self) -> str:
        """Return "awake", "asleep" or, without any dated sign of life, "silent"."""
        if self.latest is None:
            return "silent"
        return "asleep" if self.asleep else "awake"

    @property
    def order(self) -> tuple[int, date]:
        """Sort by the latest sign of life: none first, what goes on or lies ahead last."""
        if self.latest is None:
            return 0, date.min
        return (2, date.max) if self.latest.goes_on else (1, self.latest.day or date.min)


def pulses(partnerships: Sequence[Partnership], user: Any, today: date) -> list[Pulse]:
    """Return the pulse of each relation, in the same order; the number of queries depends on the kinds of signals only.

    What counts as asleep: the latest sign of life (a kind that ``is_life``) is more than ASLEEP_AFTER months ago, and
    none goes on or lies ahead. An uncertain date counts as its last possible day.
    """
    ids = [partnership.pk for partnership in partnerships]
    found = [(kind, kind.find(ids, user, today) if ids else {}) for kind in signal_kinds()]
    return [_pulse(partnership, found, today) for partnership in partnerships]


def _pulse(
    partnership: Partnership, found: Sequence[tuple[SignalKind, Mapping[int, Signal]]], today: date
) -> Pulse:
    signals = [(kind, signals.get(partnership.pk)) for kind, signals in found]
    life = [
        signal
        for kind, signal in signals
        if kind.is_life and signal is not None and (signal.goes_on or signal.day)
    ]
    latest = max(life, key=lambda signal: (signal.goes_on, signal.day or date.min), default=None)
    asleep = (
        latest is not None
        and not latest.goes_on
        and latest.day is not None
        and latest.day < months_before(today, ASLEEP_AFTER)
    )
    return Pulse(partnership, signals, latest, asleep)


def sign_of(when: UncertainDate | None, today: date, *, ongoing: bool = False) -> tuple[date | None, bool]:
    """Return the day on which something counts as a sign of life, and whether it goes on or lies ahead.

    An uncertain date counts as its last possible day, today at the latest; without a date there is no day.
    """
    if when is None or when.is_unknown:
        return None, ongoing
    ahead = when.earliest is not None and when.earliest > today
    if ongoing or ahead or when.is_open_ended:
        return min(when.earliest, today) if when.earliest else None, True
    return (min(when.latest, today) if when.latest else None), False


def latest_first(field: str) -> list[Any]:
    """Return the order in which the latest comes first: what has begun and not ended, then by the last possible day."""
    begun = Q(**{f"{field}_earliest__isnull": False, f"{field}_latest__isnull": True})
    open_ended = Case(When(begun, then=Value(0)), default=Value(1), output_field=IntegerField())
    return [open_ended, F(f"{field}_latest").desc(nulls_last=True)]


def age(day: date, today: date) -> str:
    """Return how long ago a day was, in days, months or years, as people say it."""
    days = (today - day).days
    if days < 45:
        return ngettext("%(number)d day ago", "%(number)d days ago", days) % {"number": days}
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 24:
        return ngettext("%(number)d month ago", "%(number)d months ago", months) % {"number": months}
    years = months // 12
    return ngettext("%(number)d year ago", "%(number)d years ago", years) % {"number": years}


def register() -> None:
    """Register what partnerships know: dialogues, agreements, follow-ups."""
    register_signals(
        SignalKind("dialogue", gettext_lazy("Latest dialogue"), latest_dialogues, is_life=True), position=10
    )
    register_signals(SignalKind("agreement", gettext_lazy("Agreement"), agreements), position=50)
    register_signals(SignalKind("follow-ups", gettext_lazy("Open follow-ups"), open_follow_ups), position=60)


def latest_dialogues(ids: Sequence[int], user: Any, today: date) -> dict[int, Signal]:
    """Return the latest dialogue of each relation: one that goes on or lies ahead, or else the last one held."""
    rows = (
        Dialogue.objects.filter(partnership__in=ids)
        .order_by("partnership_id", "-ongoing", *latest_first("held"), "-pk")
        .distinct("partnership_id")
    )
    signals = {}
    for row in rows:
        day, goes_on = sign_of(row.held, today, ongoing=row.ongoing)
        when = str(row.held) if row.held else _("date not known")
        signals[row.partnership_id] = Signal(str(row.subject), when, day, "#dialogues", goes_on=goes_on)
    return signals


def agreements(ids: Sequence[int], user: Any, today: date) -> dict[int, Signal]:
    """Return of each relation the agreement in force that ends next, or else the latest one it had."""
    in_force = Q(status=AgreementStatus.IN_FORCE)
    rank = Case(
        When(in_force & Q(valid_until_latest__isnull=False), then=Value(0)),
        When(in_force, then=Value(1)),
        When(status__in=[AgreementStatus.NEGOTIATION, AgreementStatus.SIGNED], then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    rows = (
        Agreement.objects.visible_to(user)
        .filter(partnership__in=ids)
        .annotate(rank=rank, next_end=Case(When(in_force, then=F("valid_until_latest"))))
        .order_by(
            "partnership_id",
            "rank",
            F("next_end").asc(nulls_last=True),
            F("valid_until_latest").desc(nulls_last=True),
            "-pk",
        )
        .distinct("partnership_id")
    )
    return {row.partnership_id: _agreement(row) for row in rows if row.partnership_id is not None}


def _agreement(row: Agreement) -> Signal:
    page = reverse("partnerships:officer:agreement_detail", args=[row.slug])
    until = _("until %(day)s") % {"day": row.valid_until} if row.valid_until else row.validity
    when = f"{row.get_status_display()}, {until}"
    return Signal(str(row.names), when, row.valid_until.latest if row.valid_until else None, page)


def open_follow_ups(ids: Sequence[int], user: Any, today: date) -> dict[int, Signal]:
    """Return how many follow-ups of each relation are open, how many are late, and the nearest day."""
    rows = (
        FollowUp.objects.visible_to(user)
        .open()
        .filter(dialogue__partnership__in=ids)
        .order_by()
        .values("dialogue__partnership")
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(due_latest__lt=today)), next=Min("due_latest"))
    )
    signals = {}
    for row in rows:
        text = ngettext("%(number)d open", "%(number)d open", row["open"]) % {"number": row["open"]}
        if row["late"]:
            text += ", " + _("%(number)d late") % {"number": row["late"]}
        when = (
            _("the first by %(day)s") % {"day": date_format(row["next"], "SHORT_DATE_FORMAT")}
            if row["next"]
            else _("no day agreed")
        )
        signals[row["dialogue__partnership"]] = Signal(text, when, row["next"], "#dialogues")
    return signals


def names(kinds: Iterable[SignalKind]) -> list[str]:
    """Return the signs of life by their names, for the sentence that says the rule."""
    return [str(kind.label) for kind in kinds if kind.is_life]
