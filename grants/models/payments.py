"""The payments of a grant, the accounts they go to, and the files that the bank is sent."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.enums import InstalmentTrigger
from grants.enums.money import AccountKind, PaymentStatus, RunStatus
from grants.models.closed_cases import OF_AWARD, closed_case_stands
from grants.models.parts_of_awards import parts_are_the_whole
from grants.querysets.money import BankAccountQuerySet, PaymentQuerySet, PaymentRunQuerySet, ReturnQuerySet
from portal.core.models import Move
from portal.core.sealed_text import SealedTextField


# Without the number itself: the history says that it was changed, by whom and when, and never what it was.
@pghistory.track(exclude=["number"])
class BankAccount(models.Model):
    """An account of a grantee, or of another side's lead: entered, then verified by somebody else against a proof.

    A change is a new row: the one before stays for the payments that went there.
    """

    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="bank_accounts")
    payee = models.ForeignKey(
        "grants.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("of"),
        help_text=_("Empty for the applicant."),
    )
    kind = models.CharField(_("kind of number"), max_length=10, choices=AccountKind)
    number = SealedTextField(_("number"))
    tail = models.CharField(_("ends with"), max_length=4)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    holder = models.CharField(_("holder of the account"), max_length=70)
    created_at = models.DateTimeField(_("entered"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refusal = models.TextField(_("why it was refused"), blank=True)
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["award", "payee"],
                condition=Q(replaced_at=None),
                nulls_distinct=False,
                name="bank_account_current_once",
                violation_error_message=_("Another account is in use here already."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("created_by")),
                name="bank_account_verified_by_another",
                violation_error_message=_("Somebody else than who entered the account has to verify it."),
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None) | Q(refused_at=None),
                name="bank_account_verified_or_refused",
                violation_error_message=_("An account is either verified or refused."),
            ),
            models.CheckConstraint(
                condition=Q(refused_at=None, refusal="") | (Q(refused_at__isnull=False) & ~Q(refusal="")),
                name="bank_account_refused_with_reason",
                violation_error_message=_("Say why the account is refused."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{act}_at": None, f"{act}_by": None})
                    | Q(**{f"{act}_at__isnull": False, f"{act}_by__isnull": False}),
                    name=f"bank_account_{act}_at_with_by",
                )
                for act in ("verified", "refused", "replaced")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ••• {self.tail}"

    @property
    def is_usable(self) -> bool:
        """Tell whether money may be sent there."""
        return self.verified_at is not None and self.replaced_at is None


@pghistory.track()
class PayingAccount(models.Model):
    """An account of an authority from which grants are paid."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="paying_accounts"
    )
    name = models.CharField(_("name of the payer"), max_length=70)
    iban = models.CharField(_("IBAN"), max_length=34)
    bic = models.CharField(_("BIC"), max_length=11)
    currency = models.CharField(_("currency"), max_length=3)
    is_closed = models.BooleanField(_("no longer in use"), default=False)

    class Meta:
        ordering = ["authority", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "iban", "currency"],
                name="paying_account_once",
                violation_error_message=_("This account is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.currency} ••• {self.iban[-4:]}"


@pghistory.track()
class PaymentRun(models.Model):
    """One payment file: released payments in one currency, from one account, on one day."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="payment_runs"
    )
    account = models.ForeignKey(PayingAccount, on_delete=models.PROTECT, related_name="runs")
    message_id = models.CharField(_("message"), max_length=35, unique=True)
    pays_on = models.DateField(_("day of payment"))
    currency = models.CharField(_("currency"), max_length=3)
    count = models.PositiveIntegerField(_("number of payments"), default=0)
    control_sum = models.DecimalField(_("control sum"), max_digits=18, decimal_places=2, default=0)
    status = models.CharField(_("status"), max_length=10, choices=RunStatus, default=RunStatus.MAKING)
    created_at = models.DateTimeField(_("begun"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PaymentRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["authority", "-id"], name="payment_run_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=RunStatus.MAKING) | Q(count__gt=0, control_sum__gt=0),
                name="payment_run_pays_something",
                violation_error_message=_("A payment file has at least one payment."),
            )
        ]

    def __str__(self) -> str:
        return self.message_id


class PaymentRunMove(Move):
    """One step of a payment file."""

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass


class PaymentReturn(models.Model):
    """An answer of the bank that was handed in: taken as a whole, or refused as a whole. Never changed."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="payment_returns"
    )
    filename = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    paid = models.PositiveIntegerField(_("paid"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    problem = models.TextField(_("why it was not taken"), blank=True)
    at = models.DateTimeField(_("when"), db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "sha256"],
                condition=Q(problem=""),
                name="payment_return_once",
                violation_error_message=_("This answer of the bank has been recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(problem="") | Q(paid=0, refused=0),
                name="payment_return_whole_or_not",
                violation_error_message=_("An answer of the bank is taken as a whole or not at all."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.filename


@pghistory.track()
class Payment(models.Model):
    """One part of a grant: when it is due, to whom it goes, who prepared and who released it, and what the bank said."""

    award = models.ForeignKey("grants.Award", on_delete=models.PROTECT, related_name="payments")
    position = models.PositiveSmallIntegerField(default=0)
    trigger = models.CharField(_("due"), max_length=12, choices=InstalmentTrigger)
    on_day = models.DateField(_("day"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    funder = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("paid by"),
        help_text=_("Empty for the authority of the call."),
    )
    payee = models.ForeignKey(
        "grants.Participant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("paid to"),
        help_text=_("Empty for the applicant."),
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("paid in"), max_length=3)
    paid_amount = models.DecimalField(_("amount paid out"), max_digits=14, decimal_places=2)
    rate = models.DecimalField(_("rate"), max_digits=14, decimal_places=8, null=True, blank=True)
    rate_on = models.DateField(_("day of the rate"), null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=200, blank=True)

    status = models.CharField(
        _("status"), max_length=10, choices=PaymentStatus, default=PaymentStatus.PLANNED
    )
    due_on = models.DateField(_("payable since"), null=True, blank=True)
    account = models.ForeignKey(
        BankAccount, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    prepared_at = models.DateTimeField(_("prepared"), null=True, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    run = models.ForeignKey(
        PaymentRun, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    line = models.CharField(
        _("line of the payment file"),
        max_length=35,
        null=True,
        blank=True,
        unique=True,
        help_text=_("Tells the bank and us which payment is meant."),
    )
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    refusal = models.CharField(_("what the bank said"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["award", "position", "id"]
        indexes = [
            models.Index(fields=["status", "due_on", "id"], name="payment_by_status"),
            models.Index(fields=["run", "id"], name="payment_of_run"),
            models.Index(fields=["on_day"], name="payment_by_day", condition=Q(status=PaymentStatus.PLANNED)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, paid_amount__gt=0),
                name="payment_more_than_zero",
                violation_error_message=_("A payment is more than zero."),
            ),
            models.CheckConstraint(
                condition=(Q(trigger=InstalmentTrigger.DATE) & Q(on_day__isnull=False))
                | (~Q(trigger=InstalmentTrigger.DATE) & Q(on_day=None)),
                name="payment_on_a_day",
                violation_error_message=_("Say on which day it is paid; only a payment on a day has one."),
            ),
            models.CheckConstraint(
                condition=Q(rate=None, rate_on=None, rate_source="", paid_amount=F("amount"))
                | (Q(rate__gt=0, rate_on__isnull=False) & ~Q(rate_source="")),
                name="payment_rate_with_source",
                violation_error_message=_("A rate is more than zero, and has its day and its source."),
            ),
            models.CheckConstraint(
                condition=Q(released_by=None)
                | (Q(prepared_by__isnull=False) & ~Q(released_by=F("prepared_by"))),
                name="payment_four_eyes",
                violation_error_message=_("Somebody else than who prepared a payment has to release it."),
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=[
                        PaymentStatus.PREPARED,
                        PaymentStatus.RELEASED,
                        PaymentStatus.SENT,
                        PaymentStatus.PAID,
                    ]
                )
                | Q(prepared_by__isnull=False, account__isnull=False),
                name="payment_prepared_with_account",
                violation_error_message=_("A payment is prepared by somebody, for an account."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PaymentStatus.RELEASED, PaymentStatus.SENT, PaymentStatus.PAID])
                | Q(released_by__isnull=False),
                name="payment_released_by_somebody",
                violation_error_message=_("A payment is released by somebody before it is sent."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PaymentStatus.SENT, PaymentStatus.PAID])
                | Q(run__isnull=False, line__isnull=False),
                name="payment_sent_in_a_run",
                violation_error_message=_("A payment is sent in a payment file."),
            ),
            models.CheckConstraint(
                condition=(Q(status=PaymentStatus.PAID) & Q(paid_on__isnull=False))
                | (~Q(status=PaymentStatus.PAID) & Q(paid_on=None)),
                name="payment_paid_on_a_day",
                violation_error_message=_("A payment that is paid has its day."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{act}_at": None, f"{act}_by": None})
                    | Q(**{f"{act}_at__isnull": False, f"{act}_by__isnull": False}),
                    name=f"payment_{act}_at_with_by",
                )
                for act in ("prepared", "released")
            ),
        ]
        triggers = [
            parts_are_the_whole("NEW.award_id", pgtrigger.Insert, "new_parts"),
            parts_are_the_whole("NEW.award_id", pgtrigger.UpdateOf("amount", "status"), "changed_parts"),
            parts_are_the_whole("OLD.award_id", pgtrigger.Delete, "removed_parts"),
            closed_case_stands(
                pgtrigger.Insert | pgtrigger.UpdateOf("amount", "status", "account_id", "paid_on", "due_on"),
                case=OF_AWARD,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.get_trigger_display()}"


class PaymentMove(Move):
    """One step of a payment."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
