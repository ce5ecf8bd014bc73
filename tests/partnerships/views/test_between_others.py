"""An agreement between others, which an authority has recorded: no partnership of the portal stands behind it."""

import pytest
from django.urls import reverse

from partnerships.enums import AgreementStatus
from partnerships.models import Agreement
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.partnerships import AgreementFactory, AuthorityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded() -> Agreement:
    made: Agreement = AgreementFactory(
        partnership=None, recorded_by=AuthorityFactory(), status=AgreementStatus.IN_FORCE
    )
    return made


def test_agreement_between_others_has_a_public_page_and_no_ledger(
    client: StrictClient, recorded: Agreement
) -> None:
    page = client.get(recorded.get_absolute_url())
    ledger = client.get(reverse("exchanges:public:agreement_ledger", args=[recorded.slug]))

    assert (page.status_code, ledger.status_code) == (200, 404)


def test_agreement_between_others_has_an_office_page_and_no_ledger(
    client: StrictClient, recorded: Agreement
) -> None:
    client.force_login(member(recorded.recorded_by))

    page = client.get(reverse("partnerships:officer:agreement_detail", args=[recorded.slug]))
    ledger = client.get(reverse("exchanges:officer:agreement_ledger", args=[recorded.slug]))

    assert (page.status_code, ledger.status_code) == (200, 404)
