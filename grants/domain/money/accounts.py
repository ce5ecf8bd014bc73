"""The accounts of grantees: entered with a proof, verified by somebody else, and verified anew after every change."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.money import holding
from grants.domain.money.awards import send_back
from grants.domain.money.numbers import read_iban, read_number
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.money import NEVER_GIVEN, AwardStatus, PaymentStatus
from grants.models import Award, BankAccount, Participant, PayingAccount
from partnerships.models import Authority
from portal.accounts.permissions import can_edit_for
from portal.core import documents
from portal.core.domain.locking import lock
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.errors import DomainError, NotAllowed
from portal.core.files import CheckedFile
from portal.core.history import acting
from portal.core.models import Document

ON_THE_WAY = [PaymentStatus.PREPARED, PaymentStatus.RELEASED]


@transaction.atomic
def enter(
    award: Award,
    *,
    kind: str,
    number: str,
    holder: str,
    bic: str = "",
    proof: CheckedFile | None = None,
    payee: Participant | None = None,
    by: Any,
) -> BankAccount:
    """Enter the account that a grant is paid to, or another one in its place, which is verified anew.

    Payments that wait for the bank go back to be prepared. Parameters: ``payee`` is the lead of another side. Raises
    NotAllowed for others than the payee and officers of the authority that pays, DomainError beside what is not
    right, without repeating the number.
    """
    award = holding.hold(award)
    if by.pk != (payee.accepted_by_id if payee else holding.case_of(award).applicant_id):
        holding.require_verifier(award, payee, by)
    if award.status in {*NEVER_GIVEN, AwardStatus.CLOSED}:
        raise DomainError(
            _("The grant is “%(now)s”: nothing is paid now.") % {"now": award.get_status_display()},
            code="status",
        )
    said = holding.require_text(holder, "holder", _("Say in whose name the account is."))
    read = read_number(kind, number, bic)
    standing = award.bank_accounts.filter(payee=payee).current().first()
    if standing is not None:
        standing = lock(standing)
        same = (standing.kind, standing.number, standing.holder) == (kind, read.number, said[:70])
        if same and standing.refused_at is None and (proof is None or standing.verified_at is not None):
            return standing
    account = BankAccount(
        award=award, payee=payee, kind=kind, number=read.number, tail=read.tail, bic=read.bic, created_by=by
    )
    account.holder = said[:70]
    with acting(by):
        if standing is not None:
            _replace(award, standing, by)
        account.validate_constraints()
        account.save(force_insert=True)
    if proof is not None:
        _keep(account, proof, by)
    holding.tell(
        award,
        RegisterKind.PAYMENT,
        lambda: _("Account changed: it has to be verified anew") if standing else _("Account entered"),
        by=by,
        direction=RegisterDirection.IN,
    )
    return account


def _replace(award: Award, standing: BankAccount, by: Any) -> None:
    standing.replaced_at, standing.replaced_by = timezone.now(), by
    standing.save(update_fields=["replaced_at", "replaced_by"])
    for payment in award.payments.filter(account=standing, status__in=ON_THE_WAY):
        send_back(lock(payment), by=by, note=_("The account was changed."))


def _keep(account: BankAccount, proof: CheckedFile, by: Any) -> None:
    documents.store(
        account,
        kind=DocumentKind.BANK_PROOF,
        title=proof.name[:300],
        filename=proof.name,
        content=proof.file.read(),
        media_type=proof.media_type,
        confidentiality=Confidentiality.RESTRICTED,
        by=by,
    )


def proof_of(account: BankAccount) -> Document | None:
    """Return the proof that came with an account."""
    return Document.objects.of(account).filter(kind=DocumentKind.BANK_PROOF).first()


@transaction.atomic
def verify(account: BankAccount, *, by: Any) -> BankAccount:
    """Say that an account is the grantee's, as its proof shows; said again, it is the same.

    Raises NotAllowed for others than officers of the authority and for who entered it, DomainError without a proof and
    for an account that was replaced or refused.
    """
    award = holding.hold(account.award)
    account = lock(account)
    holding.require_verifier(award, account.payee, by)
    if account.verified_at is not None:
        return account
    if account.created_by_id == by.pk:
        raise NotAllowed(_("Somebody else than who entered the account has to verify it."), code="four_eyes")
    if account.replaced_at is not None or account.refused_at is not None:
        raise DomainError(_("This account is not in use any more."), code="replaced")
    if proof_of(account) is None:
        raise DomainError(
            _("There is no proof: ask the grantee for one, and verify the account then."), code="proof"
        )
    account.verified_at, account.verified_by = timezone.now(), by
    with acting(by):
        account.validate_constraints()
        account.save(update_fields=["verified_at", "verified_by"])
    holding.tell(award, RegisterKind.PAYMENT, lambda: _("Account verified against its proof"), by=by)
    return account


@transaction.atomic
def refuse(account: BankAccount, *, reason: str, by: Any) -> BankAccount:
    """Say why an account is not taken. Raises as ``verify`` does, and DomainError without a reason."""
    award = holding.hold(account.award)
    account = lock(account)
    holding.require_verifier(award, account.payee, by)
    said = holding.require_text(reason, "reason", _("Say why the account is refused."))
    if account.verified_at is not None or account.replaced_at is not None:
        raise DomainError(_("This account is verified, or not in use any more."), code="verified")
    account.refused_at, account.refused_by, account.refusal = timezone.now(), by, said
    with acting(by):
        account.validate_constraints()
        account.save(update_fields=["refused_at", "refused_by", "refusal"])
    holding.tell(
        award,
        RegisterKind.PAYMENT,
        lambda: _("Account refused: %(reason)s") % {"reason": said},
        by=by,
        direction=RegisterDirection.OUT,
    )
    return account


@transaction.atomic
def add_paying_account(authority: Authority, values: dict[str, Any], *, by: Any) -> PayingAccount:
    """Add an account that an authority pays from. Raises NotAllowed for others than its officers, DomainError."""
    if not can_edit_for(by, authority.pk):
        raise NotAllowed(_("Only officers of the authority handle its money."), code="role")
    try:
        read = read_iban(values["iban"], values.get("bic", ""))
    except DomainError as error:
        raise DomainError(
            {"iban" if field == "number" else field: said for field, said in error.message_dict.items()}
        ) from error
    if not read.bic:
        raise DomainError({"bic": [_("Write the BIC of the bank: the bank of this IBAN is not known.")]})
    account = PayingAccount(
        authority=authority,
        name=values["name"],
        iban=read.number,
        bic=read.bic,
        currency=values["currency"].upper(),
    )
    with acting(by):
        account.clean_fields(exclude=["authority"])
        account.validate_constraints()
        account.save(force_insert=True)
    return account
