"""The mails of accounts that are ours: the invitation of a colleague, and the mandate to act for an organisation."""

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.models import Invitation, Mandate, User
from portal.core.domain import outbox
from portal.core.models import Message


def invitation(invitation: Invitation, token: str) -> Message:
    """Put the invitation into the outbox: once for each token, in the invited person's language where it is known.

    Parameters: ``token`` is the secret of the link; it stands in the mail and nowhere else.
    """
    known = User.objects.with_address(invitation.email).first()
    language = (known and known.language) or invitation.created_by.language or settings.LANGUAGE_CODE
    with translation.override(language):
        words = {
            "inviter": invitation.created_by,
            "authority": invitation.authority,
            "role": invitation.get_role_display(),
            "portal": settings.PORTAL_NAME,
            "until": formats.date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
            "link": settings.PORTAL_URL + reverse("accounts:public:invitation_accept", args=[token]),
        }
        subject = _("Invitation to work for %(authority)s") % words
        body = (
            _(
                "Hello,\n\n"
                "%(inviter)s invites you to work for %(authority)s on %(portal)s. Your role: %(role)s.\n\n"
                "Open this address to accept. It is for you alone and works until %(until)s:\n\n"
                "%(link)s\n\n"
                "If you did not expect this, you need not do anything."
            )
            % words
        )
    return outbox.post(
        key=f"accounts:invitation:{invitation.pk}:{invitation.token_digest}",
        to=invitation.email,
        subject=subject,
        body=body + "\n",
        language=language,
        about=invitation,
        secret=token,
    )


def mandate(mandate: Mandate, token: str) -> Message:
    """Put the offer of a mandate into the outbox: once for each token, in the person's language where it is known.

    Parameters: ``token`` is the secret of the link; it stands in the mail and nowhere else.
    """
    known = User.objects.with_address(mandate.email).first()
    language = (known and known.language) or mandate.created_by.language or settings.LANGUAGE_CODE
    with translation.override(language):
        words = {
            "inviter": mandate.created_by,
            "organisation": mandate.organisation,
            "portal": settings.PORTAL_NAME,
            "until": formats.date_format(timezone.localtime(mandate.expires_at), "DATE_FORMAT"),
            "link": settings.PORTAL_URL + reverse("accounts:public:mandate_link", args=[token]),
        }
        subject = _("Mandate to act for %(organisation)s") % words
        body = (
            _(
                "Hello,\n\n"
                "%(inviter)s gives you a mandate to act for %(organisation)s on %(portal)s: to apply in its name.\n\n"
                "Open this address to accept. It is for you alone and works until %(until)s:\n\n"
                "%(link)s\n\n"
                "If you did not expect this, you need not do anything."
            )
            % words
        )
    return outbox.post(
        key=f"accounts:mandate:{mandate.pk}",
        to=mandate.email,
        subject=subject[:300],
        body=body + "\n",
        language=language,
        about=mandate,
    )
