"""Each request has an id and one log line without personal data."""

import json
import logging

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from portal.core.logging import configuration
from portal.core.middleware import RequestIdMiddleware


def answer(request: HttpRequest) -> HttpResponse:
    """Answer as a view behind the route of a reset link would."""
    route = "accounts/reset/<str:token>/"
    request.resolver_match = ResolverMatch(answer, (), {}, route=route)
    return HttpResponse(structlog.contextvars.get_contextvars()["request_id"])


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged as the production log has it."""
    logging_settings = configuration(readable=False)["formatters"]["line"]
    made = {name: value for name, value in logging_settings.items() if name != "()"}
    formatter = logging_settings["()"](**made)
    return [formatter.format(record) for record in caplog.records]


def test_request_id_is_made_bound_and_returned() -> None:
    response = RequestIdMiddleware(answer)(RequestFactory().get("/"))

    assert response["X-Request-ID"] == response.content.decode()
    assert len(response["X-Request-ID"]) == 32
    assert structlog.contextvars.get_contextvars() == {}


def test_request_id_of_the_proxy_is_kept() -> None:
    request = RequestFactory().get("/", headers={"X-Request-ID": "proxy-0123456789"})

    assert RequestIdMiddleware(answer)(request)["X-Request-ID"] == "proxy-0123456789"


def test_request_id_that_could_break_a_line_is_replaced() -> None:
    request = RequestFactory().get("/", headers={"X-Request-ID": 'x"\\n' * 40})

    assert len(RequestIdMiddleware(answer)(request)["X-Request-ID"]) == 32


def test_request_is_logged_by_route_without_its_token(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "portal.request"):
        RequestIdMiddleware(answer)(
            RequestFactory().get("/accounts/reset/s3cret/", headers={"X-Request-ID": "proxy-0123456789"})
        )

    line = json.loads(lines(caplog)[0])
    assert {name: line[name] for name in ("event", "method", "route", "status", "request_id")} == {
        "event": "request",
        "method": "GET",
        "route": "/accounts/reset/<str:token>/",
        "status": 200,
        "request_id": "proxy-0123456789",
    }
    assert "s3cret" not in lines(caplog)[0]


def test_log_cuts_out_mail_addresses(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "grants"):
        logging.getLogger("grants").info("no account %s", "anna.åberg@museum.example.org")

    assert json.loads(lines(caplog)[0])["event"] == "no account [address]"


def test_log_cuts_out_mail_addresses_from_tracebacks(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("Key (email)=(anna@museum.example) already exists")
    except ValueError:
        logging.getLogger("grants").exception("failed")

    assert "anna@museum.example" not in lines(caplog)[0]
    assert "Key (email)=([address]) already exists" in lines(caplog)[0]
