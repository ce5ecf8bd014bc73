"""How the registers of grants are narrowed."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField, ModelChoiceIterator

from grants.batch_words import until_in_words
from grants.domain.casework import working
from grants.domain.waiting import waiting_in_list
from grants.enums import ApplicationStatus, CallStatus, RegisterDirection, RegisterKind, Waits
from grants.models import Application, Award, Call, CaseTask, RegisterEntry
from grants.querysets.applications import RARE
from partnerships.models import Authority
from portal.accounts.permissions import reads
from portal.core.amounts import AmountFormField
from portal.core.collation import order_by_name
from portal.core.filters import DayInput, PlainSelect, RegisterFilter
from portal.core.multilingual import words_of

MOST_BATCHES = 120  # ten years of months
IN_LIST = [choice for choice in ApplicationStatus.choices if choice[0] != ApplicationStatus.DRAFT]


class _CallChoices(ModelChoiceIterator):
    """Calls as keys and words without an object for each: who has worked for long chooses among hundreds."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        key = self.field.to_field_name or "pk"
        for pk, title, year in self.queryset.values_list(key, words_of("names"), "year"):
            yield pk, _label(title, str(year))


class _CallField(ModelChoiceField):
    iterator = _CallChoices

    def label_from_instance(self, obj: Any) -> str:
        return _label(str(obj.names), str(obj.year))


def _label(title: str, year: str) -> str:
    return title if year in title else f"{title} ({year})"


class CallChoiceFilter(django_filters.ModelChoiceFilter):
    """One of the calls, with its year where the title does not say it."""

    field_class = _CallField


class AmountFilter(django_filters.Filter):
    """An end of a range of amounts, typed as people type amounts."""

    field_class = AmountFormField


def own_calls(request: Any) -> QuerySet[Call]:
    """Return the calls whose cases the user reads, latest first."""
    return (
        Call.objects.worked_with(request.user)
        .exclude(status=CallStatus.DRAFT)
        .only("names", "year")
        .order_by("-year", "-closes_at", "pk")
    )


def own_authorities(request: Any) -> QuerySet[Authority]:
    """Return the authorities whose cases the user reads."""
    return Authority.objects.filter(pk__in=reads(request.user)).select_related("organisation")


def awarding_authorities(request: Any) -> QuerySet[Authority]:
    """Return the authorities that make calls."""
    calls = Call.objects.visible_to(request.user).values("authority")
    return (
        Authority.objects.filter(pk__in=calls)
        .select_related("organisation")
        .order_by(order_by_name(field="organisation__sort_key"), "pk")
    )


def decided_calls(request: Any) -> QuerySet[Call]:
    """Return the calls that everybody reads, latest first."""
    return (
        Call.objects.visible_to(request.user)
        .exclude(status=CallStatus.DRAFT)
        .only("slug", "names", "year")
        .order_by("-year", "-closes_at", "pk")
    )


def own_batches(user: Any) -> list[tuple[str, str]]:
    """Return the batches into which cases that the user reads have fallen, latest first; one query."""
    rows = (
        Application.objects.filter(call__in=Call.objects.worked_with(user), batch__isnull=False)
        .order_by("-batch", "call")
        .values_list("call", "call__names", "call__time_zone", "batch")
        .distinct()[:MOST_BATCHES]
    )
    return [
        (f"{call}@{batch.isoformat()}", f"{names}: {until_in_words(batch, zone)}")
        for call, names, zone, batch in rows
        if batch is not None
    ]


def recent_years() -> list[tuple[int, str]]:
    """Return this year and the ten before it."""
    now = timezone.localdate().year
    return [(year, str(year)) for year in range(now, now - 11, -1)]


def bounds_of(year: int) -> tuple[datetime, datetime]:
    """Return the first moment of a year of the portal's clocks and the first of the next one, in UTC."""
    zone = ZoneInfo(str(timezone.get_default_timezone()))
    begin, end = (datetime(one, 1, 1, tzinfo=zone).astimezone(UTC) for one in (year, year + 1))
    return begin, end


