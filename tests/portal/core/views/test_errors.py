"""Error pages look like the portal, say what to do, and work when little else does."""

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.views.defaults import bad_request, server_error

from portal.core.views.errors import csrf_failure


def _heading(html: str) -> str:
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return "".join(page.find(".//h1").itertext())


def test_server_error_needs_neither_context_nor_database() -> None:
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert _heading(response.content.decode()) == "Something went wrong on our side"


def test_bad_request_says_that_nothing_was_changed() -> None:
    response = bad_request(RequestFactory().get("/"), ValueError())

    assert response.status_code == 400
    assert _heading(response.content.decode()) == "We could not read that"


@pytest.mark.django_db
def test_csrf_failure_tells_to_go_back() -> None:
    request = RequestFactory().post("/")
    request.user = AnonymousUser()

    response = csrf_failure(request, reason="CSRF cookie not set.")

    assert response.status_code == 403
    assert _heading(response.content.decode()) == "The form was open for too long"


@pytest.mark.django_db
def test_page_that_does_not_exist(client) -> None:  # type: ignore[no-untyped-def]
    response = client.get("/nothing/here/")

    assert response.status_code == 404
    assert _heading(response.content.decode()) == "There is nothing at this address"
