"""Versions of an agreement's text, and who accepted which."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.enums import VersionReason
from partnerships.querysets.agreement_texts import AgreementVersionQuerySet


class AgreementVersion(models.Model):
    """All articles of an agreement as they stood at one moment. Never changed, never removed."""

    agreement = models.ForeignKey(
        "partnerships.Agreement", on_delete=models.PROTECT, related_name="text_versions"
    )
    number = models.PositiveIntegerField(_("number"))
    reason = models.CharField(_("reason"), max_length=10, choices=VersionReason, default=VersionReason.KEPT)
    note = models.CharField(_("note"), max_length=300, blank=True)
    # [{"article": primary key, "number": "3 a", "headings": {"sv": …}, "texts": {"sv": …}}], in the text's order
    articles = models.JSONField(_("articles"))
    text_hash = models.CharField(_("checksum"), max_length=64)
    created_at = models.DateTimeField(_("kept"), db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AgreementVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of the text")
        verbose_name_plural = _("versions of the text")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="agreement_version_once",
                violation_error_message=_("This version of the text already exists."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="agreement_version_counts_from_one",
                violation_error_message=_("Versions of a text are counted from 1."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Version %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        page = reverse("partnerships:officer:agreement_read", args=[self.agreement.slug])
        return f"{page}?version={self.number}"


@pghistory.track()
class VersionAcceptance(models.Model):
    """One party's word that it accepts one version of the text; it holds while the text is still that one."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="acceptances")
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="accepted_versions"
    )
    # Where the party has no account: what the holder's officer records, from whom and how it was said.
    note = models.TextField(_("how it was said"), blank=True)
    accepted_at = models.DateTimeField(_("accepted"), db_default=Now())
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = _("acceptance")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"],
                name="version_acceptance_once",
                violation_error_message=_("This party has accepted this version already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.organisation}"
