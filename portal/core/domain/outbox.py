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
) -> Message:
    """Put one message into the outbox; the same key again changes nothing and returns the first one."""
    with transaction.atomic():
        message, created = Message.objects.get_or_create(
            key=key,
            defaults={"to": to, "subject": subject, "body": body, "language": language, "about": about},
        )
        if created:
            message.attachments.set(attachments)
            transaction.on_commit(tasks.tell_outbox)
    return message
