"""What sign-in does our way: mail through the outbox in the reader's language, names and keys of the second step."""

import hashlib
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as request_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.accounts import permissions
from portal.accounts.models import User
from portal.core.domain import outbox

# Two mails with the same words within this many seconds are one: a form that was sent twice.
SAME_MAIL_SECONDS = 60
# The desk belongs to a higher app; its address stays put (interface.md).
DESK = "/office/"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in as the portal does it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "The e-mail address and the password do not belong together. Try again."
        ),
        "too_many_login_attempts": _(
            "There have been too many attempts to sign in to this account. Wait five minutes and try again."
        ),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a mail about an account into the outbox, in the language of the person it goes to."""
        user = context.get("user") or User.objects.with_address(email).first()
        language = getattr(user, "language", "") or translation.get_language() or settings.LANGUAGE_CODE
        values = {
            "request": request_context.request,
            "email": email,
            "portal_name": settings.PORTAL_NAME,
            "current_site": {"name": settings.PORTAL_NAME, "domain": settings.PORTAL_URL.partition("//")[2]},
            **context,
        }
        with translation.override(language):
            subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", values).split())
            body = render_to_string(f"{template_prefix}_message.txt", values).strip() + "\n"
        minute = int(time.time()) // SAME_MAIL_SECONDS
        digest = hashlib.sha256(f"{email}\n{subject}\n{body}\n{minute}".encode()).hexdigest()
        outbox.post(
            key=f"accounts:{template_prefix.rpartition('/')[2]}:{digest}",
            to=email,
            subject=subject,
            body=body,
            language=language,
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before something that matters, unless it was given a moment ago."""
        records = get_authentication_records(self.request, self.request.user)
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        is_fresh = any(record["at"] > since for record in records)
        return not is_fresh and super().is_reauthentication_required(app=app, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where people land who were not on their way anywhere: at their desk, or on their own pages."""
        if permissions.works_for_an_authority(request.user):
            return DESK
        return super().get_login_redirect_url(request)


class MFAAdapter(DefaultMFAAdapter):
    """The second step of signing in, under the portal's name."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what passkeys are bound to: the portal's host, by the portal's name."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.PORTAL_NAME}

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Let people who must have a second step not take away the last one."""
        if not permissions.needs_second_step(authenticator.user):
            return True
        others = authenticator.user.authenticator_set.filter(type__in=["totp", "webauthn"])
        return others.exclude(pk=authenticator.pk).exists()
