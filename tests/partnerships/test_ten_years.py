"""An agreement with tacit renewal, a notice period and an amendment, walked through ten years (issue 3, Must show 3).

What the portal says on each day is held against a table written by hand: status, current end, what lies on the desk
within 30, 90 and 180 days, and what the calendar feed holds.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar

from partnerships.domain import agreement_acts as acts
from partnerships.domain import agreement_moves as moves
from partnerships.domain import agreement_notices as notices
from partnerships.enums import AgreementStatus, Certainty
from partnerships.models import Agreement
from partnerships.periodic import agreements_by_date
from portal.accounts.domain import calendar_links
from portal.core.uncertain import UncertainDate
from portal.site.desk import banded
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db
TITLE = "Agreement on culture"
# From this day on: status, current end, last day for notice. By hand: three years, six months' notice; amended on
# 1 January 2020 to a year and three months; notice on 15 September 2023.
TABLE = [
    (date(2014, 12, 1), "signed", date(2017, 12, 31), date(2017, 6, 30)),
    (date(2015, 1, 1), "in_force", date(2017, 12, 31), date(2017, 6, 30)),
    (date(2018, 1, 1), "in_force", date(2020, 12, 31), date(2020, 6, 30)),
    (date(2020, 1, 1), "in_force", date(2020, 12, 31), date(2020, 9, 30)),
    (date(2021, 1, 1), "in_force", date(2021, 12, 31), date(2021, 9, 30)),
    (date(2022, 1, 1), "in_force", date(2022, 12, 31), date(2022, 9, 30)),
    (date(2023, 1, 1), "in_force", date(2023, 12, 31), date(2023, 9, 30)),
    (date(2023, 9, 15), "in_force", date(2023, 12, 31), None),  # notice is given: it ends
    (date(2024, 1, 1), "expired", date(2023, 12, 31), None),
]
FIRST, LAST = date(2014, 12, 1), date(2024, 12, 1)
A_DAY = timedelta(days=1)


def expected(day: date) -> tuple[str, date, date | None]:
    return next(row[1:] for row in reversed(TABLE) if row[0] <= day)


def expected_deadlines(day: date) -> list[tuple[date, str]]:
    """Return what the table says is still to be done, as the desk and the feed have to say it."""
    status, end, notice = expected(day)
    if status == "expired":
        return []
    found = [(notice, f"Last day for notice: {TITLE}")] if notice else []
    ends = day >= date(2023, 9, 15)
    found.append((end, f"Ends: {TITLE}") if ends else (end + A_DAY, f"Renewed tacitly: {TITLE}"))
    return found


def days_asked() -> list[date]:
    """Return the first of every month, and the days around everything that happens or comes near."""
    events = {row[0] for row in TABLE} | {row[2] for row in TABLE} | {row[3] for row in TABLE if row[3]}
    near = {
        event - timedelta(days=days + shift)
        for event in events
        for days in (0, 30, 90, 180)
        for shift in (-1, 0, 1)
    }
    months = {date(year, month, 1) for year in range(2015, 2025) for month in range(1, 13)}
    return sorted(day for day in near | months | events if FIRST <= day <= LAST)


def walk(agreement: Agreement, officer: object) -> Iterator[date]:
    """Move the clock from day to day, let the portal's own clock work, and do what people did."""
    for day in days_asked():
        with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), tick=False):
            agreements_by_date()
            agreements_by_date()  # twice on a day changes nothing more
            if day == date(2019, 5, 1):
                acts.amend(
                    agreement,
                    what={"en": "A year at a time, three months' notice."},
                    decided=UncertainDate("2019-04"),
                    effective=UncertainDate("2020-01-01"),
                    renewal_months=12,
                    notice_months=3,
                    version=None,
                    by=officer,
                )
            if day == date(2023, 9, 15):
                party = records.parties_of(agreement)[1]
                notices.give_notice(
                    agreement, party, given=UncertainDate("2023-09-15"), version=None, by=officer
                )
            yield day


