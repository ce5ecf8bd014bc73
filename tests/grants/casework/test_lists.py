"""The case list as people have it, templates of messages, and one step for several cases."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from grants.domain.casework import bulk, saved_lists, templates
from grants.domain.casework.bulk import BulkStep
from grants.models import Application, CaseEntry, CaseTask, SavedList
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.core.multilingual import Multilingual
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.casework import (
    CaseNoteFactory,
    CaseTaskFactory,
    MessageTemplateFactory,
    SavedListFactory,
)
from tests.factories.grants import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db
LIST = reverse("grants:officer:application_list")


@pytest.fixture
def case() -> Application:
    """A case that was handed in to an authority that keeps its register in English."""
    return ApplicationFactory(  # type: ignore[return-value]
        submitted=True, title="Lanterns", call__programme__authority__languages=["en"]
    )


@pytest.fixture
def officer(case: Application) -> User:
    """An officer of the case's authority."""
    return member(case.authority, name="Ada")  # type: ignore[no-any-return]


@pytest.fixture
def browser(officer: User) -> StrictClient:
    """The officer's browser."""
    browser = StrictClient()
    browser.force_login(officer)
    return browser


def page_of(case: Application, name: str, *more: object) -> str:
    return reverse(f"grants:officer:application_{name}", args=[case.reference, *more])


# --- The list ---------------------------------------------------------------------------------------


def test_list_opens_with_the_saved_filter_and_still_shows_all_cases(
    case: Application, officer: User, browser: StrictClient
) -> None:
    ApplicationFactory(call=case.call, submitted=True, title="Water", officer=officer)
    saved = saved_lists.save(name="Mine", query="officer=mine&page=2", opens=True, by=officer)

    first = browser.get(LIST)
    mine, every = browser.get(first["Location"]).text, browser.get(f"{LIST}?all=1").text

    assert first["Location"] == f"{LIST}?officer=mine&saved={saved.pk}"
    assert [title in mine for title in ("Water", "Lanterns")] == [True, False]
    assert [title in every for title in ("Water", "Lanterns")] == [True, True]


def test_saved_list_of_a_colleague_is_seen_when_it_is_shared(case: Application, officer: User) -> None:
    colleague = member(case.authority)
    SavedListFactory(owner=colleague, name="Own")
    shared = SavedListFactory(owner=colleague, name="Shared", authority=case.authority)

    assert list(SavedList.objects.visible_to(officer)) == [shared]
    with pytest.raises(DomainError, match="Only who saved"):
        saved_lists.remove(shared, by=officer)


def test_columns_of_ones_choice_cost_the_same_for_one_and_for_three(
    case: Application, officer: User, browser: StrictClient
) -> None:
    saved_lists.choose_columns(["officer", "deputy", "status"], by=officer)
    counts = []
    for more in (0, 2):
        for _one in range(more):
            ApplicationFactory(call=case.call, submitted=True, officer=officer, deputy=member(case.authority))
        browser.get(f"{LIST}?all=1")
        with CaptureQueriesContext(connection) as seen:
            text = browser.get(f"{LIST}?all=1").text
        counts.append(len(seen))

    assert ("Responsible officer" in text, "Ada" in text) == (True, True)
    assert counts[0] <= 12
    assert counts[1] - counts[0] in {0, 2}  # officers and deputies, once each where there are any


def test_choice_of_columns_follows_the_places(
    case: Application, officer: User, browser: StrictClient
) -> None:
    address = reverse("grants:officer:case_list_columns")

    browser.post(address, {"status": "1", "applicant": "2"})

    officer.case_list_setting.refresh_from_db()
    assert officer.case_list_setting.columns == ["status", "applicant"]


# --- The page of a case -----------------------------------------------------------------------------


def test_page_of_a_case_shows_casework_and_the_applicant_never_sees_notes(
    case: Application, browser: StrictClient
) -> None:
    CaseNoteFactory(application=case, text="Ask the museum.")
    CaseTaskFactory(application=case, text="Call the museum.")

    text = browser.get(page_of(case, "detail")).text
    home = StrictClient()
    home.force_login(case.applicant)
    theirs = home.get(case.get_absolute_url()).text

    assert [words in text for words in ("Ask the museum.", "Call the museum.")] == [True, True]
    assert [words in theirs for words in ("Ask the museum.", "Call the museum.")] == [False, False]


