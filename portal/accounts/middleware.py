"""The user's language, before the browser's; and the second step of signing in, for those who must have it."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.permissions import needs_second_step

# What somebody may open who still has to set up the second step.
SETTING_UP = ("mfa_", "account_reauthenticate", "account_logout", "account_email", "account_confirm_email")
HAS_SECOND_STEP = "accounts_has_second_step"


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


class SecondStepMiddleware:
    """Let nobody work for an authority with a password alone: they set up a second step first, and say why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as always; `process_view` steps in where it has to."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Send people who must have a second step, and have none, to set one up."""
        if not request.user.is_authenticated or not needs_second_step(request.user):
            return None
        name = (request.resolver_match and request.resolver_match.view_name) or ""
        if name == "set_language" or name.startswith(SETTING_UP) or self._has_second_step(request):
            return None
        messages.warning(
            request,
            _(
                "You work for an authority, so a password alone is not enough: whoever got hold of it could read "
                "and change what people have entrusted to the authority. Set up an authenticator app or a passkey "
                "below; then everything else opens."
            ),
        )
        return HttpResponseRedirect(reverse("mfa_index"))

    def _has_second_step(self, request: HttpRequest) -> bool:
        # Remembered for the session; the last second step of such a person cannot be taken away.
        if request.session.get(HAS_SECOND_STEP) == request.user.pk:
            return True
        if not get_adapter().is_mfa_enabled(request.user, ["totp", "webauthn"]):
            return False
        request.session[HAS_SECOND_STEP] = request.user.pk
        return True
