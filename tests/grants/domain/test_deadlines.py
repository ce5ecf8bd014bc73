"""The deadline that an applicant sees is that of the chosen strand, where the strand has one of its own."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from grants.domain import deadlines, drafts
from grants.domain.content import answered_sections
from grants.enums import Meaning, QuestionKind
from grants.models import Application, Call
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import UserFactory
from tests.factories.grants import (
    ApplicationFactory,
    CallFactory,
    QuestionFactory,
    StrandFactory,
    WindowFactory,
)

pytestmark = pytest.mark.django_db

CALL_CLOSES = datetime(2090, 7, 1, tzinfo=ZoneInfo("Europe/Stockholm"))
STRAND_CLOSES = datetime(2090, 4, 1, tzinfo=ZoneInfo("Europe/Stockholm"))
SAID = "1 April 2090, 00:00 (Stockholm time, UTC+2)"


@pytest.fixture
def stranded() -> Call:
    """A call until the end of June 2090 whose strand "short" closes at the end of March."""
    call = CallFactory(closes_at=CALL_CLOSES)
    short = StrandFactory(call=call, code="short")
    StrandFactory(call=call, code="long")
    WindowFactory(call=call, strand=short, closes=UncertainDate("2090-03-31"))
    QuestionFactory(
        call=call,
        code="strand",
        kind=QuestionKind.CHOICE,
        meaning=Meaning.STRAND,
        options=[{"code": code, "names": {"en": code}} for code in ("short", "long")],
    )
    return call


def chosen(call: Call, strand: str, applicant: object = None) -> Application:
    """A draft that has chosen this strand."""
    draft = ApplicationFactory(call=call, applicant=applicant or UserFactory())
    drafts.save_answers(draft, {"strand": strand}, by=draft.applicant)
    draft.refresh_from_db()
    return draft


@pytest.mark.parametrize(
    ("strand", "closes"), [("short", STRAND_CLOSES), ("long", CALL_CLOSES), ("", CALL_CLOSES)]
)
def test_closing_of_follows_the_chosen_strand(stranded: Call, strand: str, closes: datetime) -> None:
    draft = chosen(stranded, strand)

    code = deadlines.strand_in(answered_sections(draft))

    assert (code, deadlines.closing_of(draft, code, timezone.now())) == (strand, closes)


@pytest.mark.parametrize("name", ["application_detail", "application_check", "application_section"])
def test_pages_of_a_draft_say_the_deadline_of_its_strand(stranded: Call, client: Client, name: str) -> None:
    draft = chosen(stranded, "short")
    client.force_login(draft.applicant)
    numbers = [1] if name == "application_section" else []

    text = client.get(reverse(f"grants:applicant:{name}", args=[draft.reference, *numbers])).content.decode()

    assert text.count(SAID) == 1


def test_overview_asks_no_more_for_three_drafts_with_strands_than_for_one(
    stranded: Call, client: Client
) -> None:
    person: Any = UserFactory()
    client.force_login(person)
    asked = []

    for count in (1, 2):
        for _number in range(count):
            chosen(stranded, "short", person)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse("grants:applicant:overview"))
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert len(response.context["drafts"]) == 3
