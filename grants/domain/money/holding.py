"""Holding a grant still while something is done with its money, and telling the case's register of it."""

from typing import Any

from django.utils.translation import gettext as _

from grants.domain import closed, register
from grants.enums import RegisterDirection, RegisterKind
from grants.enums.money import AWARD_TRANSITIONS, AwardStatus
from grants.models import Application, Award, Participant, Payment
from grants.permissions import can_handle_money, can_release, can_settle, has_interest, is_grantee
from partnerships.models import Authority
from portal.accounts.permissions import can_edit_for
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Document


def hold(award: Award) -> Award:
    """Return a grant as it stands now, locked after its case, always in this order.

    Raises DomainError where the case is closed.
    """
    application = lock(award.decision.application)
    closed.require_not_closed(application)
    held = lock(award)
    held.decision.application = application
    return held


def case_of(award: Award) -> Application:
    """Return the case of a grant."""
    return award.decision.application


def require_handler(award: Award, by: Any) -> None:
    """Raise NotAllowed unless ``by`` handles the money of this grant and has no interest in it."""
    _require(
        can_handle_money(by, case_of(award)), award, by, _("Only officers of the authority handle its money.")
    )


def payer_of(award: Award, payment: Payment) -> Authority:
    """Return the authority that pays a part: its funder, where that is one on this portal, or else that of the case."""
    funder = Authority.objects.filter(organisation=payment.funder_id).first() if payment.funder_id else None
    return funder or case_of(award).authority


def require_payer(award: Award, payment: Payment, by: Any) -> None:
    """Raise NotAllowed unless ``by`` handles the money of the authority that pays this part, and has no interest."""
    allowed = can_edit_for(by, payer_of(award, payment).pk)
    _require(allowed, award, by, _("Only officers of the authority that pays this part handle it."))


def require_planner(award: Award, by: Any) -> None:
    """Raise NotAllowed unless ``by`` handles the money of an authority that pays of this grant, and has no interest."""
    payers = {payer_of(award, one).pk for one in award.payments.select_related("funder")}
    allowed = any(can_edit_for(by, pk) for pk in payers or {case_of(award).authority_id})
    _require(allowed, award, by, _("Only officers of the authority handle its money."))


def require_releaser(award: Award, payment: Payment, by: Any) -> None:
    """Raise NotAllowed unless ``by`` releases what the authority pays of this grant, and has no interest in it."""
    sentence = _("Only officers and decision makers of the authority release its payments.")
    _require(can_release(by, payer_of(award, payment).pk), award, by, sentence)


def require_verifier(award: Award, payee: Participant | None, by: Any) -> None:
    """Raise NotAllowed unless ``by`` looks after the account of a payee: at the case's authority, or at one that pays to it.

    The account of another side's lead is looked after by those who pay to it alone.
    """
    payments = award.payments.filter(payee=payee)
    allowed = any(can_edit_for(by, payer_of(award, payment).pk) for payment in payments)
    if payee is None or not payments:
        allowed = allowed or can_handle_money(by, case_of(award))
    _require(allowed, award, by, _("Only officers of the authority handle its money."))


def require_settler(award: Award, by: Any) -> None:
    """Raise NotAllowed unless ``by`` decides about the end of this grant and has no interest in it."""
    sentence = _("Only decision makers of the authority decide this.")
    _require(can_settle(by, case_of(award)), award, by, sentence)


def require_grantee(award: Award, by: Any) -> None:
    """Raise NotAllowed unless ``by`` is the grantee."""
    if not is_grantee(by, case_of(award)):
        raise NotAllowed(_("Only the grantee does this."), code="not_grantee")


def _require(allowed: bool, award: Award, by: Any, sentence: str) -> None:
    if not allowed:
        raise NotAllowed(sentence, code="role")
    if has_interest(by, case_of(award)):
        raise NotAllowed(
            _("You have an interest in this case: a colleague has to handle it."), code="interest"
        )


def require_text(text: str, field: str, sentence: str) -> str:
    """Return a text without what surrounds it. Raises DomainError beside ``field`` where nothing is left."""
    said = text.strip()
    if not said:
        raise DomainError({field: [sentence]})
    return said


def shift(award: Award, to: AwardStatus, *, by: Any, note: str = "", also: tuple[str, ...] = ()) -> None:
    """Move a held grant on, and count its version up."""
    award.version += 1
    move(award, to=to, by=by, transitions=AWARD_TRANSITIONS, note=note, also=["version", *also])


def tell(
    award: Award,
    kind: RegisterKind,
    subject: register.Said,
    *,
    by: Any,
    direction: RegisterDirection = RegisterDirection.DRAWN_UP,
    document: Document | None = None,
    key: str = "",
) -> None:
    """Enter an act about a grant into the register of its case, in the language of the register (``register.enter``)."""
    application = case_of(award)
    register.enter(
        application,
        kind=kind,
        direction=direction,
        subject=subject,
        by=by,
        document=document,
        counterpart="" if direction == RegisterDirection.DRAWN_UP else application.applicant_name,
        key=key,
    )


def number_of(payment: Payment) -> int:
    """Return the number of a payment within its grant, as people count."""
    return payment.position + 1