def test_forms_of_casework_write_what_is_typed(
    case: Application, officer: User, browser: StrictClient
) -> None:
    browser.post(page_of(case, "officer"), {"officer": officer.pk, "deputy": "", "note": "", "seen": ":"})
    browser.post(page_of(case, "note_add"), {"text": "Ask."})
    browser.post(page_of(case, "task_add"), {"text": "Call", "assignee": officer.pk, "due": "2027-03-01"})
    browser.post(page_of(case, "party_add"), {"role": "agent", "name": "A lawyer", "state": "active"})
    browser.post(page_of(case, "confidentiality"), {"ground": "OSL 31:16"})
    register = browser.get(page_of(case, "register")).text
    diary = browser.get(reverse("grants:officer:diary_list"), {"q": "lawyer", "kind": "party"}).text
    file = browser.get(reverse("grants:officer:diary_export")).getvalue().decode()

    case.refresh_from_db()
    assert (case.officer, case.ground) == (officer, "OSL 31:16")
    assert (case.notes.get().text, str(case.tasks.get().due)) == ("Ask.", "2027-03-01")
    assert case.parties.get().name == "A lawyer"
    assert all("Party added: Agent A lawyer" in text for text in (register, diary, file))


# --- Templates --------------------------------------------------------------------------------------


def test_template_is_filled_in_and_the_applicants_language_comes_first(
    case: Application, officer: User, browser: StrictClient
) -> None:
    case.language = "sv"
    case.save()
    template = MessageTemplateFactory(authority=case.authority, name="Welcome")

    page = browser.get(page_of(case, "message_add"), {"template": f"{template.pk}-sv"}).text

    assert f"Hej {case.applicant_name}, om {case.diary_number}." in page
    assert [one.language for one in templates.offered(type(template).objects.all(), case)] == ["sv", "en"]


def test_template_with_an_unknown_place_is_refused(case: Application, officer: User) -> None:
    texts = Multilingual({"en": "Dear {nmae}"})
    values = {"authority": case.authority, "name": "X", "texts": texts}

    with pytest.raises(DomainError) as refused:
        templates.create(values, by=officer)

    assert "{nmae}" in refused.value.message_dict["texts"][0]


# --- Several cases ----------------------------------------------------------------------------------


def test_step_for_several_cases_is_shown_first_and_then_taken_once(
    case: Application, officer: User, browser: StrictClient
) -> None:
    other = ApplicationFactory(call=case.call, submitted=True)
    elsewhere = ApplicationFactory(call=CallFactory(), submitted=True)
    template = MessageTemplateFactory(authority=case.authority)
    said = {
        "step": "message",
        "case": [one.reference for one in (case, other, elsewhere)],
        "template": template.pk,
    }
    address = reverse("grants:officer:application_bulk")

    preview = browser.post(address, said)
    nothing_yet = CaseEntry.objects.count()
    key = preview.context["key"]
    for _again in range(2):
        browser.post(address, {**said, "key": str(key), "confirmed": "1"})

    assert [str(one.application) for one in preview.context["planned"]] == [str(case), str(other)]
    assert nothing_yet == 0
    assert sorted(CaseEntry.objects.values_list("application", flat=True)) == [case.pk, other.pk]


def test_case_with_an_interest_is_left_out_with_the_reason(case: Application, officer: User) -> None:
    own: Application = ApplicationFactory(  # type: ignore[assignment]
        call=case.call, submitted=True, applicant=officer
    )
    values = {"text": "Call", "assignee": officer, "due": None}

    planned = bulk.plan(BulkStep.TASK, [case, own], values, by=officer)
    taken = bulk.run(BulkStep.TASK, [case, own], values, key="k", by=officer)

    assert [bool(one.refusal) for one in planned] == [False, True]
    assert (taken.done, [one.application for one in taken.refused]) == (1, [own])
    assert CaseTask.objects.get().application == case


def test_auditor_sees_the_list_without_steps(case: Application) -> None:
    browser = StrictClient()
    browser.force_login(member(case.authority, Role.AUDITOR))

    assert "bulk-form" not in browser.get(f"{LIST}?all=1").text


def test_an_empty_list_offers_no_steps_and_says_what_to_do(
    browser: StrictClient, officer: User, case: Application
) -> None:
    browser.force_login(officer)
    filled = browser.get(LIST).text
    none_found = browser.get(f"{LIST}?q=nowhere").text
    Application.objects.update(status="draft", submitted_at=None, submitted_by=None, content_sha256="")
    empty = browser.get(LIST).text

    # Where a filter finds nothing the form is there, hidden by its style, for what htmx finds next.
    assert ["bulk-form" in page for page in (filled, none_found, empty)] == [True, True, False]
    assert ("See which calls are open" in empty, reverse("grants:officer:call_list") in empty) == (True, True)
