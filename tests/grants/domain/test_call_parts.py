"""The parts of a call: written one way for all, and never more than the whole."""

from typing import Any

import pytest

from grants.domain import call_parts
from grants.enums import CallStatus, InstalmentTrigger
from grants.models import Call, CallFunder, Criterion, Instalment, Strand
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.multilingual import Multilingual
from portal.core.versions import stamp
from tests.factories.accounts import member
from tests.factories.grants import CallFactory, CallFunderFactory, StrandFactory
from tests.factories.partnerships import OrganisationFactory


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(status=CallStatus.DRAFT)


@pytest.fixture
def officer(call: Call) -> User:
    return member(call.authority, Role.OFFICER)


def test_add_gives_a_code_of_the_name_and_the_last_place(call: Call, officer: User) -> None:
    StrandFactory(call=call, code="japan", position=4)

    made = call_parts.add(Strand(call=call), {"names": Multilingual({"en": "Japan"})}, by=officer)

    assert (made.code, made.position) == ("japan-2", 5)


def test_add_by_an_auditor_is_not_allowed(call: Call) -> None:
    with pytest.raises(NotAllowed):
        call_parts.add(
            Strand(call=call),
            {"names": Multilingual({"en": "Japan"})},
            by=member(call.authority, Role.AUDITOR),
        )


def test_edit_from_an_older_state_is_stale(call: Call, officer: User) -> None:
    strand = StrandFactory(call=call)
    seen = stamp(strand)
    call_parts.edit(strand, {"places_count": 3}, version=seen, by=officer)

    with pytest.raises(StaleEdit):
        call_parts.edit(strand, {"places_count": 4}, version=seen, by=officer)


def test_shift_and_remove(call: Call, officer: User) -> None:
    first, second = StrandFactory(call=call, code="a"), StrandFactory(call=call, code="b")

    call_parts.shift(second, by_places=-1, by=officer)
    call_parts.shift(second, by_places=-1, by=officer)
    moved = list(call.strands.values_list("code", flat=True))
    call_parts.remove(first, by=officer)

    assert (moved, list(call.strands.values_list("code", flat=True))) == (["b", "a"], ["b"])


@pytest.mark.parametrize(("share", "refused"), [(50, False), (51, True)])
def test_shares_of_funders_are_at_most_the_whole(
    call: Call, officer: User, share: int, refused: bool
) -> None:
    CallFunderFactory(call=call, share=50)
    values = {"organisation": OrganisationFactory(), "share": share}

    said = told(lambda: call_parts.add(CallFunder(call=call), values, by=officer))

    assert said == (
        {"share": ["The shares of the funders come to 101 %: more than the whole."]} if refused else {}
    )


def test_a_share_is_edited_against_the_others_only(call: Call, officer: User) -> None:
    CallFunderFactory(call=call, share=50)
    funder = CallFunderFactory(call=call, share=50)

    edited = call_parts.edit(funder, {"share": 40}, version=None, by=officer)

    assert edited.share == 40


@pytest.mark.parametrize(("share", "refused"), [(20, False), (21, True)])
def test_instalments_are_at_most_the_grant(call: Call, officer: User, share: int, refused: bool) -> None:
    Instalment.objects.create(call=call, share=80, trigger=InstalmentTrigger.AWARD)
    values = {"share": share, "trigger": InstalmentTrigger.APPROVAL}

    said = told(lambda: call_parts.add(Instalment(call=call), values, by=officer))

    assert list(said) == (["share"] if refused else [])


def test_weights_are_at_most_the_whole_and_preferences_do_not_weigh(call: Call, officer: User) -> None:
    Criterion.objects.create(call=call, code="a", names={"en": "A"}, weight=100)
    preference = {"names": Multilingual({"en": "B"}), "weight": 10, "is_preference": True}

    said = told(
        lambda: call_parts.add(Criterion(call=call), {**preference, "is_preference": False}, by=officer)
    )
    call_parts.add(Criterion(call=call), preference, by=officer)

    assert (list(said), call.scored_criteria.count()) == (["weight"], 2)


def told(step: Any) -> dict[str, list[str]]:
    try:
        step()
    except DomainError as error:
        return dict(error.message_dict)
    return {}
