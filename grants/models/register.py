"""The register of a case: what came in, what went out, what was drawn up, in order."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _

from grants.enums import RegisterDirection, RegisterKind
from grants.enums.closing import ENTERED_AFTER_CLOSING
from grants.models.closed_cases import closed_case_stands
from grants.querysets.register import RegisterEntryQuerySet


class RegisterEntry(models.Model):
    """One line of a case's register: numbered within the case without gaps, never changed, never removed.

    The database keeps both: an entry has the next number of its case, and nothing of it changes afterwards but the
    ground of its confidentiality, which may be found or lifted later (and is entered when it is).
    """

    application = models.ForeignKey("grants.Application", on_delete=models.PROTECT, related_name="register")
    authority = models.ForeignKey(
        "partnerships.Authority",
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The case's authority, repeated here so that one index serves its diary."),
    )
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
        indexes = [
            models.Index(fields=["authority", "-at", "-id"], name="register_entry_diary"),
            models.Index(fields=["authority", "kind", "-at", "-id"], name="register_entry_diary_kind"),
            GinIndex(OpClass(Upper("subject"), name="gin_trgm_ops"), name="register_entry_search"),
        ]
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
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF TG_OP = 'UPDATE' THEN
                        IF to_jsonb(OLD) - 'ground' = to_jsonb(NEW) - 'ground' THEN
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;
                """,
            ),
            pgtrigger.Trigger(
                name="without_gaps",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("due", "INTEGER")],
                func="""
                    SELECT COALESCE(MAX(number), 0) + 1 INTO due FROM grants_registerentry
                    WHERE application_id = NEW.application_id;
                    IF NEW.number <> due THEN
                        RAISE EXCEPTION 'pgtrigger: the next entry of this case has the number %', due;
                    END IF;
                    RETURN NEW;
                """,
            ),
            closed_case_stands(
                pgtrigger.Insert,
                condition=~pgtrigger.Q(new__kind__in=[str(kind) for kind in ENTERED_AFTER_CLOSING]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.subject}"
