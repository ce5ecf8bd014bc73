"""The mails of accounts that are ours: the invitation of a colleague."""

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.models import Invitation, User
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