def _handlers(authorities: Iterable[int]) -> list[tuple[str, Any]]:
    """Return whose cases one may ask for: one's own, nobody's, or an officer's."""
    people = [(str(one.pk), str(one)) for one in working.officers_of(*authorities)]
    return [("mine", _("Me, or me as deputy")), ("nobody", _("Nobody yet")), *people]


class ApplicationFilter(RegisterFilter):
    """Cases by call, status, authority, year of submission, amount, and words in title, applicant or number."""

    call = CallChoiceFilter(
        label=_("Call"), queryset=own_calls, empty_label=_("All calls"), widget=PlainSelect
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=IN_LIST, empty_label=_("All"), widget=PlainSelect
    )
    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"), queryset=own_authorities, empty_label=_("All"), widget=PlainSelect
    )
    year = django_filters.ChoiceFilter(
        label=_("Submitted in"),
        choices=recent_years,
        empty_label=_("All years"),
        method="filter_year",
        widget=PlainSelect,
    )
    waits = django_filters.ChoiceFilter(
        label=_("Waits for"),
        choices=Waits.choices,
        empty_label=_("Anything"),
        method="filter_waits",
        widget=PlainSelect,
    )
    officer = django_filters.ChoiceFilter(
        label=_("Handled by"), empty_label=_("Everybody"), method="filter_officer", widget=PlainSelect
    )
    batch = django_filters.ChoiceFilter(
        label=_("Batch"), empty_label=_("All batches"), method="filter_batch", widget=PlainSelect
    )
    amount_from = AmountFilter(field_name="requested", lookup_expr="gte", label=_("Amount from"))
    amount_to = AmountFilter(field_name="requested", lookup_expr="lte", label=_("Amount to"))

    _found = 0

    class Meta:
        model = Application
        fields = [
            *("q", "call", "status", "waits", "authority", "year", "officer", "batch"),
            *("amount_from", "amount_to"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is None:
            return
        authorities = reads(self.request.user)
        # Who reads for one authority is not asked which.
        if len(authorities) == 1:
            del self.filters["authority"]
        # Asked for once, when the choice is shown or made: what htmx asks for is the list alone.
        self.filters["officer"].extra["choices"] = cache(partial(_handlers, authorities))
        choices = own_batches(self.request.user)
        if choices:
            self.filters["batch"].extra["choices"] = choices
        else:
            del self.filters["batch"]

    def filter_waits(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what waits for one's own, as the desk counts it: of a joint call what they have not screened."""
        return queryset.filter(waiting_in_list(self.request.user, value))

    def filter_officer(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep one's own cases, nobody's, or those of one officer."""
        if value == "mine":
            user = self.request.user
            return queryset.filter(Q(officer=user) | Q(deputy=user))
        return queryset.filter(officer=None if value == "nobody" else value)

    def filter_q(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the cases that contain every word: common ones are met along the list, rare ones found, then sorted."""
        cases: Any = queryset
        if cases.is_common(value):
            self.is_walked = True
            return cases.met_on_the_way(value)
        keys = cases.keys_found(value)
        if len(keys) <= RARE:
            return cases.among(keys)
        self.is_walked, self._found = cases.is_of_one, len(keys)
        return cases.search(value)

    @property
    def keys_first(self) -> bool:
        """Whether an index alone tells which cases belong to a page: by common words, and by their amounts."""
        amounts = (self._asked.get(end) for end in ("amount_from", "amount_to"))
        return self.is_walked or any(amount is not None for amount in amounts)

    @property
    def met(self) -> int:
        """How many cases the words were found in at least, where nothing else narrows the list."""
        is_narrowed = any(value not in (None, "") for name, value in self._asked.items() if name != "q")
        return 0 if is_narrowed else self._found

    @property
    def _asked(self) -> dict[str, Any]:
        self.form.is_valid()
        return getattr(self.form, "cleaned_data", {})

    def filter_batch(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what fell into one batch of one call."""
        call, _at, closes = value.partition("@")
        return queryset.filter(call=int(call), batch=datetime.fromisoformat(closes))

    def filter_year(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what was submitted in a year of the portal's clocks; a range, so that the list's index serves."""
        begin, end = bounds_of(int(value))
        return queryset.filter(submitted_at__gte=begin, submitted_at__lt=end)


class DiaryFilter(RegisterFilter):
    """A diary by authority, direction, kind, period, and words in what an entry is about."""

    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"), queryset=own_authorities, empty_label=_("All"), widget=PlainSelect
    )
    direction = django_filters.ChoiceFilter(
        label=_("Direction"), choices=RegisterDirection.choices, empty_label=_("All"), widget=PlainSelect
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=RegisterKind.choices, empty_label=_("All"), widget=PlainSelect
    )
    since = django_filters.DateFilter(label=_("From day"), method="filter_since", widget=DayInput)
    until = django_filters.DateFilter(label=_("To day"), method="filter_until", widget=DayInput)

    class Meta:
        model = RegisterEntry
        fields = ["q", "authority", "direction", "kind", "since", "until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None and len(reads(self.request.user)) == 1:
            del self.filters["authority"]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The clocks by which days are meant: the authority's, or of several the portal's."""
        authorities = list(own_authorities(self.request)[:2]) if self.request is not None else []
        one = authorities[0].time_zone if len(authorities) == 1 else str(timezone.get_default_timezone())
        return ZoneInfo(one)

    def filter_q(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what has every word, found before it is sorted."""
        return queryset.found_first(value)  # type: ignore[attr-defined]

    def filter_since(self, queryset: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        """Keep what was entered on this day or later."""
        return queryset.filter(at__gte=datetime(value.year, value.month, value.day, tzinfo=self.zone))

    def filter_until(self, queryset: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        """Keep what was entered on this day or before."""
        midnight = datetime(value.year, value.month, value.day, tzinfo=self.zone)
        return queryset.filter(at__lt=midnight + timedelta(days=1))


class CaseTaskFilter(RegisterFilter):
    """Tasks of cases: one's own or everybody's, to do, late or done."""

    mine = django_filters.BooleanFilter(
        label=_("Only mine"), method="filter_mine", widget=forms.CheckboxInput
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[("open", _("To do")), ("late", _("Late")), ("done", _("Done"))],
        empty_label=_("All"),
        method="filter_status",
        widget=PlainSelect,
    )

    class Meta:
        model = CaseTask
        fields = ["q", "mine", "status"]

    def filter_mine(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """Keep what the person has to do."""
        return queryset.filter(assignee=self.request.user) if value else queryset

    def filter_status(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what is to be done, what should have been, or what is done."""
        if value == "done":
            return queryset.filter(done_at__isnull=False)
        if value == "late":
            return queryset.filter(done_at=None, due__lt=timezone.localdate())
        return queryset.filter(done_at=None)


class OfficeCallFilter(RegisterFilter):
    """Calls by title or programme, status and year of the edition."""

    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=CallStatus.choices, widget=forms.CheckboxSelectMultiple
    )
    year = django_filters.NumberFilter(label=_("Year of the edition"), min_value=1900, max_value=2200)

    class Meta:
        model = Call
        fields = ["q", "status", "year"]


class AwardFilter(RegisterFilter):
    """Awards by authority, call, year of the decision, and words in the project or the receiving organisation."""

    authority = django_filters.ModelChoiceFilter(
        label=_("Authority"),
        field_name="decision__application__authority",
        to_field_name="slug",
        queryset=awarding_authorities,
        empty_label=_("All authorities"),
        widget=PlainSelect,
    )
    call = CallChoiceFilter(
        label=_("Call"),
        field_name="decision__application__call",
        to_field_name="slug",
        queryset=decided_calls,
        empty_label=_("All calls"),
        widget=PlainSelect,
    )
    year = django_filters.ChoiceFilter(
        label=_("Decided in"),
        choices=recent_years,
        empty_label=_("All years"),
        method="filter_year",
        widget=PlainSelect,
    )

    class Meta:
        model = Award
        fields = ["q", "authority", "call", "year"]

    def filter_year(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what was decided in a year of the portal's clocks."""
        begin, end = bounds_of(int(value))
        return queryset.filter(decision__decided_at__gte=begin, decision__decided_at__lt=end)