def desk(officer: object, day: date) -> list[tuple[int, date, str]]:
    return [(days, one.day, one.title) for days, found in banded(officer, day) for one in found]


def feed(client, token: str) -> list[tuple[date, str]]:
    answer = client.get(f"/calendar/{token}.ics")
    entries = Calendar.from_ical(answer.content).walk("VEVENT")
    return [(entry["DTSTART"].dt, str(entry["SUMMARY"])) for entry in entries]


def bands(deadlines: list[tuple[date, str]], today: date) -> list[tuple[int, date, str]]:
    """Return the deadlines from today on within 180 days, each with the nearest of 30, 90, 180."""
    found = []
    for day, title in deadlines:
        left = (day - today).days
        if 0 <= left <= 180:
            found.append((next(days for days in (30, 90, 180) if left <= days), day, title))
    return sorted(found)


def test_ten_years_of_an_agreement(client) -> None:
    west = records.authority()
    officer = records.member(west)
    agreement = records.signed(
        records.partnership(west),
        signed="2014-11-20",
        valid_from="2015-01-01",
        valid_until="2017-12-31",
        renews_tacitly=True,
        renewal_months=36,
        notice_months=6,
    )
    _link, token = calendar_links.create(by=officer)
    printed = ["day        status    until       desk                                            in force"]
    asked = 0

    for day in walk(agreement, officer):
        agreement.refresh_from_db()
        status, end, _notice = expected(day)
        deadlines = expected_deadlines(day)
        month = timedelta(days=31)
        in_feed = sorted(one for one in deadlines if day - month <= one[0] <= day + timedelta(days=732))

        assert (day, agreement.status, agreement.valid_until.edtf) == (day, status, end.isoformat())
        assert (day, desk(officer, day)) == (day, bands(deadlines, day))
        assert (day, sorted(feed(client, token))) == (day, in_feed)
        in_force = agreement.in_force_on(day)
        assert (day, in_force) == (
            day,
            Certainty.CERTAINLY if date(2015, 1, 1) <= day <= date(2023, 12, 31) else Certainty.NO,
        )
        asked += 1
        if day in {row[0] for row in TABLE} | {row[3] for row in TABLE}:
            tasks = "; ".join(f"{days}: {title.split(':')[0]}" for days, _day, title in desk(officer, day))
            printed.append(f"{day} {status:9} {end}  {tasks:47} {in_force.value}")

    assert [(one.basis, one.begins.edtf, one.ends.edtf) for one in agreement.periods.all()] == [
        ("first", "2015-01-01", "2017-12-31"),
        ("tacit", "2018-01-01", "2020-12-31"),
        ("tacit", "2021-01-01", "2021-12-31"),
        ("tacit", "2022-01-01", "2022-12-31"),
        ("tacit", "2023-01-01", "2023-12-31"),
    ]
    assert [move.to_status for move in agreement.moves.order_by("pk")] == [
        AgreementStatus.IN_FORCE,
        AgreementStatus.EXPIRED,
    ]
    print("\n".join([*printed, f"{asked} days asked"]))


def test_the_same_deadline_keeps_its_identifier_from_day_to_day(client) -> None:
    west = records.authority()
    officer = records.member(west)
    agreement = records.signed(
        records.partnership(west), valid_from="2015-01-01", valid_until="2017-12-31", notice_months=6
    )
    moves.put_in_force(agreement, version=None, by=None, today=date(2015, 1, 1))
    _link, token = calendar_links.create(by=officer)

    def identifiers(day: datetime) -> list[str]:
        with time_machine.travel(day, tick=False):
            answer = client.get(f"/calendar/{token}.ics")
        return [str(entry["UID"]) for entry in Calendar.from_ical(answer.content).walk("VEVENT")]

    first = identifiers(datetime(2017, 5, 1, 9, tzinfo=UTC))

    assert first == identifiers(datetime(2017, 6, 29, 9, tzinfo=UTC))
    assert first == [
        f"agreement-{agreement.pk}-notice-2017-12-31@localhost",
        f"agreement-{agreement.pk}-end@localhost",
    ]
