"""Whether it is worth applying: the few facts that a call's rules need and that one knows before writing anything."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language

from grants.domain import call_rules
from grants.domain.answers import Typed, read
from grants.domain.call_rules import Asked, Finding
from grants.domain.columns import ROW_KINDS, columns_of
from grants.domain.completeness import amount_problem
from grants.domain.conditions import condition_of
from grants.domain.content import AnsweredSection, sections_with
from grants.domain.drafts import requested_amount
from grants.domain.facts import call_facts, facts_of
from grants.domain.outline import asked, requested_question, with_meaning
from grants.domain.ruling import placed
from grants.enums import Effect, Meaning, PartWanted, QuestionKind, Stage
from grants.models import Application, Call, Question
from grants.rules import Facts, Rule
from grants.rules.base import Outcome
from grants.rules.kinds.combined import Combined, EachPartner, EachPerson, EachSide

# Kinds of questions that take no writing and no papers: what one can answer before one begins.
KNOWN_BEFORE = frozenset(
    [
        QuestionKind.CHOICE,
        QuestionKind.CHOICES,
        QuestionKind.NUMBER,
        QuestionKind.MONEY,
        QuestionKind.DATE,
        QuestionKind.UNCERTAIN_DATE,
        QuestionKind.PERIOD,
        QuestionKind.YES_NO,
        QuestionKind.COUNTRY,
        QuestionKind.COUNTRIES,
        QuestionKind.DECLARATION,
        QuestionKind.PERSONS,
        QuestionKind.PARTNERS,
        QuestionKind.PLACES,
    ]
)
HOME = (Meaning.RESIDENCE, Meaning.SEAT, Meaning.SECOND_RESIDENCE)
WHEN = (Meaning.PERIOD, Meaning.START, Meaning.END)
KIND = (Meaning.APPLICANT_KIND, Meaning.LEGAL_FORM)
# What a kind of rule reads beside the fact that it is about.
ALSO_READS: Mapping[str, Sequence[str]] = {
    "applicant_kind": KIND,
    "destination_abroad": (Meaning.PLACES, *HOME),
    "people_from_elsewhere": (Meaning.PERSONS, *HOME),
    "stay_days": (Meaning.PLACES, *WHEN),
    "calculated_amount": (Meaning.REQUESTED, Meaning.PLACES, Meaning.PERSONS, *WHEN),
}
OF_APPLICANT: Mapping[str, Sequence[str]] = {
    "home_in": HOME,
    "nationality_in": (Meaning.NATIONALITY,),
    "age_between": (Meaning.BIRTH_DATE,),
}
OF_OTHERS = {
    PartWanted.EVERY_PERSON: Meaning.PERSONS,
    PartWanted.EVERY_PARTNER: Meaning.PARTNERS,
    PartWanted.LEADS: Meaning.PARTNERS,
}
LIVES_IN = ("country", "region", "residence")
LASTS = ("start", "end", "days")
# Which columns of persons, partners and places a kind of rule reads.
COLUMNS: Mapping[str, Sequence[str]] = {
    "home_in": LIVES_IN,
    "nationality_in": ("nationality",),
    "age_between": ("birth_date",),
    "students_at_most": ("is_student",),
    "partners_from_each": ("side", *LIVES_IN),
    "partner_countries": LIVES_IN,
    "one_lead": ("side", "is_lead"),
    "not_all_in": LIVES_IN,
    "associate_without_grant": ("is_associate", "requested"),
    "equal_sides": ("side", "requested"),
    "people_from_elsewhere": LIVES_IN,
    "applicant_kind": ("kind",),
    "nonprofit": ("is_nonprofit",),
    "amount_between": ("requested",),
    "destinations_in": ("country",),
    "destination_abroad": ("country",),
    "destination_countries": ("country",),
    "stay_days": LASTS,
    "same_period": LASTS,
    "length_between": LASTS,
    "period_within": LASTS,
    "calculated_amount": ("country", "is_capital", *LASTS),
    "each_side": ("side", "is_lead"),
}


class Answer(StrEnum):
    """What the check says of a rule."""

    MET = "met"
    STOPS = "stops"
    WARNS = "warns"
    OPEN = "open"
    OFFICER = "officer"
    LATER = "later"


@dataclass
class Needs:
    """The facts that rules read: by meaning, by the codes of questions, and the columns of rows."""

    meanings: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)

    def of(self, question: Question, form: Sequence[Question]) -> bool:
        """Tell whether a question of the form gives one of these facts."""
        if question.code in self.codes or (question.meaning and question.meaning in self.meanings):
            return True
        implied = [with_meaning(form, meaning) for meaning in self.meanings]
        if Meaning.REQUESTED in self.meanings:
            implied.append(requested_question(form))
        return any(one is not None and one.pk == question.pk for one in implied)


@dataclass(frozen=True)
class Result:
    """What the check says of one rule: the rule, what is against it, and the code of the question it is about."""

    answer: Answer
    sentence: str
    why: str = ""
    code: str = ""


@dataclass(frozen=True)
class Check:
    """What the check of a call asks and which rules it can answer for."""

    call: Call
    form: Sequence[Question]
    questions: Sequence[Question]
    rules: Sequence[Asked]
    asks_kind: bool

    @property
    def is_possible(self) -> bool:
        """Tell whether there is anything to ask before one begins."""
        return bool(self.questions) or self.asks_kind


def needs_of(rule: Rule, found: Needs | None = None, *, in_rows: bool = False) -> Needs:
    """Return what a rule reads, with the rules inside it.

    Parameters: ``found`` is what others read, to add to; ``in_rows`` says that the rule is asked of each row.
    """
    found = found or Needs()
    found.columns.update(_columns_read(rule))
    code = getattr(rule, "question", None)
    if code:
        found.codes.add(code)
    who = getattr(rule, "who", PartWanted.APPLICANT)
    if isinstance(rule, Combined):
        if rule.about:
            found.meanings.add(rule.about)
        each = isinstance(rule, EachPartner | EachPerson | EachSide)
        for one in rule.inside:
            needs_of(one, found, in_rows=in_rows or each)
    elif who in OF_OTHERS:
        found.meanings.add(OF_OTHERS[PartWanted(who)])
    elif not in_rows:
        found.meanings.update(_meanings_read(rule))
    return found


def _meanings_read(rule: Rule) -> Iterable[str]:
    if rule.kind in OF_APPLICANT:
        return OF_APPLICANT[rule.kind]
    if rule.kind in ALSO_READS:
        return ALSO_READS[rule.kind]
    if rule.about == Meaning.PERIOD:
        return WHEN
    return [rule.about] if rule.about else []


def _columns_read(rule: Rule) -> Iterable[str]:
    if rule.kind == "partner_count":
        return [
            *(LIVES_IN if getattr(rule, "places", ()) else ()),
            *(["kind"] if getattr(rule, "kinds", ()) else ()),
        ]
    return COLUMNS.get(rule.kind, ())


def check_of(call: Call) -> Check:
    """Return what the check of a call asks: the questions of its form whose answers the rules need and one knows before.

    Two queries. A question on which one of these depends is asked too; rows ask only what the rules read of them.
    """
    form = asked(call)
    rules = [one for one in call_rules.asked_in(call) if Stage.TYPING in one.row.stages or _is_judged(one)]
    needs = Needs()
    for one in rules:
        if not _is_judged(one):
            needs_of(one.rule, needs)
    if call.amount_min is not None or call.amount_max is not None:
        needs.meanings.add(Meaning.REQUESTED)
    wanted = {one.code for one in form if needs.of(one, form) and one.kind in KNOWN_BEFORE}
    wanted |= _deciding(wanted, form)
    questions = [_shortened(one, needs) for one in form if one.code in wanted]
    asks_kind = Meaning.APPLICANT_KIND in needs.meanings and not any(one.meaning in KIND for one in questions)
    return Check(call, form, questions, rules, asks_kind)


def _is_judged(one: Asked) -> bool:
    return one.row.effect == Effect.JUDGED


def _deciding(wanted: set[str], form: Sequence[Question]) -> set[str]:
    """Return the codes of the questions on which others depend, as far as one can answer them before."""
    by_code = {one.code: one for one in form}
    found: set[str] = set()
    waiting = list(wanted)
    while waiting:
        question = by_code[waiting.pop()]
        condition = condition_of(question)
        deciding = by_code.get(condition.code) if condition else None
        if deciding is not None and deciding.kind in KNOWN_BEFORE and deciding.code not in wanted | found:
            found.add(deciding.code)
            waiting.append(deciding.code)
    return found


def _shortened(question: Question, needs: Needs) -> Question:
    """Return a question as the check asks it: rows with what the rules read of them, and as many as one likes."""
    short = copy(question)
    short.required = True  # nothing is called optional here: everything is
    if question.kind not in ROW_KINDS:
        return short
    shape = dict(question.shape) if isinstance(question.shape, dict) else {}
    columns = [one for one in columns_of(question) if one.code in needs.columns]
    columns = columns or columns_of(question)[:1]
    short.shape = {
        **{name: value for name, value in shape.items() if name not in {"fewest", "most"}},
        "columns": [
            {"code": one.code, "kind": one.kind, "names": dict(one.names), "required": False}
            | ({"options": list(one.options)} if one.options else {})
            if one.names
            else {"code": one.code, "kind": one.kind, "required": False}
            for one in columns
        ],
    }
    return short


def results(check: Check, typed: Mapping[str, Typed], *, kind: str = "", now: datetime) -> list[Result]:
    """Return what the rules say of a few answers, in the call's order; three queries.

    Parameters: ``typed`` holds what was typed, by the questions' codes; ``kind`` is the kind of applicant where the
    form has no question for it; ``now`` is the server's clock.
    """
    sections = sections_with(check.questions, typed, currency=check.call.currency)
    facts = _facts(check, sections, typed, kind, now)
    found = [_result(one, check, facts, sections) for one in check.rules]
    bounds = amount_problem(check.call, facts.requested) if facts.requested is not None else ""
    question = requested_question(check.questions)
    if bounds:
        found.insert(0, Result(Answer.STOPS, bounds, code=question.code if question else ""))
    return found


def _facts(
    check: Check, sections: Sequence[AnsweredSection], typed: Mapping[str, Typed], kind: str, now: datetime
) -> Facts:
    call = check.call
    application = Application(call=call, authority_id=call.authority_id, language=get_language() or "en")
    answered = {
        one.question.meaning: one.reading.value
        for part in sections
        for one in part.answers
        if one.is_asked and not one.reading.is_empty
    }
    if requested_question(check.questions) is not None:
        application.requested = requested_amount(
            check.questions,
            lambda question: read(question, typed.get(question.code, ""), currency=call.currency),
        )
    facts = facts_of(application, sections, call=call_facts(call), now=now)
    if any(answered.get(one) for one in KIND):
        return facts
    # Nobody is a person because nothing was said.
    return replace(facts, applicant=replace(facts.applicant, kind=kind))


def _result(one: Asked, check: Check, facts: Facts, sections: Sequence[AnsweredSection]) -> Result:
    if _is_judged(one):
        return Result(Answer.OFFICER, one.sentence())
    verdict = one.check(facts)
    if verdict.is_met:
        # What is met because nothing was said of it is no news yet.
        return Result(Answer.MET if _can_tell(one, check) else Answer.LATER, one.sentence())
    place = placed(Finding(one, verdict), sections)
    code = place.answered.question.code if place.answered else ""
    if verdict.outcome is Outcome.UNKNOWN:
        return Result(Answer.OPEN if _can_tell(one, check) else Answer.LATER, one.sentence(), code=code)
    if not _can_tell(one, check):
        return Result(Answer.LATER, one.sentence())
    answer = Answer.STOPS if one.row.effect == Effect.BLOCKING else Answer.WARNS
    said = one.sentence()
    if verdict.why.startswith(said):
        return Result(answer, verdict.why, code=code)  # it states the rule itself, and goes on
    return Result(answer, said, verdict.why, code)


def _can_tell(one: Asked, check: Check) -> bool:
    """Tell whether the check asks anything that this rule reads."""
    needs = needs_of(one.rule)
    if check.asks_kind and Meaning.APPLICANT_KIND in needs.meanings:
        return True
    return any(needs.of(question, check.form) for question in check.questions)


def to_carry(typed: Any) -> dict[str, Typed]:
    """Return the answers of a check as a draft keeps them: those that say something."""
    return {code: value for code, value in typed.items() if value not in ("", [], {}, ["", ""])}
