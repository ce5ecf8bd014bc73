"""What the rules may know of a call: what is agreed behind it."""

from datetime import date
from typing import Any

import pytest

from grants.domain.facts import call_facts
from grants.rules.facts import Agreed
from partnerships.enums import AgreementStatus, FieldBasis
from partnerships.models import PartnershipField
from portal.core.uncertain import UncertainDate
from tests.factories.grants import CallFactory
from tests.factories.partnerships import (
    AgreementFactory,
    FieldOfArtFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def _partnership(call: Any, **region: Any) -> Any:
    partnership = PartnershipFactory(authority=call.authority, region=RegionFactory(**region))
    call.partnerships.add(partnership)
    return partnership


def test_call_facts_without_partnerships_know_nothing_agreed() -> None:
    assert call_facts(CallFactory()).agreed == ()


def test_call_facts_know_agreed_fields_by_place() -> None:
    call = CallFactory()
    partnership = _partnership(call, country="CA", iso_3166_2=["CA-QC"])
    for code, basis in (("film", FieldBasis.AGREED), ("dance", FieldBasis.ACTIVE)):
        field = FieldOfArtFactory(code=code)
        PartnershipField.objects.create(partnership=partnership, field=field, basis=basis)
    for code, status in (("music", AgreementStatus.IN_FORCE), ("sport", AgreementStatus.EXPIRED)):
        AgreementFactory(partnership=partnership, status=status).fields.add(FieldOfArtFactory(code=code))

    agreed = call_facts(call).agreed

    assert agreed == (Agreed(frozenset({"CA", "CA-QC"}), frozenset({"film", "music"})),)


def test_call_facts_know_when_signed_agreements_are_valid() -> None:
    call = CallFactory()
    partnership = _partnership(call)
    for status, start, end in (
        (AgreementStatus.EXPIRED, "2021-01-01", "2023-12-31"),
        (AgreementStatus.IN_FORCE, "2024-01-01", "2026-12-31"),
        (AgreementStatus.DRAFT, "2027-01-01", "2029-12-31"),
    ):
        AgreementFactory(
            partnership=partnership,
            status=status,
            valid_from=UncertainDate(start),
            valid_until=UncertainDate(end),
        )

    (agreed,) = call_facts(call).agreed

    assert sorted(agreed.valid) == [
        (date(2021, 1, 1), date(2023, 12, 31)),
        (date(2024, 1, 1), date(2026, 12, 31)),
    ]


def test_call_facts_ask_as_often_for_three_partnerships_as_for_one(django_assert_num_queries: Any) -> None:
    call = CallFactory()
    for count in (1, 2):
        for _partner in range(count):
            AgreementFactory(partnership=_partnership(call)).fields.add(FieldOfArtFactory())
        with django_assert_num_queries(7):
            call_facts(call)
