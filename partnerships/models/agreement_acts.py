"""What happens to an agreement after its signing: the acts on it, and the periods it is valid for."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from partnerships.enums import AgreementActKind, PeriodBasis
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField


@pghistory.track()
class AgreementAct(models.Model):
    """One act on a signed agreement: it is extended, amended, joined, left, given notice, or succeeded by another."""

    agreement = models.ForeignKey("partnerships.Agreement", on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(_("kind"), max_length=20, choices=AgreementActKind)
    party = models.ForeignKey(
        "partnerships.AgreementParty",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="acts",
        verbose_name=_("party"),
    )
    other_party = models.ForeignKey(
        "partnerships.AgreementParty",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("other party"),
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    other_agreement = models.ForeignKey(
        "partnerships.Agreement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="acts_elsewhere",
        verbose_name=_("agreement"),
    )
    document = models.ForeignKey(
        "core.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    withdraws = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrawn_by",
        verbose_name=_("withdraws the notice"),
    )

    decided = UncertainDateField(_("decided"), null=True, blank=True)
    effective = UncertainDateField(_("from when"), null=True, blank=True)
    previous_end = UncertainDateField(_("end before"), null=True, blank=True)
    new_end = UncertainDateField(_("new end"), null=True, blank=True)
    what = MultilingualField(_("what changes"), blank=True, long=True)
    article_numbers = models.CharField(_("which articles"), max_length=200, blank=True)
    renewal_months = models.PositiveSmallIntegerField(
        _("renewed tacitly for (months)"), null=True, blank=True
    )
    notice_months = models.PositiveSmallIntegerField(_("notice period in months"), null=True, blank=True)
    applied = models.BooleanField(default=True, editable=False, help_text=_("Its terms hold already."))
    note = models.TextField(_("note"), blank=True)

    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        indexes = [
            models.Index(
                fields=["effective_latest"], condition=Q(applied=False), name="agreement_act_to_apply"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(other_agreement=None) | ~Q(other_agreement=F("agreement")),
                name="agreement_act_names_another",
                violation_error_message=_("An agreement cannot succeed or amend itself. Choose another one."),
            ),
            models.CheckConstraint(
                condition=Q(other_party=None) | ~Q(other_party=F("party")),
                name="agreement_act_of_two_parties",
                violation_error_message=_("A party cannot merge with itself. Choose two parties."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


@pghistory.track()
class AgreementPeriod(models.Model):
    """A period an agreement is valid for: the first as agreed, and each renewal or extension after it."""

    agreement = models.ForeignKey("partnerships.Agreement", on_delete=models.CASCADE, related_name="periods")
    number = models.PositiveSmallIntegerField(_("number"))
    basis = models.CharField(_("basis"), max_length=10, choices=PeriodBasis)
    act = models.ForeignKey(
        AgreementAct, on_delete=models.PROTECT, null=True, blank=True, related_name="periods"
    )
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    begins = UncertainDateField(_("begins"), null=True, blank=True)
    ends = UncertainDateField(_("ends"), null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["agreement", "number"]
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="agreement_period_once",
                violation_error_message=_("This period has been recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(begins_earliest=None)
                | Q(ends_latest=None)
                | Q(ends_latest__gte=F("begins_earliest")),
                name="agreement_period_ends_after_it_begins",
                violation_error_message=_("The period ends before it begins: check both dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_basis_display()}"
