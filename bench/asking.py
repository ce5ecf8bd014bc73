"""Asking the portal as a server asks it: the test client, which copies what every template was given, is no part of it."""

from io import BytesIO
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from portal.accounts.models import User

TOKEN = "a" * 32


class Asker:
    """A person's browser, whose requests go straight into the portal as a server holds it."""

    def __init__(self, person: User) -> None:
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self._environ = RequestFactory(headers={"cookie": cookie, "x-csrftoken": TOKEN})._base_environ()
        self._portal = WSGIHandler()

    def get(self, path: str, query: dict[str, str] | None = None) -> bytes:
        """Read a page. Raises RuntimeError when it is not answered with 200."""
        return self._ask(path, {"REQUEST_METHOD": "GET", "QUERY_STRING": urlencode(query or {})})

    def post(self, path: str, fields: dict[str, str], *, htmx: bool = False) -> bytes:
        """Send a form. Raises RuntimeError when it is not answered with 200."""
        body = urlencode(fields).encode()
        asked = {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        if htmx:
            asked["HTTP_HX_REQUEST"] = "true"
        return self._ask(path, asked)

    def _ask(self, path: str, asked: dict[str, object]) -> bytes:
        answered: list[str] = []
        environ = {**self._environ, "wsgi.input": BytesIO(), "PATH_INFO": path, **asked}
        # Whatever closes the answer would close the connection that measures too: the server's part is left out.
        answer = self._portal(environ, lambda status, _headers, _problem=None: answered.append(status))
        body = b"".join(answer)
        if answered != ["200 OK"]:
            raise RuntimeError(f"{path} was answered by {answered}: {body[:300]!r}")
        return body
