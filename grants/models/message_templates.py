"""Message templates: what an authority's officers write again and again, once in each language."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.querysets.casework import MessageTemplateQuerySet
from portal.core.multilingual.fields import MultilingualField


@pghistory.track()
class MessageTemplate(models.Model):
    """A text for messages to applicants, in the languages of the authority, with places for what differs."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="message_templates"
    )
    name = models.CharField(_("name of the template"), max_length=100)
    texts = MultilingualField(
        _("text"),
        long=True,
        help_text=_(
            "These are filled in: {name}, {diary_number}, {title}, {call}, {deadline}, {authority}, {officer}."
        ),
    )
    retired_at = models.DateTimeField(_("taken out of use"), null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = MessageTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"],
                condition=Q(retired_at=None),
                name="message_template_named_once",
                violation_error_message=_("There is a template of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_by=None)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
                name="message_template_retired_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return self.name
