"""Reference rates: read as the bank publishes them, kept once, and never guessed."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from portal.core import ecb
from portal.core.domain import rates
from portal.core.ecb import Quoted
from portal.core.errors import DomainError
from portal.core.exchange import converted, rate_between
from portal.core.models import ReferenceRate

FRIDAY, SUNDAY, TODAY = date(2026, 11, 27), date(2026, 11, 29), date(2026, 11, 30)
XML = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
 <gesmes:subject>Reference rates</gesmes:subject>
 <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
 <Cube><Cube time='2026-11-27'><Cube currency='SEK' rate='10.9120'/><Cube currency='DKK' rate='7.4690'/></Cube></Cube>
</gesmes:Envelope>"""
DAILY_CSV = "Date, SEK, DKK, \n27 November 2026, 10.9120, 7.4690, \n"
HISTORY_CSV = "Date,SEK,DKK,TRL,\n2026-11-27,10.9120,7.4690,N/A,\n"
QUOTED = [Quoted("SEK", FRIDAY, Decimal("10.9120")), Quoted("DKK", FRIDAY, Decimal("7.4690"))]


def read(text: str) -> list[Quoted]:
    return ecb.read(text.encode(), today=TODAY)


@pytest.mark.parametrize("text", [XML, DAILY_CSV, HISTORY_CSV, "\ufeff" + HISTORY_CSV])
def test_read_takes_every_form_that_the_bank_publishes(text: str) -> None:
    assert read(text) == QUOTED


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This is not the bank's file: its first column is not “Date”."),
        ("Date,SEK\n", "The file holds no rates."),
        ("Day,SEK\n2026-11-27,1\n", "This is not the bank's file: its first column is not “Date”."),
        ("Date,SEK\nyesterday,1\n", "yesterday: This is no day."),
        ("Date,SEK\n2026-11-27,many\n", "2026-11-27, SEK: “many” is no rate."),
        ("Date,SEK\n2026-11-27,0\n", "2026-11-27, SEK: “0” is no rate."),
        ("Date,SEK\n2026-11-27,NaN\n", "2026-11-27, SEK: “NaN” is no rate."),
        ("Date,SEK\n2026-11-27,1.123456789\n", "2026-11-27, SEK: “1.123456789” is no rate."),
        ("Date,EUR\n2026-11-27,1\n", "2026-11-27, EUR: This is no currency beside the euro."),
        ("Date,SEK\n2026-12-01,1\n", "2026-12-01: The day lies before the euro, or is still to come."),
        ("Date,SEK\n2026-11-27,1\n2026-11-27,1\n", "2026-11-27, SEK: It stands in the file twice."),
        ("<html></html>", "This is not the bank's file: it has no envelope with rates."),
    ],
)
def test_read_says_what_is_wrong_and_where(text: str, sentence: str) -> None:
    with pytest.raises(DomainError) as refused:
        read(text)

    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    "text",
    ["<broken", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
)
def test_read_refuses_xml_that_is_broken_or_has_entities(text: str) -> None:
    with pytest.raises(DomainError, match="The XML cannot be read"):
        read(text)


def test_read_refuses_bytes_that_are_no_text() -> None:
    with pytest.raises(DomainError, match="neither XML nor CSV"):
        ecb.read(b"PK\x03\x04\xff", today=TODAY)


@pytest.mark.django_db
def test_ecb_rates_keeps_each_rate_once(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "eurofxref-daily.xml"
    path.write_text(XML)

    call_command("ecb_rates", path)
    call_command("ecb_rates", path)

    kept = ReferenceRate.objects.order_by("currency").values_list("currency", "day", "rate", "source")
    assert list(kept) == [
        ("DKK", FRIDAY, Decimal("7.469"), "European Central Bank, eurofxref-daily.xml"),
        ("SEK", FRIDAY, Decimal("10.912"), "European Central Bank, eurofxref-daily.xml"),
    ]
    assert capsys.readouterr().out.splitlines() == [
        "2 of 2 rates are new; days 2026-11-27 to 2026-11-27.",
        "0 of 2 rates are new; days 2026-11-27 to 2026-11-27.",
    ]


@pytest.mark.django_db
def test_ecb_rates_stores_nothing_of_a_file_that_contradicts_what_is_kept(tmp_path: Path) -> None:
    rates.keep(QUOTED[:1], source="before")
    path = tmp_path / "rates.csv"
    path.write_text("Date,DKK,SEK\n2026-11-27,7.4690,10.9121\n")

    with pytest.raises(CommandError) as refused:
        call_command("ecb_rates", path)

    assert str(refused.value) == (
        "Nothing was stored. 2026-11-27, SEK: the file says 10.9121, and 10.912 is kept."
    )
    assert ReferenceRate.objects.count() == 1


@pytest.mark.django_db
def test_ecb_rates_of_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("ecb_rates", tmp_path / "none.xml")


def test_demo_rates_are_in_the_form_of_the_bank() -> None:
    content = (settings.BASE_DIR / "fixtures" / "demo-rates.xml").read_bytes()

    assert len(ecb.read(content, today=TODAY)) == 14


@pytest.mark.django_db
def test_rate_between_two_currencies_goes_by_way_of_the_euro() -> None:
    rates.keep(QUOTED, source="test")

    found = {
        (currency, other): rate.rate
        for currency, other in [
            ("SEK", "DKK"),
            ("DKK", "SEK"),
            ("EUR", "SEK"),
            ("SEK", "EUR"),
            ("SEK", "SEK"),
        ]
        if (rate := rate_between(currency, other, FRIDAY)) is not None
    }

    # 7.4690 / 10.9120 = 0.68447580…, and so on: six significant figures.
    assert found == {
        ("SEK", "DKK"): Decimal("0.684476"),
        ("DKK", "SEK"): Decimal("1.46097"),
        ("EUR", "SEK"): Decimal("10.912"),
        ("SEK", "EUR"): Decimal("0.0916422"),
        ("SEK", "SEK"): Decimal(1),
    }


@pytest.mark.django_db
def test_rate_between_on_a_weekend_is_the_last_one_before_and_says_so() -> None:
    rates.keep(QUOTED, source="test")

    on_friday, on_sunday = rate_between("EUR", "SEK", FRIDAY), rate_between("EUR", "SEK", SUNDAY)

    assert on_friday is not None
    assert on_sunday is not None
    assert (on_friday.is_earlier, on_sunday.is_earlier, on_sunday.day) == (False, True, FRIDAY)


@pytest.mark.django_db
def test_rate_between_is_never_guessed() -> None:
    rates.keep(QUOTED, source="test")

    assert rate_between("NOK", "SEK", FRIDAY) is None
    assert rate_between("EUR", "SEK", date(2026, 11, 26)) is None
    assert rate_between("EUR", "SEK", date(2026, 12, 3)) is not None
    assert rate_between("EUR", "SEK", date(2026, 12, 4)) is None


@pytest.mark.django_db
def test_rate_between_takes_both_rates_of_one_day() -> None:
    rates.keep([*QUOTED, Quoted("SEK", TODAY, Decimal("11"))], source="test")

    cross = rate_between("SEK", "DKK", TODAY)

    assert cross is not None
    assert cross.day == FRIDAY


@given(
    amount=st.decimals(min_value=0, max_value=10**9, places=2),
    rate=st.decimals(min_value="0.000001", max_value=10**4, places=6),
)
def test_converted_is_within_half_a_cent_and_grows_with_the_amount(amount: Decimal, rate: Decimal) -> None:
    found = converted(amount, rate)

    assert abs(found - amount * rate) <= Decimal("0.005")
    assert converted(amount + 1, rate) >= found
