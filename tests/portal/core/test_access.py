"""The decorators that say who may knock."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.core import access


class Person:
    """A signed-in user with roles."""

    is_authenticated = True
    is_superuser = False

    def __init__(self, *roles: str) -> None:
        self.roles = set(roles)

    def has_any_role(self, roles: Any) -> bool:
        return bool(self.roles & set(roles))


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def ask(view: access.View, user: Any, method: str = "GET", **headers: str) -> Any:
    request = RequestFactory().generic(method, "/office/?a=1", **headers)
    request.user = user
    return view(request)


def test_public_declares_its_rule() -> None:
    view = access.public("everybody")(page)

    assert view.access == access.Access(access.Audience.PUBLIC, "everybody")  # type: ignore[attr-defined]


def test_applicant_sends_visitors_to_sign_in_and_back() -> None:
    answer = ask(access.applicant("own")(page), AnonymousUser())

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/office/%3Fa%3D1")


def test_applicant_after_a_post_comes_back_to_the_page_with_the_form() -> None:
    answer = ask(access.applicant("own")(page), AnonymousUser(), "POST", HTTP_REFERER="/my/form/")

    assert answer["Location"] == "/accounts/login/?next=/my/form/"


def test_office_opens_to_a_role() -> None:
    assert ask(access.office("officer", rule="edits")(page), Person("officer")).content == b"page"


def test_office_is_closed_to_other_roles() -> None:
    with pytest.raises(PermissionDenied):
        ask(access.office("officer", rule="edits")(page), Person("auditor"))
