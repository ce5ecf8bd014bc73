"""What proves that commitments were kept, and which exchanges fulfil the lines of work programmes."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.multilingual import MultilingualField


@pghistory.track()
class CommitmentEvidence(models.Model):
    """An exchange or a document that proves that a commitment was kept."""

    commitment = models.ForeignKey(
        "partnerships.Commitment", on_delete=models.CASCADE, related_name="evidence"
    )
    exchange = models.ForeignKey(
        "exchanges.Exchange",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proves",
        verbose_name=_("exchange"),
    )
    document = models.ForeignKey(
        "core.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    note = MultilingualField(_("note"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(exchange=None, document__isnull=False) | Q(exchange__isnull=False, document=None),
                name="commitment_evidence_one_thing",
                violation_error_message=_(
                    "Name the exchange or the document that proves it: one of the two."
                ),
            ),
            models.UniqueConstraint(
                fields=["commitment", "exchange", "document"],
                name="commitment_evidence_once",
                nulls_distinct=False,
                violation_error_message=_("This is already named as a proof."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.exchange or self.document)


@pghistory.track()
class LineFulfilment(models.Model):
    """An exchange that fulfils a line of a work programme, in whole or in part."""

    line = models.ForeignKey(
        "partnerships.WorkProgrammeLine", on_delete=models.PROTECT, related_name="fulfilments"
    )
    exchange = models.ForeignKey(
        "exchanges.Exchange",
        on_delete=models.CASCADE,
        related_name="fulfils",
        verbose_name=_("exchange"),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "exchange"],
                name="line_fulfilment_once",
                violation_error_message=_("This exchange already fulfils the line."),
            )
        ]

    def __str__(self) -> str:
        return str(self.exchange)
