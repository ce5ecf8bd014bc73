"""What the rules know of an applicant's other applications."""

from datetime import timedelta

import pytest

from grants.domain.ruling import history_of
from grants.enums import ApplicationStatus
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db


def test_history_of_counts_what_was_handed_in_later_in_the_round() -> None:
    first = ApplicationFactory(submitted=True)
    same = {"call": first.call, "applicant": first.applicant, "submitted": True}
    later = first.submitted_at + timedelta(seconds=1)
    second = ApplicationFactory(**same, submitted_at=later)
    ApplicationFactory(**same, submitted_at=later, status=ApplicationStatus.WITHDRAWN)
    ApplicationFactory(call=first.call, submitted=True, submitted_at=later)
    ApplicationFactory(applicant=first.applicant, submitted=True, submitted_at=later)

    found = [history_of(one) for one in (first, second)]

    assert [one.later_in_round for one in found] == [1, 0]
    assert [one.applications["round"] for one in found] == [1, 1]
