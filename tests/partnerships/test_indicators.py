"""Was it met (C12)? What an indicator says before and after its target year."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from partnerships import indicators, registers, report
from partnerships.enums import IndicatorResult
from partnerships.models import Indicator
from portal.core.uncertain import UncertainNumber
from tests.factories.accounts import member
from tests.factories.partnerships import FrameworkElementFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def indicator(**values: object) -> Indicator:
    return Indicator.objects.create(
        element=FrameworkElementFactory(), names={"en": "Projects across borders"}, **values
    )


@pytest.mark.parametrize(
    ("year", "result", "said"),
    [
        (2024, IndicatorResult.UNKNOWN, ("2024 is over: nobody has said whether it was met", "wait")),
        (2024, IndicatorResult.MET, ("Met", "good")),
        (2024, IndicatorResult.PARTLY, ("Partly met", "wait")),
        (2024, IndicatorResult.NOT_MET, ("Not met", "stop")),
        (2026, IndicatorResult.UNKNOWN, ("To be met by the end of 2026", "neutral")),
        (None, IndicatorResult.UNKNOWN, ("Not known, and no target year", "neutral")),
    ],
)
def test_answer_of(year: int | None, result: IndicatorResult, said: tuple[str, str]) -> None:
    answer = indicators.answer_of(indicator(target_year=year, result=result), TODAY)

    assert (answer.words, answer.tone) == said


@pytest.mark.parametrize(
    ("target", "observed", "hint"),
    [
        (UncertainNumber.exactly(10), UncertainNumber.exactly(12), "The figures say: met."),
        (UncertainNumber.exactly(10), UncertainNumber.exactly(8), "The figures say: not met."),
        (UncertainNumber.exactly(50), UncertainNumber.about(50), "The figures are too uncertain to say."),
        (UncertainNumber.exactly(50), UncertainNumber.unknown(), ""),
        (UncertainNumber.exactly(50), None, ""),
    ],
)
def test_figures_only_hint(target: UncertainNumber, observed: UncertainNumber | None, hint: str) -> None:
    one = indicator(target_year=2024, target=target, observed=observed)

    assert indicators.answer_of(one, TODAY).hint == hint


def test_the_pages_and_the_desk_ask(client: Client) -> None:
    one = indicator(target_year=2024)
    framework = one.element.framework
    officer = member(framework.authority)
    client.force_login(officer)
    question = "2024 is over: nobody has said whether it was met"

    public = client.get(framework.get_absolute_url()).content.decode()
    office = client.get(
        reverse("partnerships:officer:framework_detail", args=[framework.slug])
    ).content.decode()
    desk = [group.title for group in registers.desk(officer)]

    assert (question in public, question in office) == (True, True)
    assert desk == ["Was it met? The target year is over"]


def test_the_annual_report_says_what_was_met_and_what_nobody_has_said() -> None:
    vision = FrameworkElementFactory()
    values = {"element": vision, "names": {"en": "Projects across borders"}}
    Indicator.objects.create(
        **values, target_year=2020, result=IndicatorResult.MET
    )  # told in earlier reports
    Indicator.objects.create(**values, target_year=2024, target="12", observed="14")
    Indicator.objects.create(**values, target_year=2025, result=IndicatorResult.MET)

    chapter = report.chapter(vision.framework.authority, 2025)

    (told,) = [one for one in chapter.sections if one.title == "What was to be reached"]
    assert list(told.paragraphs) == [
        "1 of 2 goals were met.",
        "For 1 whose year is over, nobody has said whether it was met.",
    ]
    assert [row[1:] for row in told.tables[0].rows] == [
        ["2024", "12", "14", "2024 is over: nobody has said whether it was met. The figures say: met."],
        ["2025", "not known", "not known", "Met"],
    ]


def test_the_annual_report_of_an_authority_that_counts_nothing_says_nothing() -> None:
    chapter = report.chapter(FrameworkElementFactory().framework.authority, 2025)

    assert [one.title for one in chapter.sections if one.title == "What was to be reached"] == []
