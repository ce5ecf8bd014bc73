"""Gives each request an id and one line in the log."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

# What a proxy may hand us: nothing that could break a log line or grow without bound.
ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")

logger = structlog.get_logger("portal.request")


class RequestIdMiddleware:
    """Takes the proxy's X-Request-ID or makes one, puts it in every log line and in the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request within the context of its id."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if ACCEPTED.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        begun = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        self._log(request, response, milliseconds=round((time.perf_counter() - begun) * 1000))
        structlog.contextvars.clear_contextvars()
        return response

    def _log(self, request: HttpRequest, response: HttpResponse, *, milliseconds: int) -> None:
        # Static files match no route; health checks come every few seconds and say nothing new.
        match = request.resolver_match
        if match is None or match.route.startswith("health/"):
            return
        # The route, not the path: a path may hold the token of a reset link.
        logger.info(
            "request",
            method=request.method,
            route=f"/{match.route}",
            status=response.status_code,
            milliseconds=milliseconds,
        )
