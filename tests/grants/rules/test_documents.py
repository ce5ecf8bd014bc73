"""Rules about files, at their bounds."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grants.rules import Facts
from grants.rules.facts import Attached, CallFacts
from grants.rules.kinds.documents import FilesOnTime
from tests.grants.rules.making import outcome, patient

moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC))


def _file(added_at: datetime | None) -> Attached:
    return Attached("cv", "cv", "cv.pdf", 1000, 1, added_at)


@patient
@given(moments)
def test_files_on_time_came_before_the_moment_of_closing(closes: datetime) -> None:
    call, before = CallFacts(closes_at=closes), closes - timedelta(microseconds=1)

    assert outcome(FilesOnTime(), Facts(call=call, files=(_file(before),))) == "met"
    assert outcome(FilesOnTime(), Facts(call=call, files=(_file(before), _file(closes)))) == "broken"
    assert outcome(FilesOnTime(), Facts(call=call)) == "met"
    assert outcome(FilesOnTime(), Facts(call=call, files=(_file(None),))) == "unknown"
    assert outcome(FilesOnTime(), Facts(files=(_file(before),))) == "unknown"
