"""State aid: a rolling meter over a group of undertakings, refused beyond its ceiling."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from grants.domain.money import aid, aid_grounds, plans
from grants.models import AidGround, Award, AwardAid, AwardTerms, UndertakingLink
from portal.core.errors import DomainError
from tests.factories.accounts import UserFactory
from tests.factories.grants import AwardFactory
from tests.factories.money import AidGroundFactory
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db


def aided(ground: AidGround, organisation: object, amount: int) -> Award:
    award = AwardFactory(
        decision__application__organisation=organisation,
        amount=amount,
        currency="EUR",
        decision__application__call__currency="EUR",
    )
    AwardTerms.objects.create(call=award.decision.application.call, aid_ground=ground)
    return award  # type: ignore[return-value]


def test_the_meter_counts_linked_organisations_as_one_and_refuses_what_is_beyond() -> None:
    ground, one, another = AidGroundFactory(), OrganisationFactory(), OrganisationFactory()
    UndertakingLink.objects.create(
        organisation=another, linked=one, ground="Owns it.", created_by=UserFactory()
    )
    plans.build(aided(ground, one, 250_000))

    with pytest.raises(DomainError, match="this undertaking has had"):
        plans.build(aided(ground, another, 50_001))
    plans.build(aided(ground, another, 50_000))
    plans.build(aided(ground, OrganisationFactory(), 300_000))

    assert AwardAid.objects.count() == 3


def test_what_was_given_three_years_ago_does_not_count() -> None:
    ground, one = AidGroundFactory(), OrganisationFactory()
    award = aided(ground, one, 300_000)
    plans.build(award)
    today = timezone.localdate()

    AwardAid.objects.update(granted_on=aid.years_before(today, 3))

    found = aid.meter(award.decision.application, ground, on=today)
    assert found is not None
    assert (found.used, found.left) == (0, Decimal(300_000))
    assert aid.years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)


def test_the_grounds_that_come_with_the_portal_are_added_once() -> None:
    assert (aid_grounds.load(), aid_grounds.load()) == (3, 0)
