"""The register of a case: what came in, what went out, what was drawn up, in order."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.enums import RegisterDirection, RegisterKind
from grants.querysets.register import RegisterEntryQuerySet


class RegisterEntry(models.Model):
    """One line of a case's register: numbered within the case without gaps, never changed, never removed."""

    application = models.ForeignKey("grants.Application", on_delete=models.PROTECT, related_name="register")
    number = models.PositiveIntegerField(_("number"))
    direction = models.CharField(_("direction"), max_length=10, choices=RegisterDirection)
    kind = models.CharField(_("kind"), max_length=20, choices=RegisterKind)
    subject = models.CharField(_("what it is about"), max_length=300)
    counterpart = models.CharField(
        _("from or to"), max_length=300, blank=True, help_text=_("Empty for what was drawn up.")
    )
    document = models.ForeignKey(
        "core.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    ground = models.CharField(
        _("ground of confidentiality"),
        max_length=300,
        blank=True,
        help_text=_("The law and its section; empty where the entry is open to everybody."),
    )
    key = models.CharField(
        max_length=80,
        blank=True,
        help_text=_("Tells an act that is entered twice from two acts; empty where it is not needed."),
    )
    at = models.DateTimeField(_("when"), db_default=Now())
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for what the portal did by its own clock."),
    )

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        ordering = ["application", "number"]
        verbose_name_plural = "register entries"
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="register_entry_number_once"),
            models.UniqueConstraint(
                fields=["application", "kind", "key"], condition=~Q(key=""), name="register_entry_key_once"
            ),
            models.CheckConstraint(
                condition=~Q(subject=""),
                name="register_entry_says_what",
                violation_error_message=_("Say what the entry is about."),
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="register_entry_number_from_one"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.number}. {self.subject}"
