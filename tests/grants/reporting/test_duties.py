"""What an award obliges to, and by when: as uncertain as the end was stated, never more exact."""

from datetime import date

import pytest

from grants.domain.reporting import due, duties
from grants.enums import DutyAnchor, DutyKind, ReportKind
from grants.models import AgreedTerms
from portal.core.uncertain import UncertainDate
from tests.factories.reporting import award_owing, report_owed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("end", "last_day", "words"),
    [
        ("2027-06-15", date(2027, 8, 15), "15 August 2027"),
        ("2027-06", date(2027, 8, 31), "by the end of August 2027"),
        ("2027", date(2028, 2, 29), "by the end of February 2028"),
        ("2027-06~", date(2027, 9, 30), "by the end of September 2027"),
        ("2027-06-15~", date(2027, 8, 16), "16 August 2027 at the latest"),
        ("2027-06/..", None, "no day: no end was stated"),
    ],
)
def test_due_is_as_uncertain_as_the_end(end: str, last_day: date | None, words: str) -> None:
    report = report_owed(end=end)

    assert (report.due_on, due.due_words(report)) == (last_day, words)


def test_due_in_days_after_an_uncertain_end_names_the_latest_day() -> None:
    found = due.after(UncertainDate("2027-06"), months=None, days=42)

    assert (found.said, found.last_day) == (UncertainDate("../2027-08-11"), date(2027, 8, 11))


def test_owed_again_nothing_is_added() -> None:
    award = award_owing(
        {"kind": DutyKind.INTERIM, "anchor": DutyAnchor.AWARD}, {}, {"kind": DutyKind.VISIBILITY}
    )

    again = duties.owe(award)

    assert [report.kind for report in again] == [ReportKind.INTERIM, ReportKind.FINAL]
    assert award.reports.count() == 2
    assert AgreedTerms.objects.filter(award=award).count() == 1
