"""The plan by which a grant is paid: parts that are exactly the grant, each with what makes it payable."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.domain.money import aid, holding
from grants.domain.money.terms import terms_of
from grants.enums import FunderRole, InstalmentTrigger, ParticipantRole, RegisterDirection, RegisterKind
from grants.enums.money import (
    NEVER_GIVEN,
    PAID_WHILE,
    PAYMENT_TRANSITIONS,
    STOPPABLE,
    UNPREPARED,
    AcceptanceKind,
    AwardStatus,
    PaymentStatus,
)
from grants.models import (
    Application,
    Award,
    AwardAid,
    CallFunder,
    FunderDecision,
    Instalment,
    Participant,
    Payment,
)
from portal.core.amounts import format_amount
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError
from portal.core.history import acting

CENT = Decimal("0.01")
WHOLE = 100


def split(amount: Decimal, shares: Sequence[int | None]) -> list[Decimal]:
    """Return the parts of an amount by shares of a hundred; together they are the amount, to the last cent.

    Those without a share have the rest in equal parts. Cents that rounding leaves over go to those that lost most by it.
    """
    known = sum(share or 0 for share in shares)
    open_count = sum(share is None for share in shares)
    rest = Decimal(max(WHOLE - known, 0)) / open_count if open_count else Decimal(0)
    weights = [rest if share is None else Decimal(share) for share in shares]
    total = sum(weights) or Decimal(1)
    exact = [amount * weight / total for weight in weights]
    parts = [one.quantize(CENT, ROUND_DOWN) for one in exact]
    left = int((amount - sum(parts)) / CENT)
    by_loss = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_loss[:left]:
        parts[at] += CENT
    return parts


@transaction.atomic
def build(award: Award, *, by: Any = None) -> list[Payment]:
    """Begin the life of a grant that was just decided: its plan, its state aid, and the day to accept it by.

    The plan is made of the instalments of the call, once: a grant that has its plan keeps it. Where the call's shares
    leave something open, the rest is due when the report is approved. Where the call says nothing of payment,
    everything is due when the conditions are accepted; where it asks for no acceptance, the grant runs at once. Raises
    DomainError beside ``amount`` where the grant would exceed what the law on state aid allows.
    """
    award = holding.hold(award)
    live = list(award.payments.exclude(status=PaymentStatus.CANCELLED))
    if live and sum(payment.amount for payment in live) == award.left:
        return live
    if award.status == AwardStatus.REVOKED:
        return _again(award, by)
    if award.status in NEVER_GIVEN:
        raise DomainError(
            _("The grant is “%(now)s”: revoke the decision first.") % {"now": award.get_status_display()},
            code="status",
        )
    if not award.left:
        return []
    application = holding.case_of(award)
    terms = terms_of(application.call)
    today = timezone.localdate()
    AwardAid.objects.filter(award=award).delete()
    aid.record(award, terms, by=by)
    with acting(by):
        kept = _make_room(award, live, by)
        made = Payment.objects.bulk_create(_rest(award, application, kept))
        if terms.acceptance != AcceptanceKind.NONE and award.status == AwardStatus.OFFERED:
            award.accept_by = today + timedelta(days=terms.days)
            award.save(update_fields=["accept_by"])
    holding.tell(
        award,
        RegisterKind.PAYMENT,
        lambda: _plan_in_words(len(made) + len(kept)),
        by=by,
        key=f"plan-{award.pk}-{award.version}",
    )
    happened(award, InstalmentTrigger.AWARD, on=today, by=by)
    if terms.acceptance == AcceptanceKind.NONE and award.status == AwardStatus.OFFERED:
        award = holding.hold(award)
        holding.shift(award, AwardStatus.ACCEPTED, by=by)
    if award.status in PAID_WHILE:
        happened(award, InstalmentTrigger.ACCEPTANCE, on=today, by=by)
    return list(award.payments.exclude(status=PaymentStatus.CANCELLED))


def _plan_in_words(count: int) -> str:
    words = ngettext("Payment plan with %(count)s part", "Payment plan with %(count)s parts", count)
    return words % {"count": count}


def _again(award: Award, by: Any) -> list[Payment]:
    """Begin anew with a grant that was decided anew after it was revoked."""
    award.reduced = Decimal(0)
    award.accepted_at = award.accepted_by = award.reminded_on = None
    award.accepted_name = ""
    also = ("reduced", "accepted_at", "accepted_by", "accepted_name", "reminded_on")
    holding.shift(award, AwardStatus.OFFERED, by=by, also=also)
    return build(award, by=by)


def _make_room(award: Award, live: Sequence[Payment], by: Any) -> list[Payment]:
    """Cancel the parts that nobody has prepared, and return the others. Raises DomainError where they are too much."""
    kept = [payment for payment in live if payment.status not in UNPREPARED]
    if sum((payment.amount for payment in kept), Decimal(0)) > award.left:
        raise DomainError({"amount": [_("More than this is prepared, sent or paid already.")]})
    for payment in live:
        if payment.status in UNPREPARED:
            step(lock(payment), PaymentStatus.CANCELLED, by=by)
    return kept


def _rest(award: Award, application: Application, kept: Sequence[Payment]) -> list[Payment]:
    """Return the parts that are still missing: all of them, or one with what is left."""
    if not kept:
        return _parts(award, application)
    free = award.left - sum((payment.amount for payment in kept), Decimal(0))
    if not free:
        return []
    last = kept[-1]
    return [
        Payment(
            award=award,
            position=award.payments.count(),
            trigger=InstalmentTrigger.APPROVAL,
            funder=last.funder,
            payee=last.payee,
            amount=free,
            paid_amount=free,
            currency=award.currency,
        )
    ]


def obstacle(award: Award) -> str:
    """Return why a grant cannot be taken back: something is released, with the bank, or paid; empty where nothing is."""
    gone = [PaymentStatus.RELEASED, PaymentStatus.SENT, PaymentStatus.PAID]
    if award.payments.filter(status__in=gone).exists():
        return _("Something of this grant is released or paid already: claim it back instead.")
    return ""


@transaction.atomic
def revoke(award: Award, *, by: Any) -> None:
    """Stop the plan of a grant whose decision was revoked. Raises DomainError where something is paid."""
    award = holding.hold(award)
    if sentence := obstacle(award):
        raise DomainError(sentence, code="paid")
    with acting(by):
        stop(award, by=by, note="")
        holding.shift(award, AwardStatus.REVOKED, by=by, also=("reduced",))


def stop(award: Award, *, by: Any, note: str) -> Decimal:
    """Cancel what is not in the bank's hands yet, and lower the held grant by it; return by how much.

    The caller saves ``reduced``.
    """
    stopped = Decimal(0)
    for payment in award.payments.filter(status__in=STOPPABLE):
        payment = lock(payment)
        payment.run, payment.line = None, None
        step(payment, PaymentStatus.CANCELLED, by=by, note=note, also=("run", "line"))
        stopped += payment.amount
    award.reduced += stopped
    return stopped


def _parts(award: Award, application: Application) -> list[Payment]:
    call = application.call
    instalments = list(call.instalments.select_related("funder").all())
    funders = list(call.funders.select_related("organisation").all())
    payments: list[Payment] = []
    before = award.payments.count()
    for funder, sum_of_funder in _by_funder(award, funders):
        mine = [one for one in instalments if one.funder is None or one.funder == funder]
        payee = _payee(application, funder)
        for instalment, amount in _by_instalment(sum_of_funder, mine):
            payments.append(
                Payment(
                    award=award,
                    position=before + len(payments),
                    trigger=instalment.trigger,
                    on_day=instalment.on_day,
                    note=str(instalment.notes or "")[:300],
                    funder=funder.organisation if funder else None,
                    payee=payee,
                    amount=amount,
                    paid_amount=amount,
                    currency=award.currency,
                )
            )
    return payments


def _by_funder(award: Award, funders: Sequence[CallFunder]) -> Iterable[tuple[CallFunder | None, Decimal]]:
    """Return what each funder pays: what it decided itself, else its share; one alone pays as the call's authority."""
    if len(funders) < 2:
        return [(funders[0] if funders else None, award.left)]
    halves = FunderDecision.objects.standing().filter(application=award.decision.application_id)
    decided = {half.funder_id: half.amount for half in halves if half.amount}
    if decided and sum(decided.values(), Decimal(0)) == award.left:
        return [(funder, decided[funder.pk]) for funder in funders if funder.pk in decided]
    sums = split(award.left, [funder.share for funder in funders])
    return [(funder, part) for funder, part in zip(funders, sums, strict=True) if part]


