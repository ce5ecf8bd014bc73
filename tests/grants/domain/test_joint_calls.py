"""Joint calls: the officers of every funding authority read the call and its cases, and nobody else does."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from grants.enums import CallStatus
from grants.models import Application, Call
from portal.accounts.enums import Role
from tests.factories.accounts import member
from tests.factories.grants import ApplicationFactory, CallFactory, CallFunderFactory
from tests.factories.partnerships import AuthorityFactory


@pytest.fixture
def call(db: None) -> Call:
    call = CallFactory(status=CallStatus.DRAFT)
    CallFunderFactory(call=call, organisation=AuthorityFactory().organisation)
    return call


def officer_of(authority: Any) -> Any:
    return member(authority, Role.OFFICER)


def funding(call: Call) -> Any:
    return officer_of(call.funders.get().organisation.authority)


def test_visible_to_shows_a_joint_draft_to_funders_and_to_nobody_else(call: Call) -> None:
    readers = [officer_of(call.authority), funding(call), officer_of(AuthorityFactory())]

    assert [Call.objects.visible_to(one).filter(pk=call.pk).exists() for one in readers] == [
        True,
        True,
        False,
    ]


def test_submitted_to_and_visible_to_hold_the_cases_of_joint_calls_without_drafts(call: Call) -> None:
    case = ApplicationFactory(call=call, submitted=True)
    ApplicationFactory(call=call)
    own = ApplicationFactory(
        call=CallFactory(programme__authority=call.funders.get().organisation.authority), submitted=True
    )
    reader, stranger = funding(call), officer_of(AuthorityFactory())

    assert set(Application.objects.submitted_to(reader)) == {case, own}
    assert set(Application.objects.visible_to(reader)) == {case, own}
    assert list(Application.objects.submitted_to(officer_of(call.authority))) == [case]
    assert list(Application.objects.submitted_to(stranger)) == []
    assert list(Application.objects.visible_to(stranger)) == []


def test_funding_officers_open_the_case_and_the_call_and_change_neither(call: Call) -> None:
    case = ApplicationFactory(call=call, submitted=True)
    client = Client()
    client.force_login(funding(call))

    def status(name: str, *arguments: str) -> int:
        return client.get(reverse(f"grants:officer:{name}", args=arguments)).status_code

    assert (status("application_detail", case.reference), status("call_detail", call.slug)) == (200, 200)
    assert (status("call_edit", call.slug, "basics"), status("call_rule_choose", call.slug)) == (403, 403)
    assert status("application_screen", case.reference) == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_cases_costs_the_same_with_joint_calls(
    call: Call, django_assert_num_queries: Any, count: int
) -> None:
    ApplicationFactory.create_batch(count, call=call, submitted=True)
    reader = funding(call)

    with django_assert_num_queries(4):
        list(Application.objects.submitted_to(reader).for_cases())
