"""The European Central Bank's euro foreign exchange reference rates, as it publishes them: XML or CSV.

Formats: eurofxref-daily.xml, eurofxref-hist.xml and eurofxref-hist-90d.xml (nested ``Cube`` elements), eurofxref.csv and
eurofxref-hist.csv (a column for each currency). Each rate says what one euro is worth.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from portal.core.errors import DomainError

VOCABULARY = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}"
CODE = re.compile(r"[A-Z]{3}")
# Euro foreign exchange reference rates begin with the euro.
FIRST_DAY = date(1999, 1, 4)
DECIMALS, MOST = 8, Decimal(10) ** 10
NOT_QUOTED = {"", "N/A"}


@dataclass(frozen=True)
class Quoted:
    """What one euro is worth in a currency on a day."""

    currency: str
    day: date
    rate: Decimal


def read(content: bytes, *, today: date) -> list[Quoted]:
    """Return the rates that a file holds, each currency once a day.

    Raises DomainError with a sentence that names the place where the file is not what the bank publishes.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DomainError(_("The file is neither XML nor CSV."), code="encoding") from error
    found = list(_from_xml(text) if text.lstrip().startswith("<") else _from_csv(text))
    if not found:
        raise DomainError(_("The file holds no rates."), code="empty")
    seen = set()
    for one in found:
        if not FIRST_DAY <= one.day <= today:
            raise _wrong(one.day.isoformat(), _("The day lies before the euro, or is still to come."))
        if (one.currency, one.day) in seen:
            raise _wrong(f"{one.day.isoformat()}, {one.currency}", _("It stands in the file twice."))
        seen.add((one.currency, one.day))
    return found


def _wrong(place: str, problem: str) -> DomainError:
    return DomainError(_("%(place)s: %(problem)s") % {"place": place, "problem": problem}, code="file")


def _from_xml(text: str) -> Iterator[Quoted]:
    try:
        root: Any = fromstring(text)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise DomainError(_("The XML cannot be read: %(error)s") % {"error": error}, code="xml") from error
    if not root.tag.endswith("}Envelope"):
        raise DomainError(_("This is not the bank's file: it has no envelope with rates."), code="xml")
    for cube in root.iter(f"{VOCABULARY}Cube"):
        if "time" not in cube.attrib:
            continue
        day = _day(cube.attrib["time"], ("%Y-%m-%d",))
        for one in cube:
            yield _quoted(one.attrib.get("currency", ""), day, one.attrib.get("rate", ""))


def _from_csv(text: str) -> Iterator[Quoted]:
    rows = csv.reader(StringIO(text), skipinitialspace=True)
    heads = [head.strip() for head in next(rows, [])]
    if not heads or heads[0] != "Date":
        raise DomainError(_("This is not the bank's file: its first column is not “Date”."), code="csv")
    for row in rows:
        cells: Mapping[str, str] = dict(zip(heads, (cell.strip() for cell in row), strict=False))
        if not any(cells.values()):
            continue
        day = _day(cells["Date"], ("%Y-%m-%d", "%d %B %Y"))
        for currency, typed in cells.items():
            if currency and currency != "Date" and typed not in NOT_QUOTED:
                yield _quoted(currency, day, typed)


def _day(typed: str, shapes: tuple[str, ...]) -> date:
    for shape in shapes:
        try:
            return datetime.strptime(typed, shape).date()
        except ValueError:
            continue
    raise _wrong(typed[:40], _("This is no day."))


def _quoted(currency: str, day: date, typed: str) -> Quoted:
    place = f"{day.isoformat()}, {currency[:10]}"
    if not CODE.fullmatch(currency) or currency == "EUR":
        raise _wrong(place, _("This is no currency beside the euro."))
    try:
        rate = Decimal(typed)
    except InvalidOperation as error:
        raise _wrong(place, _("“%(typed)s” is no rate.") % {"typed": typed[:40]}) from error
    exponent = rate.as_tuple().exponent
    if not rate.is_finite() or not 0 < rate < MOST or not isinstance(exponent, int) or -exponent > DECIMALS:
        raise _wrong(place, _("“%(typed)s” is no rate.") % {"typed": typed[:40]})
    return Quoted(currency, day, rate)
