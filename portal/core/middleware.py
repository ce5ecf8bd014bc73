"""Middleware of the foundations."""

import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponseBase


class RequestIdMiddleware:
    """Give each request an id that its log lines carry and its answer returns."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Bind the proxy's id, or a new one, while the request is answered."""
        request_id = request.headers.get("X-Request-ID", "")[:64] or uuid.uuid4().hex
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        return response
