"""The user's language, before the browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


class UserLanguageMiddleware:
    """Speak the language a signed-in person has chosen in the profile, unless this browser was told another."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the profile's language where there is one and no cookie says otherwise."""
        user = request.user
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and user.is_authenticated and user.language:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