def _by_instalment(amount: Decimal, instalments: list[Instalment]) -> list[tuple[Instalment, Decimal]]:
    if not instalments:
        return [(Instalment(trigger=InstalmentTrigger.ACCEPTANCE), amount)]
    known = sum(one.share or 0 for one in instalments)
    if all(one.share is not None for one in instalments) and known < WHOLE:
        # Paid late rather than early: what the call does not speak of waits for the approval of the report.
        instalments = [*instalments, Instalment(trigger=InstalmentTrigger.APPROVAL, share=WHOLE - known)]
    sums = split(amount, [one.share for one in instalments])
    return [(one, part) for one, part in zip(instalments, sums, strict=True) if part]


def _payee(application: Application, funder: CallFunder | None) -> Participant | None:
    """Return the lead of the side that a funder pays for; None where that is the applicant, or cannot be told."""
    others = [
        one for one in application.call.funders.select_related("organisation__authority") if _pays_aside(one)
    ]
    if funder is None or funder not in others:
        return None
    leads = list(application.participants.filter(role=ParticipantRole.CO_LEAD, removed_at=None))
    names = {funder.organisation.slug, funder.organisation.acronym.lower()} - {""}
    named = [lead for lead in leads if lead.side.lower() in names]
    if len(named) == 1:
        return named[0]
    return leads[0] if len(leads) == 1 and len(others) == 1 else None


