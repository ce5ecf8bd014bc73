"""What a call and its envelopes have left; the database keeps both, and says no to whoever comes second."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from grants.domain import call_rules
from grants.domain.envelopes import every_rule, is_in
from grants.domain.readings import YES
from grants.enums import QuestionKind
from grants.models import (
    Answer,
    Application,
    Award,
    Call,
    CallSpending,
    Envelope,
    EnvelopeDraw,
    EnvelopeSpending,
)
from grants.rules.kinds.decisions import EarmarkAtLeast
from portal.core.amounts import format_amount
from portal.core.errors import DomainError, field_errors

BUDGET, ENVELOPE = "call_spending_within_budget", "envelope_spending_within_ceiling"


@dataclass(frozen=True)
class Draw:
    """An envelope that a grant of the application is taken from.

    ``is_capped`` says whether the envelope's sum is a limit: where at least so much goes to a purpose, more may.
    """

    envelope: Envelope
    is_capped: bool


def awarded(call: Call) -> Decimal:
    """Return the sum of the call's awards, in its currency."""
    spent = CallSpending.objects.filter(call=call).values_list("spent", flat=True).first()
    return Decimal(0) if spent is None else spent


def left_in(call: Call) -> Decimal | None:
    """Return what is left of the call's budget, in its currency; None where the call names no budget."""
    return None if call.budget is None else call.budget - awarded(call)


def draws_of(application: Application) -> list[Draw]:
    """Return the envelopes that a grant of this application is taken from: by its partners' homes, and its purposes."""
    envelopes = list(application.call.envelopes.all())
    if not envelopes:
        return []
    rules = every_rule(call_rules.asked_in(application.call))
    purposes = {rule.envelope: rule.question for rule in rules if isinstance(rule, EarmarkAtLeast)}
    values = Answer.objects.filter(application=application).values_list(
        "question__code", "question__kind", "value"
    )
    answers = list(values)
    yes = {code for code, _kind, value in answers if value == YES}
    partners = [value for _code, kind, value in answers if kind == QuestionKind.PARTNERS]
    return [
        Draw(one, is_capped=one.code not in purposes)
        for one in envelopes
        if purposes.get(one.code) in yes or (one.places and any(is_in(rows, one.places) for rows in partners))
    ]


def require_left(call: Call, amount: Decimal, *, instead_of: Decimal = Decimal(0)) -> None:
    """Raise DomainError beside ``amount`` when the call has less left; ``instead_of`` is what the grant replaces."""
    left = left_in(call)
    if left is not None and amount > left + instead_of:
        raise field_errors({"amount": _budget_sentence(call, left + instead_of)})


def require_left_in_envelopes(
    call: Call, draws: list[Draw], amount: Decimal, *, award: Award | None = None
) -> None:
    """Raise DomainError beside ``amount`` when an envelope that it is taken from has less left."""
    spent = dict(
        EnvelopeSpending.objects.filter(envelope__in=[draw.envelope.pk for draw in draws]).values_list(
            "envelope_id", "spent"
        )
    )
    own = dict(EnvelopeDraw.objects.filter(award=award).values_list("envelope_id", "amount")) if award else {}
    for draw in draws:
        ceiling = ceiling_of(draw.envelope, call)
        if not draw.is_capped or ceiling is None:
            continue
        left = ceiling - spent.get(draw.envelope.pk, Decimal(0)) + own.get(draw.envelope.pk, Decimal(0))
        if amount > left:
            sentence = _("“%(envelope)s” has %(sum)s left. Grant that much at most.")
            values = {"envelope": draw.envelope, "sum": format_amount(left, call.currency)}
            raise field_errors({"amount": sentence % values})


def ceiling_of(envelope: Envelope, call: Call) -> Decimal | None:
    """Return what an envelope holds: a sum, or a share of the call's budget where that is known."""
    if envelope.amount is not None:
        return envelope.amount
    if envelope.share is None or call.budget is None:
        return None
    return (call.budget * envelope.share / 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN")


def grant(award: Award, application: Application, call: Call) -> None:
    """Store an award and what it takes from the envelopes, in the caller's transaction.

    Raises DomainError beside ``amount`` when the call or an envelope has less left, also where somebody else was quicker.
    """
    draws = draws_of(application)
    before = Award.objects.counted().filter(pk=award.pk).first() if award.pk else None
    require_left(call, award.amount, instead_of=before.amount if before else Decimal(0))
    require_left_in_envelopes(call, draws, award.amount, award=before)
    with within_bounds(call):
        award.save()
        EnvelopeDraw.objects.filter(award=award).delete()
        # Always in the same order: two grants wait for each other's envelopes in turn.
        for draw in sorted(draws, key=lambda one: one.envelope.pk):
            EnvelopeDraw.objects.create(
                award=award, envelope=draw.envelope, amount=award.amount, is_capped=draw.is_capped
            )


@contextmanager
def within_bounds(call: Call) -> Iterator[None]:
    """Say in a sentence beside the amount what the database refuses when a budget or an envelope would be exceeded."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if name == BUDGET:
            raise field_errors({"amount": _budget_sentence(call, left_in(call) or Decimal(0))}) from error
        if name == ENVELOPE:
            raise field_errors({"amount": _("The envelope has less left than this.")}) from error
        raise


def recount() -> None:
    """Count anew what every call has granted: after rows were written past the triggers, as generated ones are."""
    CallSpending.objects.update(spent=0)
    found = (
        Award.objects.counted()
        .order_by()
        .values("decision__application__call", "decision__application__call__budget")
        .annotate(sum=Sum("amount"))
    )
    CallSpending.objects.bulk_create(
        [
            CallSpending(
                call_id=row["decision__application__call"],
                spent=row["sum"],
                budget=row["decision__application__call__budget"],
            )
            for row in found
        ],
        update_conflicts=True,
        unique_fields=["call"],
        update_fields=["spent", "budget"],
    )


@contextmanager
def budget_kept() -> Iterator[None]:
    """Say in a sentence that a call, or an envelope, holds less than what has been granted from it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if name not in {BUDGET, ENVELOPE}:
            raise
        sentence = (
            _("This is less than what has been granted from the budget already.")
            if name == BUDGET
            else _("This is less than what has been granted from the envelope already.")
        )
        raise DomainError(sentence, code="spent") from error


def _budget_sentence(call: Call, left: Decimal) -> str:
    values = {"sum": format_amount(left, call.currency)}
    return _("The call has %(sum)s left of its budget. Grant that much at most.") % values
