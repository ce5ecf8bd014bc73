"""The outbox: mail is a row in the business transaction first, and is sent after it."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from portal.core.enums import MessageState


class Message(models.Model):
    """One message to one address, sent exactly as composed, once."""

    key = models.CharField(max_length=200, unique=True, help_text=_("The same key is the same message."))
    to = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    # What of the text opens something to whoever reads it: kept until it is sent, and then in the mail alone.
    secret = models.CharField(max_length=200, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=10)
    attachments = models.ManyToManyField("core.Document", blank=True, related_name="+")

    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    object_id = models.BigIntegerField(null=True, blank=True)
    about = GenericForeignKey("content_type", "object_id")

    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    not_before = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["not_before", "id"], name="message_waiting", condition=Q(state=MessageState.WAITING)
            ),
            models.Index(fields=["content_type", "object_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at__isnull=True)),
                name="message_sent_at_with_sent",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
