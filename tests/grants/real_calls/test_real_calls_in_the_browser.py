"""Every real call as people meet it: read without an account, written section by section, checked, handed in."""

from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from grants.domain.content import answered_sections
from grants.enums import ApplicationStatus
from grants.models import Application, Call
from tests.clients import StrictClient
from tests.grants.real_calls.case import RealCall, begun, read_in

CASES: list[RealCall] = [
    import_module(f"tests.grants.real_calls.{path.stem}").CASE
    for path in sorted(Path(__file__).parent.glob("call_*.py"))
]
pytestmark = pytest.mark.django_db


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> RealCall:
    """Each of the real calls."""
    return request.param


def test_real_call_is_read_written_and_handed_in(case: RealCall, client: StrictClient) -> None:
    with time_machine.travel(case.right.now or case.now, tick=False):
        call = read_in(case)
        application = begun(call, case.right, case.right.now or case.now)

        for name in ("call_detail", "call_form", "call_check"):
            assert client.get(reverse(f"grants:public:{name}", args=[call.slug])).status_code == 200
        client.force_login(application.applicant)
        _write(client, application)
        answer = client.post(reverse("grants:applicant:application_submit", args=[application.reference]))

        application.refresh_from_db()
        if _wants_signatures_of_others(call):
            assert (answer.status_code, application.status) == (200, ApplicationStatus.DRAFT)
            lacking = {sentence.partition(":")[0] for sentence in _lacking(client, application)}
            assert lacking == {"A signature is still missing"}
        else:
            receipt = reverse("grants:applicant:application_receipt", args=[application.reference])
            assert (answer.status_code, answer.headers.get("Location")) == (302, receipt), _lacking(
                client, application
            )
            assert client.get(receipt).status_code == 200


def _write(client: StrictClient, application: Application) -> None:
    """Open every section as it stands, and the page that checks all answers."""
    for part in answered_sections(application):
        address = reverse(
            "grants:applicant:application_section", args=[application.reference, part.section.number]
        )
        assert client.get(address).status_code == 200
    check = reverse("grants:applicant:application_check", args=[application.reference])
    assert client.get(check).status_code == 200


def _wants_signatures_of_others(call: Call) -> bool:
    return call.rules.filter(kind="signed_by").exclude(parameters__by="applicant").exists()


def _lacking(client: StrictClient, application: Application) -> list[str]:
    """Return what the check page says is missing, for whoever reads a failure."""
    check = reverse("grants:applicant:application_check", args=[application.reference])
    return [str(missing.sentence) for missing in client.get(check).context["missing"]]
