"""The page of deadlines: what has to be done, in three bands, by the person's rights."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db


def ending(relation, days, **data):
    last = timezone.localdate() + timedelta(days=days)
    data = {
        "valid_from": "2014-01-01",
        "valid_until": last.isoformat(),
        "names": {"en": f"In {days}"},
        **data,
    }
    return records.in_status(records.signed(relation, **data), "in_force")


def test_each_deadline_stands_once_in_the_nearest_of_its_bands(client):
    west = records.authority()
    for number, days in enumerate((0, 30, 31, 90, 91, 180, 181)):
        ending(records.partnership(west, f"relation-{number}"), days)
    client.force_login(records.member(west))

    page = client.get(reverse("site:officer:deadline_list"))

    found = {band["days"]: [one.title for one in band["deadlines"]] for band in page.context["bands"]}
    assert found == {
        30: ["Ends: In 0", "Ends: In 30"],
        90: ["Ends: In 31", "Ends: In 90"],
        180: ["Ends: In 91", "Ends: In 180"],
    }


def test_people_of_another_authority_have_other_deadlines(client):
    ending(records.partnership(records.authority()), 20)
    client.force_login(records.member(records.authority("east")))

    page = client.get(reverse("site:officer:deadline_list"))

    assert [band["deadlines"] for band in page.context["bands"]] == [[], [], []]


def test_the_page_and_the_desk_ask_the_same_number_of_questions_for_one_and_three(client):
    west = records.authority()
    client.force_login(records.member(west))
    counts = []
    for number in (1, 2):
        for place in range(number):
            ending(records.partnership(west, f"relation-{number}-{place}"), 20 + place, notice_months=1)
        asked = []
        for name in ("site:officer:deadline_list", "site:officer:desk"):
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse(name)).status_code == 200
            asked.append(len(queries))
        counts.append(asked)

    assert counts[0] == counts[1]
