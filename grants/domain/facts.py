"""The facts of an application, as the rules of its call want them: read from the answers by what each one means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from grants.domain.budgets import Budget
from grants.domain.content import Answered, AnsweredSection
from grants.domain.outline import with_meaning
from grants.enums import ContributionKind, FundingStatus, Meaning, PartyKind, QuestionKind
from grants.models import Application, Call
from grants.rules.facts import (
    Agreed,
    Attached,
    CallFacts,
    Facts,
    Funder,
    History,
    Money,
    Party,
    Rate,
    Signed,
    Stay,
)
from partnerships.enums import BINDING_STATUSES, UNSIGNED_STATUSES, FieldBasis, OrganisationKind
from partnerships.models import Partnership

# What is read of the partnerships that a call belongs to.
BEHIND = ("field_links__field", "agreements__fields")

# What kind of applicant an organisation of the register is, where the form does not ask.
KIND_OF: Mapping[str, str] = {
    OrganisationKind.MUNICIPALITY: PartyKind.MUNICIPALITY,
    OrganisationKind.MUSEUM: PartyKind.MUSEUM,
    OrganisationKind.THEATRE: PartyKind.THEATRE,
    OrganisationKind.UNIVERSITY: PartyKind.UNIVERSITY,
    OrganisationKind.ASSOCIATION: PartyKind.ASSOCIATION,
    OrganisationKind.STUDY_ASSOCIATION: PartyKind.ASSOCIATION,
    OrganisationKind.YOUTH_ORGANISATION: PartyKind.ASSOCIATION,
    OrganisationKind.CHOIR: PartyKind.ASSOCIATION,
    OrganisationKind.FOUNDATION: PartyKind.FOUNDATION,
    OrganisationKind.COMPANY: PartyKind.COMPANY,
    OrganisationKind.NETWORK_SECRETARIAT: PartyKind.NETWORK,
    OrganisationKind.REGIONAL_AUTHORITY: PartyKind.PUBLIC_BODY,
    OrganisationKind.ADMINISTRATION: PartyKind.PUBLIC_BODY,
    OrganisationKind.COMMITTEE: PartyKind.PUBLIC_BODY,
    OrganisationKind.GOVERNMENT: PartyKind.PUBLIC_BODY,
    OrganisationKind.ARTS_HOUSE: PartyKind.INSTITUTION,
    OrganisationKind.ORCHESTRA: PartyKind.INSTITUTION,
    OrganisationKind.FESTIVAL: PartyKind.INSTITUTION,
    OrganisationKind.STUDIO: PartyKind.INSTITUTION,
    OrganisationKind.CRAFT_CENTRE: PartyKind.INSTITUTION,
}


def call_facts(call: Call) -> CallFacts:
    """Return what the rules may know of a call: its money, its clocks, its funders, rates, fields and agreements.

    Four queries, and up to four more where it belongs to partnerships.
    """
    return CallFacts(
        currency=call.currency,
        time_zone=call.time_zone,
        year=call.year,
        languages=tuple(call.languages),
        opens_at=call.opens_at,
        closes_at=call.closes_at,
        meets_on=call.meets_on,
        funders=tuple(
            Funder(one.organisation.slug, str(one.organisation.names), one.share, one.cap)
            for one in call.funders.select_related("organisation")
        ),
        rates=tuple(Rate(str(one.kind), one.amount, one.country, one.is_capital) for one in call.rates.all()),
        fields=frozenset(call.fields.values_list("code", flat=True)),
        budget=call.budget,
        agreed=tuple(
            _agreed(one) for one in call.partnerships.select_related("region").prefetch_related(*BEHIND)
        ),
    )


def _agreed(partnership: Partnership) -> Agreed:
    """Return what is agreed under a partnership, and the days on which each of its signed agreements certainly is valid.

    An agreement that has ended counts for the time it had: a call of those days stays one within it.
    """
    region = partnership.region
    codes = [region.country, *region.iso_3166_2] if region is not None else []
    signed = [one for one in partnership.agreements.all() if one.status not in UNSIGNED_STATUSES]
    fields = {one.field.code for one in partnership.field_links.all() if one.basis == FieldBasis.AGREED}
    named = {field.code for one in signed if one.status in BINDING_STATUSES for field in one.fields.all()}
    return Agreed(
        places=frozenset(code for code in codes if code),
        fields=frozenset(fields | named),
        valid=tuple(
            (one.certain_validity.lower, _last_day(one.certain_validity.upper))
            for one in signed
            if one.certain_validity is not None and not one.certain_validity.isempty
        ),
    )


def _last_day(upper: date | None) -> date | None:
    return None if upper is None else upper - timedelta(days=1)


def facts_of(
    application: Application,
    sections: Sequence[AnsweredSection],
    *,
    call: CallFacts,
    now: datetime,
    history: History | None = None,
    signatures: Sequence[Signed] = (),
) -> Facts:
    """Return an application as the rules see it; no query beside those that read the answers.

    Parameters: ``sections`` are the form with its answers (``content.answered_sections``); ``now`` is the server's
    clock; ``history`` and ``signatures`` are left out where no rule asks for them.
    """
    return _Reader(application, sections).facts(call, now, history or History(), tuple(signatures))


class _Reader:
    """Finds answers by their meaning."""

    def __init__(self, application: Application, sections: Sequence[AnsweredSection]) -> None:
        self.application = application
        self.answered = [answered for part in sections for answered in part.answers]
        self.questions = [answered.question for answered in self.answered]
        self.by_pk = {answered.question.pk: answered for answered in self.answered}

    def value(self, meaning: str) -> Any:
        """Return what was understood of the answer with this meaning; None where it is not known."""
        question = with_meaning(self.questions, meaning)
        if question is None:
            return None
        reading = self.by_pk[question.pk].reading
        return None if reading.is_empty or reading.problem else reading.value

    def facts(
        self, call: CallFacts, now: datetime, history: History, signatures: tuple[Signed, ...]
    ) -> Facts:
        """Return all facts."""
        period = self.value(Meaning.PERIOD) or {}
        budget = self.value(Meaning.BUDGET)
        fields = self.value(Meaning.FIELDS)
        strand = self.value(Meaning.STRAND)
        zone, submitted = ZoneInfo(call.time_zone), self.application.submitted_at
        return Facts(
            call=call,
            history=history,
            # By the call's own clocks: ages and years are counted on the day that they show.
            now=now.astimezone(zone),
            filed_at=submitted.astimezone(zone) if submitted else None,
            language=self.application.language,
            strand=strand if isinstance(strand, str) else "",
            requested=self.application.requested,
            applicant=self._applicant(),
            partners=self._parties(Meaning.PARTNERS),
            persons=self._parties(Meaning.PERSONS),
            places=self._places(),
            fields=frozenset([fields] if isinstance(fields, str) else fields) if fields else None,
            start=as_day(period.get("start")) or as_day(self.value(Meaning.START)),
            end=as_day(period.get("end")) or as_day(self.value(Meaning.END)),
            budget=_lines(budget) if isinstance(budget, Budget) else None,
            answers=_Answers(self.answered),
            incomplete_languages=self._incomplete_languages(),
            files=tuple(
                Attached(
                    one.question.meaning,
                    one.question.code,
                    file.filename,
                    file.size,
                    file.pages,
                    file.created_at,
                )
                for one in self.answered
                for file in one.files
            ),
            signatures=signatures,
        )

    def _applicant(self) -> Party:
        organisation = self.application.organisation
        kind = self.value(Meaning.APPLICANT_KIND) or self.value(Meaning.LEGAL_FORM)
        if kind is None:
            kind = (
                PartyKind.PERSON if organisation is None else KIND_OF.get(organisation.kind, PartyKind.OTHER)
            )
        homes = [self.value(one) for one in (Meaning.RESIDENCE, Meaning.SEAT, Meaning.SECOND_RESIDENCE)]
        codes = [code for home in homes for code in _codes(home)]
        country, region = _home(codes)
        return Party(
            name=self.application.applicant_name,
            kind=str(kind),
            country=country,
            region=region,
            more_places=frozenset(codes),
            nationality=frozenset(_codes(self.value(Meaning.NATIONALITY))),
            is_nonprofit=_yes(self.value(Meaning.NONPROFIT)),
            is_student=_yes(self.value(Meaning.STUDENT)),
            birth_date=as_day(self.value(Meaning.BIRTH_DATE)),
            active_since=as_day(self.value(Meaning.ACTIVE_SINCE)),
        )

    def _parties(self, meaning: str) -> tuple[Party, ...] | None:
        rows = self.value(meaning)
        return tuple(_party(row) for row in rows) if isinstance(rows, list) else None

    def _places(self) -> tuple[Stay, ...] | None:
        rows = self.value(Meaning.PLACES)
        if not isinstance(rows, list):
            return None
        return tuple(
            Stay(
                country=str(row.get("country", "")),
                city=str(row.get("city", "")),
                is_capital=_yes(row.get("is_capital")),
                start=as_day(row.get("start")),
                end=as_day(row.get("end")),
                days=as_number(row.get("days")),
            )
            for row in rows
        )

    def _incomplete_languages(self) -> frozenset[str]:
        """Return the languages of the call in which an answer that is asked for in each of them is missing."""
        lacking: set[str] = set()
        for one in self.answered:
            if one.question.in_all_languages and one.question.required:
                typed = one.typed if isinstance(one.typed, dict) else {}
                lacking |= {
                    code for code in self.application.call.languages if not str(typed.get(code, "")).strip()
                }
        return frozenset(lacking)


def _party(row: Mapping[str, Any]) -> Party:
    country, region = str(row.get("country") or row.get("residence") or ""), str(row.get("region", ""))
    return Party(
        name=str(row.get("name", "")),
        kind=str(row.get("kind", "")),
        country=country or region.partition("-")[0],
        region=region,
        municipality=str(row.get("municipality", "")),
        nationality=frozenset(_codes(row.get("nationality"))),
        side=str(row.get("side", "")),
        is_lead=_yes(row.get("is_lead")),
        is_associate=bool(_yes(row.get("is_associate"))),
        is_nonprofit=_yes(row.get("is_nonprofit")),
        is_student=_yes(row.get("is_student")),
        birth_date=as_day(row.get("birth_date")),
        requested=as_number(row.get("requested")),
        own_funds=as_number(row.get("own_funds")),
        start=as_day(row.get("start")),
        end=as_day(row.get("end")),
        role=str(row.get("role", "")),
    )


def _lines(budget: Budget) -> tuple[Money, ...]:
    return tuple(
        Money(
            side=line.side,
            amount=line.amount,
            category=line.category,
            partner=line.partner,
            funder=line.funder,
            is_confirmed=line.status == FundingStatus.CONFIRMED if line.status else None,
            in_kind=line.kind == ContributionKind.IN_KIND,
        )
        for line in budget.lines
        if not line.is_blank
    )


class _Answers(Mapping[str, Any]):
    """The answers for the rules that ask for one by its question, each understood when it is asked for."""

    def __init__(self, answered: Sequence[Answered]) -> None:
        self._answered = {one.question.code: one for one in answered}

    def __getitem__(self, code: str) -> Any:
        one = self._answered[code]
        if one.reading.is_empty:
            raise KeyError(code)
        return _plain(one)

    def __iter__(self) -> Iterator[str]:
        return (code for code, one in self._answered.items() if not one.reading.is_empty)

    def __len__(self) -> int:
        return sum(1 for _code in self)


def _plain(answered: Answered) -> Any:
    """Return an answer for the rules that ask for one by its question; what is not understood is no answer."""
    if answered.reading.problem and answered.question.kind != QuestionKind.FILE:
        return None
    return answered.reading.value


def _codes(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [str(one) for one in value] if isinstance(value, list) else []


def _home(codes: Sequence[str]) -> tuple[str, str]:
    """Return the country and the part of it among the codes of a home."""
    region = next((code for code in codes if "-" in code), "")
    country = next((code for code in codes if len(code) == 2), region.partition("-")[0])
    return country, region


def _yes(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"yes": True, "no": False}.get(value) if isinstance(value, str) else None


def as_day(value: Any) -> date | None:
    """Return a day; None for one that is not exact or not known."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def as_number(value: Any) -> Decimal | None:
    """Return a number as the answers keep it; None where there is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def with_award(facts: Facts, amount: Decimal, by_funder: Mapping[str, Decimal] | None = None) -> Facts:
    """Return the same facts with a proposed grant: what the rules of the decision are asked with."""
    return replace(facts, awarded=amount, awarded_by_funder=dict(by_funder or {}))
