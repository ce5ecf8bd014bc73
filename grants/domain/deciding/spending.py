"""What a call and its envelopes have left; the database keeps both, and says no to whoever comes second."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.envelopes import drawn_by_case, is_in, purposes_of, year_of
from grants.domain.readings import YES
from grants.enums import QuestionKind
from grants.models import (
    Answer,
    Application,
    Award,
    Call,
    CallFunder,
    CallSpending,
    Envelope,
    EnvelopeDraw,
    EnvelopeSpending,
    FunderDecision,
)
from portal.core.amounts import format_amount
from portal.core.errors import DomainError, field_errors

BUDGET, ENVELOPE = "call_spending_within_budget", "envelope_spending_within_ceiling"


@dataclass(frozen=True)
class Draw:
    """An envelope that a grant of the application is taken from.

    ``is_capped`` says whether the envelope's sum is a limit: where at least so much goes to a purpose, more may.
    ``part`` is what one funder gives of the grant; None where the whole grant is taken from it.
    """

    envelope: Envelope
    is_capped: bool = True
    part: Decimal | None = None

    def of(self, amount: Decimal) -> Decimal:
        """Return what a grant of this amount takes from the envelope."""
        return amount if self.part is None else self.part


def awarded(call: Call) -> Decimal:
    """Return the sum of the call's awards, in its currency."""
    spent = CallSpending.objects.filter(call=call).values_list("spent", flat=True).first()
    return Decimal(0) if spent is None else spent


def left_in(call: Call) -> Decimal | None:
    """Return what is left of the call's budget, in its currency; None where the call names no budget."""
    return None if call.budget is None else call.budget - awarded(call)


def left_to_grant(call: Call) -> Decimal | None:
    """Return what any grant of a call may come to at most today: what is left of its budget and of envelopes for all.

    None where neither limits it.
    """
    today = timezone.localdate()
    bounds = [left_in(call)]
    for envelope in call.envelopes.filter(for_all=True, amount__isnull=False):
        spent = EnvelopeSpending.objects.filter(envelope=envelope, year=year_of(envelope, today)).first()
        bounds.append((envelope.amount or Decimal(0)) - (spent.spent if spent else Decimal(0)))
    return min((one for one in bounds if one is not None), default=None)


def draws_of(application: Application) -> list[Draw]:
    """Return the envelopes that a grant of this application is taken from.

    From those for all, by its partners' homes, by its purposes, and from what each funder pays in what that one gives.
    """
    envelopes = list(application.call.envelopes.all())
    if not envelopes:
        return []
    purposes = purposes_of(application.call)
    values = Answer.objects.filter(application=application).values_list(
        "question__code", "question__kind", "value"
    )
    answers = list(values)
    yes = {code for code, _kind, value in answers if value == YES}
    partners = [value for _code, kind, value in answers if kind == QuestionKind.PARTNERS]
    parts = _parts(application) if any(one.funder_id for one in envelopes) else {}
    draws = []
    for one in envelopes:
        if one.funder_id is not None:
            if one.funder_id in parts:
                draws.append(Draw(one, part=parts[one.funder_id]))
        elif (
            one.for_all
            or purposes.get(one.code) in yes
            or (one.places and any(is_in(rows, one.places) for rows in partners))
        ):
            draws.append(Draw(one, is_capped=one.code not in purposes))
    return draws


def _parts(application: Application) -> dict[int, Decimal]:
    """Return what each funder gives by its half of the decision, by the funder's key."""
    halves = FunderDecision.objects.standing().filter(application=application)
    return {one.funder_id: one.amount for one in halves if one.amount is not None}


def require_left(call: Call, amount: Decimal, *, instead_of: Decimal = Decimal(0)) -> None:
    """Raise DomainError beside ``amount`` when the call has less left; ``instead_of`` is what the grant replaces."""
    left = left_in(call)
    if left is not None and amount > left + instead_of:
        raise field_errors({"amount": _budget_sentence(call, left + instead_of)})


