"""Delegation orders: who decides what, up to which amount, in which programme or field; and what nobody may."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums.meetings import DelegableKind
from grants.querysets.meetings import DelegationOrderQuerySet, DelegationQuerySet
from portal.accounts.enums import Role


def _period() -> Func:
    """Return the days on which a row is valid, both ends included; without an end, for good."""
    return Func(
        F("valid_from"),
        F("valid_until"),
        Value("[]"),
        function="daterange",
        output_field=DateRangeField(),
    )


def _in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
        name=name,
        violation_error_message=_("The last day lies before the first one."),
    )


@pghistory.track()
class DelegationOrder(models.Model):
    """What a body of an authority has given others to decide, for a time; adopted in one of its meetings."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="delegation_orders"
    )
    body = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("body that delegates"),
        help_text=_("The delegated decisions are reported to its next meeting."),
    )
    reference = models.CharField(
        _("paragraph"), max_length=200, help_text=_("Where it was adopted, such as 2026-12-10 § 112.")
    )
    adopted_on = models.DateField(_("adopted on"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day. Empty: until another is adopted.")
    )
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DelegationOrderQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["authority", "-valid_from"], name="delegation_order_latest")]
        constraints = [
            _in_order("delegation_order_days_in_order"),
            ExclusionConstraint(
                name="delegation_order_one_at_a_time",
                expressions=[
                    ("authority", RangeOperators.EQUAL),
                    ("body", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Another delegation order of this body is valid on some of these days. End it first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("grants:officer:delegation_order_detail", args=[self.pk])


@pghistory.track()
class DelegationFunction(models.Model):
    """A function at an authority that decides by delegation, such as the head of a unit."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="delegation_functions"
    )
    title = models.CharField(_("function"), max_length=200)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "title"],
                name="delegation_function_once",
                violation_error_message=_("This function is already named."),
            )
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class FunctionHolder(models.Model):
    """Who holds a function, from when until when; several may hold it at once (somebody stands in)."""

    function = models.ForeignKey(DelegationFunction, on_delete=models.CASCADE, related_name="holders")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["function", "valid_from", "id"]
        constraints = [
            _in_order("function_holder_days_in_order"),
            ExclusionConstraint(
                name="function_holder_once_at_a_time",
                expressions=[
                    ("function", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person holds the function on some of these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}: {self.user}"


@pghistory.track()
class Delegation(models.Model):
    """A paragraph of a delegation order: who decides what; or, reserved, what may not be delegated, and why."""

    order = models.ForeignKey(DelegationOrder, on_delete=models.PROTECT, related_name="delegations")
    programme = models.ForeignKey(
        "grants.Programme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
        help_text=_("Empty: in every programme."),
    )
    field = models.ForeignKey(
        "partnerships.FieldOfArt",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("field"),
        help_text=_("Empty: in every field."),
    )
    paragraph = models.CharField(_("paragraph"), max_length=30, help_text=_("Such as 3.2."))
    kinds = ArrayField(models.CharField(max_length=12, choices=DelegableKind), verbose_name=_("decisions"))
    role = models.CharField(_("everybody with the role"), max_length=20, choices=Role, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("this person"),
    )
    function = models.ForeignKey(
        DelegationFunction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who holds the function"),
    )
    up_to = models.DecimalField(
        _("up to"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: whatever the amount."),
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_reserved = models.BooleanField(_("may not be delegated"), default=False)
    above = models.DecimalField(
        _("reserved above"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: whatever the amount. Only for what may not be delegated."),
    )
    why = models.TextField(
        _("why"), blank=True, help_text=_("Why it may not be delegated, in a sentence that people are shown.")
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "paragraph"],
                name="delegation_paragraph_once",
                violation_error_message=_("The order has another delegation with this paragraph."),
            ),
            models.CheckConstraint(
                condition=~Q(kinds=[]),
                name="delegation_of_something",
                violation_error_message=_("Choose at least one kind of decision."),
            ),
            models.CheckConstraint(
                condition=Q(is_reserved=True, role="", user=None, function=None)
                | (
                    Q(is_reserved=False)
                    & (
                        (~Q(role="") & Q(user=None, function=None))
                        | Q(role="", user__isnull=False, function=None)
                        | Q(role="", user=None, function__isnull=False)
                    )
                ),
                name="delegation_to_one",
                violation_error_message=_(
                    "Say to whom it is delegated: a role, a person or a function, and only one of them. "
                    "What may not be delegated has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_reserved=False, above=None) | (Q(is_reserved=True, up_to=None) & ~Q(why="")),
                name="delegation_reserved_with_reason",
                violation_error_message=_(
                    "What may not be delegated has a sentence that says why, and may begin above an amount; "
                    "what is delegated may end at one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(currency="", up_to=None, above=None)
                | (Q(currency__regex=r"^[A-Z]{3}$") & (Q(up_to__isnull=False) | Q(above__isnull=False))),
                name="delegation_amount_with_currency",
                violation_error_message=_(
                    "An amount has its currency, three capital letters such as SEK, and a currency its amount."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(up_to=None) | Q(up_to__gt=0)) & (Q(above=None) | Q(above__gte=0)),
                name="delegation_amount_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            ),
            _in_order("delegation_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.paragraph
