"""A person's deadlines in their own calendar, under an address that can be revoked."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from portal.accounts.domain import calendar_links
from portal.accounts.models import CalendarLink
from portal.accounts.views import machine
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db


def ending(west, **data):
    day = timezone.localdate() + timedelta(days=40)
    agreement = records.signed(
        records.partnership(west), valid_from="2014-01-01", valid_until=day.isoformat(), **data
    )
    return records.in_status(agreement, "in_force"), day


def test_the_address_is_shown_once_and_stored_only_as_a_digest(client: StrictClient) -> None:
    user = UserFactory()
    client.force_login(user)

    page = client.post("/my/calendar/", follow=True).text
    again = client.get("/my/profile/").text

    link = CalendarLink.objects.get()
    token = page.split("/calendar/")[1].split(".ics")[0]
    assert (link.user, link.token_digest) == (user, calendar_links.digest_of(token))
    assert token not in again


def test_the_feed_speaks_the_persons_language_and_shows_only_what_they_may_see(client: StrictClient) -> None:
    west, east = records.authority(), records.authority("east")
    agreement, day = ending(west)
    ours, theirs = records.member(west), records.member(east)
    ours.language = "sv"
    ours.save()
    _link, mine = calendar_links.create(by=ours)
    _link, other = calendar_links.create(by=theirs)

    answer = client.get(f"/calendar/{mine}.ics")
    foreign = client.get(f"/calendar/{other}.ics")

    entries = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [(str(one["SUMMARY"]), one["DTSTART"].dt, one["DTSTART"].params["VALUE"]) for one in entries] == [
        ("Upphör: Agreement on culture", day, "DATE")
    ]
    assert str(entries[0]["URL"]).endswith(f"/office/agreements/{agreement.slug}/")
    assert answer["Cache-Control"] == "private, no-store"
    assert Calendar.from_ical(foreign.content).walk("VEVENT") == []


def test_the_feed_is_empty_for_somebody_who_works_there_no_longer(client: StrictClient) -> None:
    west = records.authority()
    ending(west)
    officer = records.member(west)
    _link, token = calendar_links.create(by=officer)

    def entries() -> int:
        return len(Calendar.from_ical(client.get(f"/calendar/{token}.ics").content).walk("VEVENT"))

    before = entries()
    officer.memberships.all().delete()

    assert (before, entries()) == (1, 0)


def test_a_revoked_address_is_gone_and_says_so(client: StrictClient) -> None:
    user = UserFactory(language="en")
    _link, token = calendar_links.create(by=user)
    client.force_login(user)

    client.post("/my/calendar/revoke/")
    answer = StrictClient().get(f"/calendar/{token}.ics")

    assert (answer.status_code, answer.content.decode()) == (
        410,
        "This address has been revoked. Make a new one on your profile page in the portal.\n",
    )


def test_a_new_address_ends_the_old_one_and_an_unknown_one_is_not_found(client: StrictClient) -> None:
    user = UserFactory()
    _link, old = calendar_links.create(by=user)
    _link, new = calendar_links.create(by=user)

    said = [client.get(f"/calendar/{token}.ics").status_code for token in (old, new, "nonsense")]

    assert said == [410, 200, 404]


def test_the_calendar_of_somebody_who_may_no_longer_sign_in_is_gone(client: StrictClient) -> None:
    user = UserFactory()
    _link, token = calendar_links.create(by=user)
    user.is_active = False
    user.save()

    assert client.get(f"/calendar/{token}.ics").status_code == 410


def test_a_calendar_that_asks_too_often_is_told_when_to_come_back(client: StrictClient, monkeypatch) -> None:
    monkeypatch.setattr(machine, "LIMIT", 2)
    user = UserFactory()
    _link, token = calendar_links.create(by=user)

    answers = [client.get(f"/calendar/{token}.ics") for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "3600"


def test_the_feed_asks_a_constant_number_of_queries(
    client: StrictClient, django_assert_max_num_queries
) -> None:
    west = records.authority()
    day = date.today() + timedelta(days=40)
    for number in range(3):
        relation = records.partnership(west, f"relation-{number}")
        records.in_status(
            records.signed(relation, valid_from="2014-01-01", valid_until=day.isoformat()), "in_force"
        )
    _link, token = calendar_links.create(by=records.member(west))

    with django_assert_max_num_queries(8):
        answer = client.get(f"/calendar/{token}.ics")

    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 3