def require_left_in_envelopes(
    call: Call, draws: Sequence[Draw], amount: Decimal, *, award: Award | None = None
) -> None:
    """Raise DomainError beside ``amount`` when an envelope that it is taken from has less left."""
    keys = [draw.envelope.pk for draw in draws]
    spent: dict[tuple[int, int | None], Decimal] = {
        (envelope, year): sum
        for envelope, year, sum in EnvelopeSpending.objects.filter(envelope__in=keys).values_list(
            "envelope_id", "year", "spent"
        )
    }
    own = {one.envelope_id: one for one in EnvelopeDraw.objects.filter(award=award)} if award else {}
    today = timezone.localdate()
    for draw in draws:
        ceiling = ceiling_of(draw.envelope, call)
        if not draw.is_capped or ceiling is None:
            continue
        mine = own.get(draw.envelope.pk)
        year = mine.year if mine else year_of(draw.envelope, today)
        left = ceiling - spent.get((draw.envelope.pk, year), Decimal(0)) + (mine.amount if mine else 0)
        if draw.of(amount) > left:
            sentence = _("“%(envelope)s” has %(sum)s left. Grant that much at most.")
            values = {"envelope": draw.envelope, "sum": format_amount(left, call.currency)}
            raise field_errors({"amount": sentence % values})


def require_left_of_funder(call: Call, funder: CallFunder, amount: Decimal) -> None:
    """Raise DomainError beside ``amount`` when what a funder has paid in has less left than it is to give."""
    draws = [Draw(one, part=amount) for one in Envelope.objects.filter(call=call, funder=funder)]
    require_left_in_envelopes(call, draws, amount)


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
    today = timezone.localdate()
    with within_bounds(call):
        award.save()
        # A correction counts in the year of the grant that it corrects.
        years = dict(EnvelopeDraw.objects.filter(award=award).values_list("envelope_id", "year"))
        EnvelopeDraw.objects.filter(award=award).delete()
        # Always in the same order: two grants wait for each other's envelopes in turn.
        for draw in sorted(draws, key=lambda one: one.envelope.pk):
            envelope = draw.envelope
            EnvelopeDraw.objects.create(
                award=award,
                envelope=envelope,
                year=years.get(envelope.pk, year_of(envelope, today)),
                amount=draw.of(award.amount),
                is_capped=draw.is_capped,
            )


def redraw(envelope: Envelope) -> None:
    """Take from an envelope anew what the call's grants take, after what it is for was changed.

    Raises DomainError when that is more than it holds.
    """
    call = envelope.call
    counted = Award.objects.counted().filter(decision__application__call=call).order_by("pk")
    awards = {one.decision.application_id: one for one in counted.select_related("decision")}
    if envelope.funder_id is not None:
        halves = FunderDecision.objects.standing().filter(funder=envelope.funder_id)
        drawn = {one.application_id: one.amount for one in halves if one.amount is not None}
    else:
        amounts = {pk: award.amount for pk, award in awards.items()}
        drawn = drawn_by_case(call, amounts).get(envelope.code, {})
    is_capped = envelope.code not in purposes_of(call)
    with budget_kept():
        EnvelopeDraw.objects.filter(envelope=envelope).delete()
        EnvelopeDraw.objects.bulk_create(
            EnvelopeDraw(
                award=award,
                envelope=envelope,
                year=year_of(envelope, timezone.localdate(award.decision.decided_at)),
                amount=drawn[pk],
                is_capped=is_capped,
            )
            for pk, award in awards.items()
            if pk in drawn
        )


@contextmanager
def within_bounds(call: Call) -> Iterator[None]:
    """Say in a sentence beside the amount what the database refuses when a budget or an envelope would be exceeded."""
    with _bound_as_sentence(
        budget=lambda: field_errors({"amount": _budget_sentence(call, left_in(call) or Decimal(0))}),
        envelope=lambda: field_errors({"amount": _("The envelope has less left than this.")}),
    ):
        yield


@contextmanager
def budget_kept() -> Iterator[None]:
    """Say in a sentence that a call, or an envelope, holds less than what has been granted from it."""
    with _bound_as_sentence(
        budget=lambda: DomainError(
            _("This is less than what has been granted from the budget already."), code="spent"
        ),
        envelope=lambda: DomainError(
            _("This is less than what has been granted from the envelope already."), code="spent"
        ),
    ):
        yield


@contextmanager
def _bound_as_sentence(
    *, budget: Callable[[], DomainError], envelope: Callable[[], DomainError]
) -> Iterator[None]:
    """Raise a DomainError for the bound that the database keeps, and whatever else it refuses as it is."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        sentences = {BUDGET: budget, ENVELOPE: envelope}
        if name not in sentences:
            raise
        raise sentences[name]() from error


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


def _budget_sentence(call: Call, left: Decimal) -> str:
    values = {"sum": format_amount(left, call.currency)}
    return _("The call has %(sum)s left of its budget. Grant that much at most.") % values
