"""What a call still lacks before it can be published, step by step, and what an officer had better look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from grants.domain import call_rules, windows
from grants.domain.budget_rates import CallRates
from grants.domain.outline import asked, requested_question, with_meaning
from grants.enums import BodyRole, CallStatus, Meaning, RateDay
from grants.models import Call, CallRule, Question
from grants.rules import CATALOGUE
from grants.rules.parameters import QuestionParameter
from portal.core.errors import DomainError
from portal.core.moments import say_moment

WHOLE = 100
# Said of an applicant by the register of organisations where the form does not ask.
KNOWN_WITHOUT_QUESTION = frozenset({Meaning.APPLICANT_KIND, Meaning.SEAT, Meaning.STRAND, Meaning.LEGAL_FORM})

# Facts that another answer tells as well.
TOLD_BY: Mapping[str, Sequence[str]] = {
    Meaning.PERIOD: (Meaning.PERIOD, Meaning.START, Meaning.END),
    Meaning.PERSONS: (Meaning.PERSONS, Meaning.PERSONS_COUNT),
}


class Step(Enum):
    """The steps in which a call is set up, in their order."""

    CALL = "call"
    MONEY = "money"
    WINDOWS = "windows"
    FORM = "form"
    RULES = "rules"
    ASSESSMENT = "assessment"
    PAYMENT = "payment"
    PUBLISH = "publish"

    @property
    def label(self) -> str | Promise:
        """The step in words."""
        return LABELS[self]


LABELS: dict[Step, str | Promise] = {
    Step.CALL: gettext_lazy("The call"),
    Step.MONEY: gettext_lazy("Money and funders"),
    Step.WINDOWS: gettext_lazy("Strands and windows"),
    Step.FORM: gettext_lazy("Form"),
    Step.RULES: pgettext_lazy("call", "Rules"),
    Step.ASSESSMENT: gettext_lazy("Assessment and decision"),
    Step.PAYMENT: gettext_lazy("Payment and duties"),
    Step.PUBLISH: gettext_lazy("Check and publish"),
}


@dataclass(frozen=True)
class Gap:
    """Something that is missing or doubtful: in which step, in a sentence, and whether it stops the publishing."""

    step: Step
    sentence: str
    stops: bool = True


def gaps_of(call: Call) -> list[Gap]:
    """Return everything that is missing or doubtful in a call, in the order of the steps."""
    questions = asked(call)
    rows = list(call.rules.all())
    found = [
        *_texts(call),
        *_money(call),
        *_windows(call),
        *_form(questions),
        *_rules(call, rows, questions),
        *_assessment(call),
        *_payment(call),
    ]
    order = list(Step)
    return sorted(found, key=lambda gap: (order.index(gap.step), not gap.stops))


def stopping(call: Call) -> list[Gap]:
    """Return what has to be put right before the call can be published."""
    return [gap for gap in gaps_of(call) if gap.stops]


def _texts(call: Call) -> Iterator[Gap]:
    missing = [code for code in call.languages if not call.names.get(code)]
    if missing:
        sentence = _("The call has no title in these of its languages: %(codes)s.")
        yield Gap(Step.CALL, sentence % {"codes": ", ".join(missing)})
    if not call.languages:
        yield Gap(Step.CALL, _("Say in which languages one can apply."))
    if not call.purpose and not call.summary:
        yield Gap(Step.CALL, _("Nothing says what the call is for."), stops=False)


def _money(call: Call) -> Iterator[Gap]:
    shares = [funder.share for funder in call.funders.all()]
    known = [share for share in shares if share is not None]
    if known and len(known) == len(shares) and sum(known) != WHOLE:
        sentence = _("The shares of the funders come to %(sum)s %%, not to the whole.")
        yield Gap(Step.MONEY, sentence % {"sum": sum(known)}, stops=False)
    rates = CallRates(call)
    for currency in rates.offered if call.rate_day != RateDay.PUBLISHED else []:
        rate, problem = rates.rate_of(currency, "")
        if rate is None:
            yield Gap(Step.MONEY, problem, stops=False)
    if call.budget is None:
        yield Gap(Step.MONEY, _("The call has no budget: nothing stops granting too much."), stops=False)


def _windows(call: Call) -> Iterator[Gap]:
    if call.opens_at is None or call.closes_at is None:
        yield Gap(Step.WINDOWS, _("Say when the call opens and closes before you publish it."))
    for window in call.windows.all():
        try:
            moments = windows.moments_of(window, call)
        except DomainError as error:
            if error.code != "start":
                yield Gap(Step.WINDOWS, f"{window}: {' '.join(error.messages)}", stops=False)
            continue
        if call.closes_at is not None and moments.closes[-1] > call.closes_at:
            sentence = _(
                "A deadline (%(moment)s) is later than the closing of the call: nobody could use it."
            )
            yield Gap(
                Step.WINDOWS,
                sentence % {"moment": say_moment(moments.closes[-1], call.time_zone)},
                stops=False,
            )
        if (
            window.has_batches
            and window.strand_id is None
            and call.closes_at is not None
            and moments.closes[-1] < call.closes_at
        ):
            sentence = _(
                "The call is still open when its last batch has closed (%(moment)s). Let it close then."
            )
            yield Gap(Step.WINDOWS, sentence % {"moment": say_moment(moments.closes[-1], call.time_zone)})
    for sentence in collision_sentences(call):
        yield Gap(Step.WINDOWS, sentence, stops=False)


def collision_sentences(call: Call) -> list[str]:
    """Return a sentence for each other call of the authority that closes on the same day."""
    return [
        _("“%(call)s” closes on the same day (%(moment)s). Many will hand in at once.")
        % {"call": other.names, "moment": say_moment(other.closes_at, call.time_zone)}
        for other in windows.collisions(call)
        if other.closes_at is not None
    ]


def _form(questions: Sequence[Question]) -> Iterator[Gap]:
    if not questions:
        yield Gap(Step.FORM, _("The form asks nothing yet. Add a question before you publish it."))


def _rules(call: Call, rows: Sequence[CallRule], questions: Sequence[Question]) -> Iterator[Gap]:
    codes = {question.code for question in questions}
    held = {envelope.code for envelope in call.envelopes.all()}
    for outlined in call_rules.outline_of(rows):
        for one in outlined.walk():
            if one.problem:
                yield Gap(Step.RULES, f"“{one.words}”: {one.problem}")
                continue
            for name, parameter in CATALOGUE[one.row.kind].parameters().items():
                code = one.row.parameters.get(name)
                if not isinstance(parameter, QuestionParameter) or not code:
                    continue
                if name == "envelope" and code not in held:
                    sentence = _("“%(rule)s” names money set aside that the call no longer has (%(code)s).")
                    yield Gap(Step.RULES, sentence % {"rule": one.words, "code": code})
                elif name != "envelope" and code not in codes:
                    sentence = _("“%(rule)s” names a question that the form no longer has (%(code)s).")
                    yield Gap(Step.RULES, sentence % {"rule": one.words, "code": code})
        yield from _unasked(outlined, questions)


def _unasked(outlined: "call_rules.Outlined", questions: Sequence[Question]) -> Iterator[Gap]:
    """Tell of a rule whose fact no question asks for: it would stay unknown for ever."""
    about = CATALOGUE[outlined.row.kind].about if outlined.row.kind in CATALOGUE else ""
    if about not in Meaning.values or about in KNOWN_WITHOUT_QUESTION:
        return
    if not any(_tells(questions, fact) for fact in TOLD_BY.get(about, (about,))):
        sentence = _("“%(rule)s” asks for “%(fact)s”, and no question of the form is marked as telling that.")
        words = {"rule": outlined.words, "fact": Meaning(about).label}
        yield Gap(Step.RULES, sentence % words, stops=False)


def _tells(questions: Sequence[Question], fact: str) -> bool:
    if fact == Meaning.REQUESTED:
        return requested_question(questions) is not None
    return with_meaning(questions, fact) is not None


def _assessment(call: Call) -> Iterator[Gap]:
    weights = [one.weight for one in call.scored_criteria.all() if not one.is_preference]
    known = [weight for weight in weights if weight is not None]
    if known and (len(known) < len(weights) or sum(known) != WHOLE):
        sentence = _("The weights of the criteria come to %(sum)s %%, not to the whole.")
        yield Gap(Step.ASSESSMENT, sentence % {"sum": sum(known)}, stops=False)
    if not any(body.role == BodyRole.DECIDES for body in call.bodies.all()):
        yield Gap(Step.ASSESSMENT, _("Nothing says who decides."), stops=False)


def _payment(call: Call) -> Iterator[Gap]:
    sums: dict[int | None, int] = {}
    unknown: set[int | None] = set()
    for instalment in call.instalments.all():
        if instalment.share is None:
            unknown.add(instalment.funder_id)
        sums[instalment.funder_id] = sums.get(instalment.funder_id, 0) + (instalment.share or 0)
        if instalment.on_day is not None and instalment.on_day.year < call.year:
            yield Gap(Step.PAYMENT, _("An instalment is due before the year of the call."), stops=False)
    for funder, total in sums.items():
        if total != WHOLE and funder not in unknown:
            sentence = _("The instalments come to %(sum)s %% of the grant.")
            yield Gap(Step.PAYMENT, sentence % {"sum": total}, stops=False)


def is_running(call: Call, now: datetime) -> bool:
    """Tell whether applicants may be relying on the call's closing: it is published and has opened."""
    return call.status == CallStatus.PUBLISHED and call.opens_at is not None and call.opens_at <= now
