"""The pages of closing, keeping and destroying."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from grants.domain.retention import destructions
from grants.enums import ApplicationStatus
from grants.enums.closing import RetentionAction
from grants.models import (
    Application,
    ArchivePackage,
    CaseClosing,
    Destruction,
    LegalHold,
    RetentionClass,
    RetentionRule,
)
from portal.accounts.enums import Role
from portal.core.models import Document
from tests.clients import StrictClient
from tests.factories.casework import CaseTaskFactory
from tests.factories.closing import SURNAME, RetentionRuleFactory, officer_of_case, whole_case
from tests.factories.deciding import DecisionActFactory
from tests.factories.grants import ApplicationFactory
from tests.grants.closing.test_retention import LATER
from tests.grants.closing.working import carried_out, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Application:
    """A rejected case that waits to be closed."""
    made_case = ApplicationFactory(submitted=True, status=ApplicationStatus.REJECTED)
    DecisionActFactory(application=made_case, number=1)
    return made_case  # type: ignore[return-value]


def enter(client: StrictClient, case: Application, *roles: str) -> None:
    client.force_login(officer_of_case(case, *roles))


def test_the_page_says_what_stands_in_the_way_with_a_link(client: StrictClient, case: Application) -> None:
    CaseTaskFactory(application=case)
    enter(client, case)
    url = reverse("grants:officer:application_close", args=[case.reference])

    page = client.get(url).content.decode()
    answer = client.post(url)

    detail = reverse("grants:officer:application_detail", args=[case.reference])
    assert f'<a href="{detail}#tasks">1 task is not done yet.</a>' in page
    assert answer.status_code == 302
    assert not CaseClosing.objects.exists()
    assert '<a href="#tasks">1 task is not done yet.</a>' in client.get(detail).content.decode()


def test_a_case_is_closed_packed_and_downloaded(client: StrictClient, case: Application) -> None:
    enter(client, case)

    client.post(reverse("grants:officer:application_close", args=[case.reference]))
    package = ArchivePackage.objects.get(application=case)
    waiting = client.get(package.get_absolute_url()).content.decode()
    file = made(package)
    ready = client.get(package.get_absolute_url()).content.decode()
    sent = client.get(file.get_absolute_url())

    assert "Making the package" in waiting
    assert file.get_absolute_url() in ready
    assert sent["Content-Type"] == "application/zip"
    sent.getvalue()
    detail = client.get(reverse("grants:officer:application_detail", args=[case.reference]))
    assert "nothing of it changes any more" in detail.content.decode()
    applicant = StrictClient()
    applicant.force_login(case.applicant)
    assert applicant.get(file.get_absolute_url()).status_code == 404


def test_classes_and_holds_are_kept_in_forms(client: StrictClient, case: Application) -> None:
    enter(client, case, Role.ADMINISTRATOR)
    said = {
        "authority": case.authority.pk,
        "code": "3.1",
        "name": "Rejected",
        "ground": "Archives Act",
        "action": "destroy",
        "trigger": "rejection",
        "years": "2",
    }

    wrong = client.post(reverse("grants:officer:retention_class_create"), {**said, "years": ""})
    client.post(reverse("grants:officer:retention_class_create"), said)
    kept = RetentionClass.objects.get()
    client.post(
        reverse("grants:officer:retention_class_assign", args=[kept.pk]),
        {"kind": "rejected", "call": "", "valid_from": "2020-01-01", "valid_until": ""},
    )
    client.post(
        reverse("grants:officer:application_hold_add", args=[case.reference]),
        {"ground": "A lawsuit", "until": ""},
    )
    hold = LegalHold.objects.get(application=case)
    client.post(reverse("grants:officer:legal_hold_lift", args=[hold.pk]), {"reason": "Settled"})

    hold.refresh_from_db()
    assert wrong.status_code == 422
    assert RetentionRule.objects.get().retention_class == kept
    assert hold.lifted_at is not None
    page = client.get(reverse("grants:officer:retention_class_list")).content.decode()
    assert "2 years, counted from: The day of the rejection" in page


def test_a_destruction_goes_from_the_list_to_its_certificate(client: StrictClient) -> None:
    case = whole_case()
    RetentionRuleFactory(retention_class__authority=case.authority)
    with time_machine.travel(timezone.now() + LATER):
        enter(client, case)
        on = timezone.localdate().isoformat()
        due = client.get(reverse("grants:officer:retention_due"), {"authority": case.authority.pk, "on": on})
        assert 'name="on"' in due.text
        assert 'name="authority"' in due.text
        client.post(reverse("grants:officer:destruction_propose"), {"authority": case.authority.pk, "on": on})
        destruction = Destruction.objects.get()
        other = StrictClient()
        enter(other, case, Role.ADMINISTRATOR)
        page = other.get(destruction.get_absolute_url()).content.decode()
        other.post(reverse("grants:officer:destruction_confirm", args=[destruction.pk]))
        destruction.refresh_from_db()
        carried_out(destruction)
        after = other.get(destruction.get_absolute_url()).content.decode()
        detail = other.get(reverse("grants:officer:application_detail", args=[case.reference]))

    assert case.diary_number in due.content.decode()
    assert "Confirm: it cannot be undone" in page
    assert Document.objects.of(destruction).get().get_absolute_url() in after
    assert "names and files are gone" in detail.content.decode()


@pytest.mark.parametrize("action", [RetentionAction.ANONYMISE, RetentionAction.DESTROY])
def test_what_is_left_of_a_case_still_has_its_page(client: StrictClient, action: str) -> None:
    case = whole_case()
    RetentionRuleFactory(retention_class__authority=case.authority, retention_class__action=action)
    with time_machine.travel(timezone.now() + LATER):
        destruction = destructions.propose(case.authority, on=timezone.localdate(), by=officer_of_case(case))
        carried_out(destructions.confirm(destruction, by=officer_of_case(case, Role.ADMINISTRATOR)))
        enter(client, case, Role.ADMINISTRATOR)

        page = client.get(reverse("grants:officer:application_detail", args=[case.reference]))
        listed = client.get(reverse("grants:officer:application_list"))

    assert "names and files are gone" in page.content.decode()
    assert case.diary_number in listed.content.decode()
    assert SURNAME not in page.content.decode() + listed.content.decode()


def test_a_task_of_a_closed_case_is_refused_with_a_sentence(client: StrictClient, case: Application) -> None:
    task = CaseTaskFactory(application=case, done_at=timezone.now(), done_by=case.applicant)
    enter(client, case)
    client.post(reverse("grants:officer:application_close", args=[case.reference]))

    answer = client.post(
        reverse("grants:officer:application_task_done", args=[case.reference, task.pk]),
        {"undo": "1"},
        follow=True,
    )

    task.refresh_from_db()
    assert "This case is closed: nothing of it changes any more." in answer.content.decode()
    assert task.done_at is not None


@pytest.mark.parametrize("name", ["retention_class_list", "destruction_list", "retention_due"])
def test_lists_ask_the_same_number_of_queries(client: StrictClient, case: Application, name: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories.closing import DestructionFactory

    enter(client, case, Role.ADMINISTRATOR)
    counts: list[int] = []
    for _ in range(2):
        RetentionRuleFactory(
            retention_class__authority=case.authority,
            valid_from=f"20{20 + len(counts)}-01-01",
            valid_until=f"20{20 + len(counts)}-12-31",
        )
        DestructionFactory(authority=case.authority, status="withdrawn")
        client.get(reverse(f"grants:officer:{name}"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"grants:officer:{name}"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
