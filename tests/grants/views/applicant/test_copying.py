"""The page on which answers of an earlier application are copied."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.domain import copying, drafts
from grants.models import Application
from tests.factories.grants import ApplicationFactory


@pytest.fixture
def earlier(draft: Application) -> Application:
    """An earlier application of the same person to the same call."""
    made = ApplicationFactory(call=draft.call, applicant=draft.applicant)
    drafts.save_answers(made, {"title": "Choirs meet", "requested": "5000"}, by=made.applicant)
    made.refresh_from_db()
    return made


def address(draft: Application) -> str:
    return reverse("grants:applicant:application_copy", args=[draft.reference])


def queries_of(applicant: Client, draft: Application) -> int:
    with CaptureQueriesContext(connection) as queries:
        applicant.get(address(draft))
    return len(queries)


def test_application_copy_lists_the_own_applications(
    applicant: Client, draft: Application, earlier: Application
) -> None:
    found = applicant.get(address(draft))

    assert found.context["sources"] == [earlier]
    assert b"Choirs meet" in found.content


def test_application_copy_asks_as_often_with_three_applications(
    applicant: Client, draft: Application, earlier: Application
) -> None:
    one = queries_of(applicant, draft)
    for _number in range(2):
        more = ApplicationFactory(call=draft.call, applicant=draft.applicant)
        drafts.save_answers(more, {"title": "More"}, by=more.applicant)

    assert queries_of(applicant, draft) == one


def test_application_copy_shows_both_texts_and_chooses_what_is_empty(
    applicant: Client, draft: Application, earlier: Application
) -> None:
    drafts.save_answers(draft, {"title": "Dancers meet"}, by=draft.applicant)

    found = applicant.get(address(draft), {"from": earlier.reference})

    rows = [row for section in found.context["sections"] for row in section["offers"]]
    assert [(row["earlier"], row["here"], row["offer"].is_empty_here) for row in rows] == [
        ("Choirs meet", "Dancers meet", False),
        ("5000", "", True),
    ]


def test_application_copy_copies_what_is_confirmed(
    applicant: Client, draft: Application, earlier: Application
) -> None:
    began = {f"began-{one.question.code}": one.began for one in copying.offers(draft, earlier)}

    answer = applicant.post(
        address(draft), {"from": earlier.reference, "copy": ["title", "requested"], **began}
    )

    assert answer.headers["Location"] == draft.get_absolute_url()
    draft.refresh_from_db()
    assert (draft.title, draft.requested) == ("Choirs meet", 5000)


def test_application_copy_with_nothing_chosen_says_so(
    applicant: Client, draft: Application, earlier: Application
) -> None:
    answer = applicant.post(address(draft), {"from": earlier.reference})

    assert answer.context["sentence"] == "Choose at least one answer to copy."


def test_application_copy_from_somebody_else_is_not_found(applicant: Client, draft: Application) -> None:
    other = ApplicationFactory(call=draft.call)
    drafts.save_answers(other, {"title": "Secret"}, by=other.applicant)

    assert applicant.get(address(draft), {"from": other.reference}).status_code == 404
    assert applicant.post(address(draft), {"from": other.reference, "copy": "title"}).status_code == 404


def test_application_start_leads_to_the_answers_of_the_chosen_application(
    applicant: Client, draft: Application, earlier: Application
) -> None:
    start = reverse("grants:applicant:application_start", args=[draft.call.slug])

    answer = applicant.post(start, {"acting_as": "person", "language": "en", "copy_from": earlier.reference})

    assert answer.headers["Location"] == f"{address(draft)}?from={earlier.reference}"


def test_application_start_asks_who_has_nothing_to_copy_for_nothing(
    applicant: Client, draft: Application
) -> None:
    start = reverse("grants:applicant:application_start", args=[draft.call.slug])

    assert "copy_from" not in applicant.get(start).context["form"].fields
