from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.uncertain import UncertainDate, UncertainValueError, parse_date
from portal.core.uncertain.edtf_text import SEASONS
from portal.core.uncertain.vocabulary import VOCABULARIES

years = st.integers(1000, 2999).map(str)
months = st.builds("{}-{:02d}".format, years, st.integers(1, 12))
days = st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat)
seasons = st.builds("{}-{}".format, years, st.sampled_from(sorted(SEASONS)))
decades = st.builds("{}X".format, st.integers(100, 299)) | st.builds("{}XX".format, st.integers(10, 29))
points = years | months | days | seasons | decades
dates = (
    points
    | st.builds("{}{}".format, years | months | days, st.sampled_from("~?%"))
    | st.builds("{}/..".format, points)
    | st.builds("../{}".format, points)
    | st.builds("{}/".format, points)
    | st.builds("/{}".format, points)
    | st.builds("[..{}]".format, points)
    | st.builds("[{}..]".format, points)
    | st.tuples(years, years).map(sorted).map("/".join)
    | st.tuples(years, years).map(sorted).map(lambda pair: f"[{pair[0]}..{pair[1]}]")
    | st.lists(points, min_size=2, max_size=3).map(lambda some: f"[{','.join(some)}]")
    | st.just("XXXX")
)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-39", date(2017, 9, 1), date(2017, 12, 31)),
        ("2017-12~", date(2017, 11, 1), date(2018, 1, 31)),
        ("2015~", date(2014, 1, 1), date(2016, 12, 31)),
        ("2011/..", date(2011, 1, 1), None),
        ("../2014", None, date(2014, 12, 31)),
        ("2014/2017", date(2014, 1, 1), date(2017, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2018-21", date(2018, 1, 1), date(2018, 6, 30)),
        ("2017-24", date(2017, 1, 1), date(2018, 3, 31)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("2019-05-31", date(2019, 5, 31), date(2019, 5, 31)),
        ("[2014,2016]", date(2014, 1, 1), date(2016, 12, 31)),
        ("XXXX", None, None),
        ("0001~", date.min, date(2, 12, 31)),
        ("9999-12-31~", date(9999, 12, 30), date(9999, 12, 31)),
        ("2017-~12", date(2017, 11, 1), date(2018, 1, 31)),
    ],
)
def test_bounds_hold_whatever_was_meant(text: str, earliest: date | None, latest: date | None) -> None:
    value = UncertainDate(text)

    assert (value.earliest, value.latest) == (earliest, latest)


@given(years | months | days)
def test_bounds_agree_with_the_library(text: str) -> None:
    parsed = edtf.parse_edtf(text)

    value = UncertainDate(text)

    assert value.earliest == date(*parsed.lower_strict()[:3])
    assert value.latest == date(*parsed.upper_strict()[:3])


@pytest.mark.parametrize(
    "text", ["", "abc", "2019-02-30", "2019-13", "2017/2014", "0000", "../..", "2019-21-05"]
)
def test_uncertain_date_with_no_date_is_refused(text: str) -> None:
    with pytest.raises(UncertainValueError):
        UncertainDate(text)


def test_is_exact_only_for_one_day() -> None:
    exact = [
        text
        for text in ("2017", "2017-12", "2017-12-24", "2017-12-24~", "2011/..")
        if UncertainDate(text).is_exact
    ]

    assert exact == ["2017-12-24"]


def test_sort_key_puts_unknown_last() -> None:
    values = [UncertainDate(text) for text in ("XXXX", "2017", "2011/..", "2011", "201X")]

    ordered = sorted(values, key=lambda value: value.sort_key)

    assert [value.edtf for value in ordered] == ["201X", "2011", "2011/..", "2017", "XXXX"]


@pytest.mark.parametrize(
    ("text", "english", "swedish"),
    [
        ("2017", "2017", "2017"),
        ("2017-39", "end of 2017", "slutet av 2017"),
        ("2017-12~", "about December 2017", "omkring december 2017"),
        ("2011/..", "since 2011", "sedan 2011"),
        ("2014/2017", "2014–2017", "2014–2017"),
        ("2018-05/2019-06", "May 2018 – June 2019", "maj 2018 – juni 2019"),
        ("201X", "2010s", "2010-talet"),
        ("2019-05-31", "31 May 2019", "31 maj 2019"),
        ("[..2014]", "2014 or earlier", "2014 eller tidigare"),
        ("{2014,2016}", "2014 and 2016", "2014 och 2016"),
        ("[2014,2015,2017]", "2014, 2015 or 2017", "2014, 2015 eller 2017"),
        ("2015%", "perhaps about 2015", "kanske omkring 2015"),
        ("XXXX", "unknown", "okänt"),
        ("2017-~12", "2017-~12", "2017-~12"),
    ],
)
def test_describe_adds_no_month_or_day(text: str, english: str, swedish: str) -> None:
    value = UncertainDate(text)

    assert (value.describe("en"), value.describe("sv")) == (english, swedish)


@pytest.mark.parametrize("language", sorted(VOCABULARIES))
@given(text=dates)
def test_parse_date_reads_what_describe_writes(language: str, text: str) -> None:
    value = UncertainDate(text)

    assert parse_date(value.describe(language), language) == value
    assert parse_date(text) == value
