"""Partnerships: held by an authority's own body, with states that follow each other."""

import pytest

from partnerships.domain import partnerships, parts
from partnerships.enums import PartnershipState
from partnerships.models import Partnership, PartnershipPeriod
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.multilingual import Multilingual
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AuthorityFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


def made(**more: object) -> Partnership:
    authority = more.pop("authority", None) or AuthorityFactory()
    given = {
        "authority": authority,
        "holder": authority.organisation,  # type: ignore[attr-defined]
        "region": RegionFactory(),
        "names": Multilingual(en="Vilnius"),
        **more,
    }
    return partnerships.create(given, by=None)


def test_create_begins_the_first_period() -> None:
    partnership = made(state=PartnershipState.ACTIVE, since=UncertainDate("2011"))

    period = partnership.periods.get()
    assert (period.state, period.period) == (PartnershipState.ACTIVE, UncertainDate("2011/.."))


def test_create_without_a_partner() -> None:
    with pytest.raises(Exception, match="Name the partner"):
        made(region=None)


def test_create_held_by_a_committee_of_the_authority() -> None:
    authority = AuthorityFactory()
    committee = OrganisationFactory(parent=authority.organisation)
    office = OrganisationFactory(parent=committee)

    assert made(authority=authority, holder=office).holder == office


def test_create_held_by_a_body_of_somebody_else() -> None:
    with pytest.raises(DomainError) as error:
        made(holder=OrganisationFactory())

    assert list(error.value.message_dict) == ["holder"]


def test_create_for_another_authority() -> None:
    authority = AuthorityFactory()
    stranger = member(AuthorityFactory())

    with pytest.raises(NotAllowed):
        partnerships.create(
            {"authority": authority, "holder": authority.organisation, "names": Multilingual(en="X")},
            by=stranger,
        )


def test_edit_by_an_officer_of_the_authority() -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)

    edited = partnerships.edit(partnership, {"names": Multilingual(sv="Norr")}, version=1, by=officer)

    assert (str(edited.names), edited.version) == ("Norr", 2)


def test_edit_never_changes_the_state() -> None:
    with pytest.raises(DomainError):
        partnerships.edit(PartnershipFactory(), {"state": PartnershipState.ENDED}, version=1, by=None)


def test_change_state_appends_a_period() -> None:
    partnership = made(state=PartnershipState.ACTIVE, since=UncertainDate("2014"))

    partnerships.change_state(
        partnership,
        PartnershipState.DORMANT,
        by=None,
        period=UncertainDate("2018~/.."),
        note=Multilingual(en="Asleep"),
    )

    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.DORMANT
    assert [(one.state, str(one.period.edtf)) for one in partnership.periods.all()] == [
        (PartnershipState.ACTIVE, "2014/.."),
        (PartnershipState.DORMANT, "2018~/.."),
    ]


@pytest.mark.parametrize(
    ("now", "to"),
    [("active", "active"), ("active", "exploratory"), ("ended", "dormant"), ("dormant", "no such state")],
)
def test_change_state_into_one_that_cannot_follow(now: str, to: str) -> None:
    partnership = PartnershipFactory(state=now)

    with pytest.raises(DomainError) as error:
        partnerships.change_state(partnership, to, by=None)

    assert list(error.value.message_dict) == ["state"]
    assert partnership.periods.count() == 0


def test_change_state_of_an_old_version() -> None:
    partnership = PartnershipFactory(state="active")
    partnerships.change_state(partnership, "dormant", by=None, version=1)

    with pytest.raises(StaleEdit):
        partnerships.change_state(partnership, "ended", by=None, version=1)


def test_change_state_before_the_one_it_follows() -> None:
    partnership = made(state=PartnershipState.ACTIVE, since=UncertainDate("2014"))

    with pytest.raises(DomainError) as error:
        partnerships.change_state(partnership, "dormant", by=None, period=UncertainDate("2012"))

    assert list(error.value.message_dict) == ["period"]


def test_change_state_in_a_year_that_may_be_the_same() -> None:
    partnership = made(state=PartnershipState.ACTIVE, since=UncertainDate("2014-06"))

    partnerships.change_state(partnership, "dormant", by=None, period=UncertainDate("2014"))

    assert Partnership.objects.get().state == "dormant"


def test_parts_edit_of_the_latest_period_corrects_the_state() -> None:
    partnership = made(state=PartnershipState.ACTIVE)
    period = partnership.periods.get()

    parts.edit(period, {"state": PartnershipState.EXPLORATORY}, version=None, by=None)

    assert Partnership.objects.get().state == PartnershipState.EXPLORATORY


def test_parts_remove_of_the_latest_period_brings_back_the_one_before() -> None:
    partnership = made(state=PartnershipState.ACTIVE)
    partnerships.change_state(partnership, "ended", by=None)

    parts.remove(partnership.periods.last(), version=None, by=None)

    assert Partnership.objects.get().state == PartnershipState.ACTIVE


def test_parts_remove_of_the_only_period() -> None:
    partnership = made()

    with pytest.raises(DomainError, match="keeps at least one period"):
        parts.remove(partnership.periods.get(), version=None, by=None)

    assert PartnershipPeriod.objects.count() == 1
