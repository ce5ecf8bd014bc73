"""What the rules may know of an application: plain values, None where nothing is known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from grants.enums import BudgetSide

ZERO = Decimal(0)
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Party:
    """Somebody in an application: the applicant, a partner, a person who takes part.

    Places are codes of ISO 3166: ``country`` of part 1 ("SE"), ``region`` of part 2 ("SE-O"); ``home`` holds every
    code that counts as residence or seat.
    """

    name: str = ""
    kind: str = ""
    country: str = ""
    region: str = ""
    municipality: str = ""
    more_places: frozenset[str] = frozenset()
    nationality: frozenset[str] = frozenset()
    side: str = ""
    is_lead: bool | None = None
    is_associate: bool = False
    is_nonprofit: bool | None = None
    is_student: bool | None = None
    birth_date: date | None = None
    active_since: date | None = None
    requested: Decimal | None = None
    own_funds: Decimal | None = None
    start: date | None = None
    end: date | None = None
    role: str = ""

    @property
    def home(self) -> frozenset[str]:
        """Every code of a place in which it lives or has its seat."""
        return frozenset(code for code in (self.country, self.region, *self.more_places) if code)


@dataclass(frozen=True)
class Stay:
    """A place that somebody goes to, or where something is shown."""

    country: str = ""
    city: str = ""
    is_capital: bool | None = None
    start: date | None = None
    end: date | None = None
    days: Decimal | None = None


@dataclass(frozen=True)
class Money:
    """A line of the budget; ``amount`` is None while it is not understood."""

    side: str
    amount: Decimal | None
    category: str = ""
    partner: str = ""
    funder: str = ""
    is_confirmed: bool | None = None
    in_kind: bool = False


@dataclass(frozen=True)
class Attached:
    """A file that lies with the application."""

    meaning: str
    question: str
    filename: str
    bytes: int
    pages: int | None = None
    added_at: datetime | None = None

    @property
    def suffix(self) -> str:
        """The end of its name, such as "pdf"."""
        return self.filename.rpartition(".")[2].lower() if "." in self.filename else ""


@dataclass(frozen=True)
class Signed:
    """A signature that holds for the text as it stands."""

    role: str
    side: str = ""
    document: str = ""


@dataclass(frozen=True)
class Funder:
    """A body that pays for the call."""

    slug: str
    name: str
    share: int | None = None
    cap: Decimal | None = None
    side: str = ""


@dataclass(frozen=True)
class Rate:
    """A flat rate of the call: what it is for, where, and how much for each unit."""

    what: str
    amount: Decimal
    country: str = ""
    is_capital: bool | None = None


@dataclass(frozen=True)
class Agreed:
    """What stands behind a call: a partner, the fields agreed with it, and when the agreements with it are valid.

    ``places`` are the partner's codes of ISO 3166; each of ``valid`` is a first and a last day, None where it is open.
    """

    places: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    valid: tuple[tuple[date | None, date | None], ...] = ()


@dataclass(frozen=True)
class CallFacts:
    """What a rule may know of the call itself."""

    currency: str = "EUR"
    time_zone: str = "UTC"
    year: int | None = None
    languages: tuple[str, ...] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    meets_on: date | None = None
    funders: tuple[Funder, ...] = ()
    rates: tuple[Rate, ...] = ()
    fields: frozenset[str] = frozenset()
    budget: Decimal | None = None
    agreed: tuple[Agreed, ...] = ()


@dataclass(frozen=True)
class History:
    """What the applicant has asked for and received before, and what the call has granted so far.

    ``applications`` counts those handed in besides this one, by "round", "year" and "programme"; ``later_in_round`` are
    those that were handed in after this one; ``received_in_year`` is what the applicant was granted for the call's year
    besides this one, by strand ("" where there is none).
    """

    applications: Mapping[str, int] = NOTHING
    later_in_round: int = 0
    running: int = 0
    overdue_reports: int = 0
    received_in_year: Mapping[str, Decimal] = NOTHING
    awarded_in_year: Decimal = ZERO
    awarded_in_call: Decimal = ZERO
    awards_in_call: int = 0
    awarded_by_envelope: Mapping[str, Decimal] = NOTHING


@dataclass(frozen=True)
class Facts:
    """An application as the rules see it, at one moment."""

    call: CallFacts = CallFacts()
    history: History = History()
    now: datetime | None = None
    filed_at: datetime | None = None
    language: str = ""
    strand: str = ""
    requested: Decimal | None = None
    applicant: Party = Party()
    partners: tuple[Party, ...] | None = None
    persons: tuple[Party, ...] | None = None
    places: tuple[Stay, ...] | None = None
    fields: frozenset[str] | None = None
    start: date | None = None
    end: date | None = None
    budget: tuple[Money, ...] | None = None
    answers: Mapping[str, Any] = NOTHING
    incomplete_languages: frozenset[str] = frozenset()
    files: tuple[Attached, ...] = ()
    signatures: tuple[Signed, ...] = ()
    awarded: Decimal | None = None
    awarded_by_funder: Mapping[str, Decimal] = NOTHING
    returned_on: date | None = None
    report_filed_on: date | None = None
    spent: Decimal | None = None
    spent_without_voucher: int | None = None

    @property
    def costs(self) -> Decimal | None:
        """The sum of the costs that are understood; None without a budget."""
        return self._sum(BudgetSide.COST)

    @property
    def income(self) -> Decimal | None:
        """The sum of the financing, without the amount applied for; None without a budget."""
        return self._sum(BudgetSide.INCOME)

    def _sum(self, side: str) -> Decimal | None:
        if self.budget is None:
            return None
        return sum((line.amount or ZERO for line in self.budget if line.side == side), ZERO)

    def for_side(self, side: str) -> "Facts":
        """The same application seen from one side: its partners, its lead as applicant, its sum."""
        ours = tuple(one for one in self.partners or () if one.side == side)
        lead = next((one for one in ours if one.is_lead), None)
        sums = [one.requested for one in ours if one.requested is not None]
        return replace(
            self,
            partners=ours,
            applicant=lead or Party(side=side),
            requested=sum(sums, ZERO) if sums else None,
            budget=self._lines_of({one.name for one in ours}),
        )

    def for_party(self, party: Party) -> "Facts":
        """The same application seen by one partner or person alone."""
        return replace(
            self,
            applicant=party,
            partners=(party,),
            persons=(party,),
            requested=party.requested,
            start=party.start or self.start,
            end=party.end or self.end,
            budget=self._lines_of({party.name}),
        )

    def _lines_of(self, names: set[str]) -> tuple[Money, ...] | None:
        if self.budget is None:
            return None
        return tuple(line for line in self.budget if line.partner in names)

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that partners stand on, in the form's order."""
        return tuple(dict.fromkeys(one.side for one in self.partners or () if one.side))
