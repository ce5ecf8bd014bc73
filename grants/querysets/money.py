"""Reading payments, accounts, payment files and repayments: by those who read the case for its authority."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from grants.enums.money import NEVER_GIVEN, RepaymentStatus
from portal.accounts.permissions import edits, reads

if TYPE_CHECKING:
    from grants.models import (  # noqa: F401  (types of the querysets below)
        AwardAid,
        BankAccount,
        Payment,
        PaymentReturn,
        PaymentRun,
        Repayment,
    )

_CASE = "award__decision__application"


def paid_by(authorities: Sequence[int]) -> Q:
    """Return what keeps the parts that these authorities pay: their own of joint calls, and those of their own cases.

    What another authority on this portal gives of a grant, that authority pays.
    """
    theirs = Q(**{f"{_CASE}__authority__in": authorities})
    return Q(funder__authority__in=authorities) | (Q(funder__authority=None) & theirs)


class PaymentQuerySet(models.QuerySet["Payment"]):
    """The parts of grants."""

    def visible_to(self, user: Any) -> PaymentQuerySet:
        """Keep those of the cases that the user reads for an authority or helps to pay for, and of the user's own."""
        if not user.is_authenticated:
            return self.none()
        own = Q(**{f"{_CASE}__applicant": user})
        authorities = reads(user)
        if not authorities:
            return self.filter(own)
        theirs = Q(**{f"{_CASE}__authority__in": authorities}) | Q(funder__authority__in=authorities)
        return self.filter(own | theirs)

    def paid_to(self, user: Any) -> PaymentQuerySet:
        """Keep those that go to the user as the lead of another side."""
        return self.filter(payee__accepted_by=user, payee__removed_at=None)

    def paid_by(self, authorities: Sequence[int]) -> PaymentQuerySet:
        """Keep those that these authorities pay."""
        return self.filter(paid_by(authorities))

    def for_list(self) -> PaymentQuerySet:
        """Return what the lists of payments show, without any account's number."""
        return (
            self.select_related(
                f"{_CASE}__call", "account", "funder__authority", "payee", "run", "prepared_by", "released_by"
            )
            .defer("account__number", f"{_CASE}__content", f"{_CASE}__search_text")
            .fetch_mode(models.FETCH_RAISE)
        )


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    """The accounts of grantees."""

    def visible_to(self, user: Any) -> BankAccountQuerySet:
        """Keep those of the cases that the user reads for an authority or helps to pay for, and of the user's own."""
        if not user.is_authenticated:
            return self.none()
        own = Q(payee=None, **{f"{_CASE}__applicant": user}) | Q(payee__accepted_by=user)
        authorities = reads(user)
        return self.filter(own | Q(**{f"{_CASE}__authority__in": authorities}) | _paid_to_by(authorities))

    def verified_by(self, user: Any) -> BankAccountQuerySet:
        """Keep those whose full number the user sees: who verifies them, and pays to them, for an authority."""
        authorities = edits(user)
        applicants = Q(payee=None, **{f"{_CASE}__authority__in": authorities})
        return self.filter(applicants | _paid_to_by(authorities))

    def current(self) -> BankAccountQuerySet:
        """Keep those in use."""
        return self.filter(replaced_at=None)


def _paid_to_by(authorities: Sequence[int]) -> Q:
    """Return what keeps the accounts to which one of these authorities pays a part."""
    parts = apps.get_model("grants", "Payment")._default_manager.filter(
        paid_by(authorities), award=OuterRef("award")
    )
    applicants = Q(payee=None) & Exists(parts.filter(payee=None))
    return applicants | Exists(parts.filter(payee=OuterRef("payee")))


class PaymentRunQuerySet(models.QuerySet["PaymentRun"]):
    """Payment files."""

    def visible_to(self, user: Any) -> PaymentRunQuerySet:
        """Keep those of the authorities that the user reads for."""
        return self.filter(authority__in=reads(user))


class ReturnQuerySet(models.QuerySet["PaymentReturn"]):
    """Answers of banks."""

    def visible_to(self, user: Any) -> ReturnQuerySet:
        """Keep those of the authorities that the user reads for."""
        return self.filter(authority__in=reads(user))


class RepaymentQuerySet(models.QuerySet["Repayment"]):
    """Money claimed back."""

    def visible_to(self, user: Any) -> RepaymentQuerySet:
        """Keep those of the cases that the user reads for an authority, and of the user's own."""
        if not user.is_authenticated:
            return self.none()
        own = Q(**{f"{_CASE}__applicant": user})
        return self.filter(own | Q(**{f"{_CASE}__authority__in": reads(user)}))

    def still_owed(self) -> RepaymentQuerySet:
        """Keep what is neither paid back nor written off."""
        return self.filter(status=RepaymentStatus.DEMANDED)


class AwardAidQuerySet(models.QuerySet["AwardAid"]):
    """State aid in grants."""

    def visible_to(self, user: Any) -> AwardAidQuerySet:
        """Keep those of the authorities that the user reads for."""
        return self.filter(**{f"{_CASE}__authority__in": reads(user)})

    def given(self) -> AwardAidQuerySet:
        """Leave out what was declined, or never accepted."""
        return self.exclude(award__status__in=NEVER_GIVEN)