def _pays_aside(funder: CallFunder) -> bool:
    """Tell whether a funder pays for another side than the applicant's: it says so, or is another authority here."""
    authority = getattr(funder.organisation, "authority", None)
    return funder.role == FunderRole.PARTNER_FUNDER or (
        authority is not None and authority.pk != funder.call.authority_id
    )


@transaction.atomic
def happened(award: Award, trigger: InstalmentTrigger, *, on: date, by: Any) -> list[Payment]:
    """Make the parts with this trigger payable, and return them; said again, nothing is left to do.

    Parameters: ``on`` is the day on which it happened; of parts on a day, those up to it. ``by`` is a person or None.
    """
    award = holding.hold(award)
    if award.status in NEVER_GIVEN:
        return []
    waiting = award.payments.filter(status=PaymentStatus.PLANNED, trigger=trigger)
    if trigger == InstalmentTrigger.DATE:
        waiting = waiting.filter(on_day__lte=on)
    payments = [lock(payment) for payment in waiting]
    for payment in payments:
        make_payable(award, payment, on=on, by=by)
    reported = trigger in {InstalmentTrigger.REPORT, InstalmentTrigger.APPROVAL}
    if reported and award.status == AwardStatus.ACCEPTED:
        holding.shift(award, AwardStatus.RUNNING, by=by)
    return payments


def make_payable(award: Award, payment: Payment, *, on: date, by: Any, note: str = "") -> None:
    """Make one held part of a held grant payable."""
    payment.due_on = on
    step(payment, PaymentStatus.PAYABLE, by=by, note=note, also=("due_on",))
    holding.tell(
        award,
        RegisterKind.PAYMENT,
        lambda: (
            _("Part %(number)s is payable: %(sum)s")
            % {"number": holding.number_of(payment), "sum": format_amount(payment.amount, award.currency)}
        ),
        by=by,
        key=f"payable-{payment.pk}-{payment.version}",
    )


def step(payment: Payment, to: PaymentStatus, *, by: Any, note: str = "", also: tuple[str, ...] = ()) -> None:
    """Move a held payment on, and count its version up."""
    payment.version += 1
    with acting(by):
        move(payment, to=to, by=by, transitions=PAYMENT_TRANSITIONS, note=note, also=["version", *also])


@transaction.atomic
def request_part(payment: Payment, *, by: Any) -> Payment:
    """Ask for a part that is paid on request; asked again, it is the same.

    Raises NotAllowed for others than the grantee, DomainError where the part is not paid on request, was asked for
    before, or the grant is not accepted.
    """
    award = holding.hold(payment.award)
    payment = lock(payment)
    holding.require_grantee(award, by)
    if payment.status == PaymentStatus.REQUESTED:
        return payment
    if payment.trigger != InstalmentTrigger.REQUEST:
        raise DomainError(_("This part is not paid on request."), code="trigger")
    if award.status not in PAID_WHILE:
        raise DomainError(
            _("The grant is “%(now)s”: nothing is paid now.") % {"now": award.get_status_display()},
            code="status",
        )
    step(payment, PaymentStatus.REQUESTED, by=by)
    holding.tell(
        award,
        RegisterKind.PAYMENT,
        lambda: _("The grantee asks for part %(number)s") % {"number": holding.number_of(payment)},
        by=by,
        direction=RegisterDirection.IN,
    )
    return payment


@transaction.atomic
def answer_request(payment: Payment, *, granted: bool, reason: str = "", by: Any) -> Payment:
    """Make a part that was asked for payable, or refuse it with a reason; it can be asked for again then.

    Raises NotAllowed for others than officers of the authority, DomainError for a refusal without a reason.
    """
    award = holding.hold(payment.award)
    payment = lock(payment)
    holding.require_handler(award, by)
    if granted:
        make_payable(award, payment, on=timezone.localdate(), by=by)
        return payment
    said = holding.require_text(reason, "reason", _("Say why the part is not paid."))
    step(payment, PaymentStatus.PLANNED, by=by, note=said)
    holding.tell(
        award,
        RegisterKind.PAYMENT,
        lambda: (
            _("Part %(number)s is not paid now: %(reason)s")
            % {"number": holding.number_of(payment), "reason": said}
        ),
        by=by,
        direction=RegisterDirection.OUT,
    )
    return payment
