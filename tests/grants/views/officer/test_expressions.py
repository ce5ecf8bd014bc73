"""An officer answers an expression of interest; its applicant reads the answer and writes the full application."""

import pytest
from django.test import Client
from django.urls import reverse

from grants.enums import WindowKind
from grants.models import Application, Call
from portal.core.uncertain import UncertainDate
from tests.grants.domain.test_expressions import REASON, expressed, officer, staged

__all__ = ["expressed", "officer", "staged"]

pytestmark = pytest.mark.django_db


def page(application: Application, name: str = "application_expression") -> str:
    return reverse(f"grants:officer:{name}", args=[application.reference])


def test_application_expression_accepts_and_leads_back_to_the_case(
    expressed: Application, officer: object, client: Client
) -> None:
    client.force_login(officer)
    expressed.call.windows.filter(kind=WindowKind.FULL).update(closes=UncertainDate("2090-06-30"))
    case = client.get(page(expressed, "application_detail")).content.decode()

    response = client.post(
        page(expressed), {"accepted": "yes", "reason": REASON, "version": expressed.version}
    )

    assert (case.count(f'href="{page(expressed)}"'), case.count("/screen/")) == (1, 0)
    assert response["Location"] == page(expressed, "application_detail")
    expressed.refresh_from_db()
    assert (expressed.status, expressed.stage) == ("invited", "full")
    assert client.get(page(expressed))["Location"] == page(expressed, "application_detail")


def test_application_expression_without_a_reason_says_so(
    expressed: Application, officer: object, client: Client
) -> None:
    client.force_login(officer)

    response = client.post(page(expressed), {"accepted": "no", "reason": "", "version": expressed.version})

    assert response.status_code == 422
    assert "Give the reason: the applicant is told." in response.content.decode()
    expressed.refresh_from_db()
    assert expressed.status == "submitted"


def test_application_expression_from_an_older_page_keeps_what_was_written(
    expressed: Application, officer: object, client: Client
) -> None:
    client.force_login(officer)

    response = client.post(
        page(expressed), {"accepted": "no", "reason": "Too small.", "version": expressed.version - 1}
    )

    assert response.status_code == 422
    assert response.context["form"]["version"].value() == str(expressed.version)
    assert response.content.decode().count("Too small.") == 1


def test_call_detail_says_when_each_stage_closes(staged: Call, client: Client) -> None:
    text = client.get(staged.get_absolute_url()).content.decode()

    assert text.count("until 1 April 2026, 00:00 (Stockholm time, UTC+2)") == 1
    assert (
        text.count(
            "from 1 May 2026, 00:00 (Stockholm time, UTC+2) until 1 July 2026, 00:00 (Stockholm time, UTC+2)"
        )
        == 1
    )
    assert text.count("With the expression of interest.") == 1


def test_application_detail_tells_the_applicant_why_it_was_declined(
    expressed: Application, officer: object, client: Client
) -> None:
    client.force_login(officer)
    client.post(page(expressed), {"accepted": "no", "reason": "Too small.", "version": expressed.version})
    client.force_login(expressed.applicant)

    text = client.get(expressed.get_absolute_url()).content.decode()

    assert text.count("Your expression of interest has been declined.") == 1
    assert text.count("Reason: Too small.") == 1
