"""The mails of partnerships: the link to a draft."""

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from partnerships.models import Authority, DraftLink
from portal.core.domain import outbox
from portal.core.models import Message


def draft_link(link: DraftLink, token: str, *, authority: Authority) -> Message:
    """Put the link to a draft into the outbox, once, in the recipient's language.

    Parameters: ``token`` is the secret of the link; it stands in the mail and nowhere else. ``authority`` is the
    sender's.
    """
    with translation.override(link.language):
        words = {
            "name": link.name,
            "sender": link.created_by,
            "authority": authority,
            "agreement": link.agreement.names.in_language(link.language),
            "until": formats.date_format(timezone.localtime(link.expires_at), "DATE_FORMAT"),
            "link": settings.PORTAL_URL + reverse("partnerships:public:draft_link", args=[token]),
        }
        subject = _("Draft to read and comment on: %(agreement)s") % words
        body = (
            _(
                "Hello %(name)s,\n\n"
                "%(sender)s at %(authority)s asks you to read a draft, “%(agreement)s”, and to comment on it.\n\n"
                "Open this address. You need no account. It is for you alone and works until %(until)s:\n\n"
                "%(link)s\n\n"
                "If you did not expect this, you need not do anything."
            )
            % words
        )
    return outbox.post(
        key=f"partnerships:draft-link:{link.pk}",
        to=link.email,
        subject=subject,
        body=body + "\n",
        language=link.language,
        about=link,
        secret=token,
    )
