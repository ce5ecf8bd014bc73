"""What was done for the elements of frameworks, told by every app that has something tagged with them.

An app registers a provider in ``AppConfig.ready()``; the thread asks all of them and imports nothing upwards.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from partnerships.thread.years import Years
from portal.core.uncertain import UncertainNumber


@dataclass(frozen=True)
class Money:
    """An amount: what for ("Costs of exchanges"), in which currency, and in which year where that is known.

    ``amount`` is as uncertain as its source has it: "about 8,000" stays that.
    """

    what: str
    currency: str
    amount: Decimal | UncertainNumber
    year: int | None = None


@dataclass(frozen=True)
class Deed:
    """An agreement, an exchange, an event, a call, an award: one thing that was done for elements of a framework.

    ``key`` is stable and unique, such as "exchange-12"; ``people`` holds a number for each thing that has people (None
    where nobody has said how many) and is empty where people are not counted; ``active`` is the last day on which it
    certainly went on, which tells how long ago something happened.
    """

    key: str
    kind: str
    title: str
    url: str
    elements: frozenset[int]
    years: Years
    note: str = ""
    when: str = ""  # as people write it: "between 2014 and 2017"
    active: date | None = None
    people: tuple[UncertainNumber | None, ...] = ()
    money: tuple[Money, ...] = ()


# (primary keys of elements, user, whether the office asks) -> what was done for any of them, as far as the user may see
DeedProvider = Callable[[Collection[int], Any, bool], Iterable[Deed]]

_providers: list[tuple[int, DeedProvider]] = []


def register_deeds(provider: DeedProvider, *, position: int) -> None:
    """Add ``provider(elements, user, office)`` to what the golden thread counts."""
    _providers.append((position, provider))


def deeds(elements: Collection[int], user: Any, *, office: bool) -> list[Deed]:
    """Return what was done for any of the elements, of all apps in order of their positions."""
    ordered = sorted(_providers, key=lambda pair: pair[0])
    return [deed for _, provider in ordered for deed in provider(elements, user, office)]
