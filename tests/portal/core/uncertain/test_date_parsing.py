import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.uncertain import UncertainValueError, explain, parse_date


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2017", "2017"),
        ("end of 2017", "2017-39"),
        ("Slutet av 2017", "2017-39"),
        ("i slutningen af 2017", "2017-39"),
        ("eind 2017", "2017-39"),
        ("late 2017", "2017-39"),
        ("December 2017", "2017-12"),
        ("dec. 2017", "2017-12"),
        ("31 May 2019", "2019-05-31"),
        ("May 31st, 2019", "2019-05-31"),
        ("31.5.2019", "2019-05-31"),
        ("5/31/2019", "2019-05-31"),
        ("11.11.2018", "2018-11-11"),
        ("2019-05-31", "2019-05-31"),
        ("20190531", "2019-05-31"),
        ("den 31 maj 2019", "2019-05-31"),
        ("31. maj 2019", "2019-05-31"),
        ("31 mei 2019", "2019-05-31"),
        ("2011-", "2011/.."),
        ("2011–", "2011/.."),
        ("since 2011", "2011/.."),
        ("sedan 2011", "2011/.."),
        ("fr.o.m. 2011", "2011/.."),
        ("vanaf 2011", "2011/.."),
        ("2014–2017", "2014/2017"),
        ("2014 - 2017", "2014/2017"),
        ("from 2011 to 2014", "2011/2014"),
        ("t.o.m. 2015", "../2015"),
        ("before 2015", "[..2014]"),
        ("efter 31 december 2015", "[2016-01-01..]"),
        ("between 2014 and 2017", "[2014..2017]"),
        ("about 2015", "2015~"),
        ("ca 2015", "2015~"),
        ("c.1900", "1900~"),
        ("spring 2018", "2018-21"),
        ("hösten 2018", "2018-23"),
        ("Q3 2017", "2017-35"),
        ("2010s", "201X"),
        ("2010-talet", "201X"),
        ("1800s", "18XX"),
        ("unknown", "XXXX"),
        ("okänt", "XXXX"),
        ("end of May 2018", "2018-05"),
        ("  2017\u00a0", "2017"),
    ],
)
def test_parse_date_understands_what_people_type(typed: str, edtf: str) -> None:
    assert parse_date(typed).edtf == edtf


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "abc",
        "17",
        "May",
        "2014/15",
        "2012, 2013",
        "2017..",
        "31 February 2019",
        "32 maj 2019",
        "2017–2014",
        "x" * 200,
    ],
)
def test_parse_date_refuses_what_is_no_date(typed: str) -> None:
    with pytest.raises(UncertainValueError):
        parse_date(typed)


@pytest.mark.parametrize("typed", ["3/4/2019", "3.4.2019", "03-04-2019"])
def test_parse_date_refuses_to_guess_day_and_month(typed: str) -> None:
    with pytest.raises(UncertainValueError) as caught:
        parse_date(typed)

    assert str(caught.value) == (
        "3/4/2019 may be two different days. Write the month as a word, as in 3 April 2019, or the year first, "
        "as in 2019-04-03."
    )


@given(st.text(max_size=30) | st.text("0123456789-/.~?X[]{}, aefgiknortuvy", max_size=20))
def test_parse_date_answers_any_text(typed: str) -> None:
    try:
        value = parse_date(typed)
    except UncertainValueError:
        return
    assert value.earliest is None or value.latest is None or value.earliest <= value.latest


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("slutet av 2017", "Understood as: end of 2017"),
        ("2019-02-30", "There is no such day in the calendar. Check the day and the month."),
        (" ", ""),
    ],
)
def test_explain_date_says_what_was_understood(typed: str, sentence: str) -> None:
    assert explain(typed, "date", "en") == sentence
