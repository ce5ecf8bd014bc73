"""Mail leaves through the outbox: composed with the business, sent after it."""

from collections.abc import Iterable

from django.db import models, transaction

from portal.core import tasks
from portal.core.models import Document, Message


def post(
    *,
    key: str,
    to: str,
    subject: str,
    body: str,
    language: str,
    about: models.Model | None = None,
    attachments: Iterable[Document] = (),
    secret: str = "",
) -> Message:
    """Put one message into the outbox; the same key again changes nothing and returns the first one.

    Parameters: ``secret`` is a part of the body that opens something to whoever reads it, such as the token of a link;
    it is taken out of the row once the mail is on its way, or has failed for good.
    """
    with transaction.atomic():
        message, created = Message.objects.get_or_create(
            key=key,
            defaults={
                "to": to,
                "subject": subject,
                "body": body,
                "language": language,
                "about": about,
                "secret": secret,
            },
        )
        if created:
            message.attachments.set(attachments)
            transaction.on_commit(tasks.tell_outbox)
    return message
