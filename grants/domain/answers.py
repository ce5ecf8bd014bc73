"""What applicants have typed, as the portal understands it: kept as typed, read anew whenever it is shown."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grants.domain.budgets import NO_BUDGET, Budget, read_budget
from grants.enums import QuestionKind
from grants.models import Question
from portal.core.amounts import AmountError, format_amount, format_number, parse_amount
from portal.core.uncertain import UncertainDate, UncertainValueError, parse_date

# A text, or a list of texts, or a budget's rows of [side, what, amount]: JSON in every case.
type Typed = str | list[Any]

SHORT_TEXT_LENGTH = 300
LONGEST_TYPED = 100_000
YES, NO = "yes", "no"
# Characters that PostgreSQL cannot hold in JSON or that nobody can see; line breaks and tabs stay.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Reading:
    """An answer as understood: its value, how people read it, and what is wrong with it, in a sentence."""

    value: Any = None
    shown: str = ""
    problem: str = ""
    is_empty: bool = False


EMPTY = Reading(is_empty=True)


def count_characters(text: str) -> int:
    """Count the characters of a text as the form's counter does in the browser.

    A line break is one character however the browser sends it, an emoji or a letter with its accent is one too:
    Unicode code points after composition (NFC), not UTF-16 units or bytes.
    """
    return len(unicodedata.normalize("NFC", text.replace("\r\n", "\n")))


def tidy(typed: Typed) -> Typed:
    """Return what is kept of what was posted: the same text, with the browser's line breaks as one character."""
    if isinstance(typed, list):
        return [tidy(part) for part in typed]
    return _INVISIBLE.sub("", str(typed).replace("\r\n", "\n"))


def digest(typed: Typed) -> str:
    """Return a short fingerprint of a typed answer, by which a page says which text it began from."""
    canonical = json.dumps(typed, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def nothing(kind: str) -> Typed:
    """Return what an unanswered question of this kind has typed in it."""
    return [] if kind in {QuestionKind.CHOICES, QuestionKind.BUDGET, QuestionKind.FILE} else ""


def options_of(question: Question, *, language: str | None = None) -> list[tuple[str, str]]:
    """Return the codes of a question's options with their words in the language (default: the active one)."""
    language = language or get_language() or "en"
    found = []
    for option in question.options:
        words = option.get("names", {})
        text = words.get(language) or words.get("en") or next(iter(words.values()), option["code"])
        found.append((option["code"], text))
    return found


def read(question: Question, typed: Typed, *, currency: str) -> Reading:
    """Understand one answer as typed, in the active language: "1.234" is not everywhere the same number.

    Parameters: ``currency`` is the call's ISO 4217 code. A problem is a sentence that says what to do; whether the
    question must be answered at all is ``problem_of``'s business.
    """
    return _READERS[QuestionKind(question.kind)](question, typed, currency)


def problem_of(question: Question, reading: Reading) -> str:
    """Return what stands against handing this answer in; empty when nothing does."""
    if reading.is_empty:
        return str(_missing(question)) if question.required else ""
    return reading.problem


def _missing(question: Question) -> str:
    if question.kind == QuestionKind.CHOICE:
        return _("Choose one of the answers.")
    if question.kind == QuestionKind.CHOICES:
        return _("Choose at least one of the answers.")
    if question.kind == QuestionKind.YES_NO:
        return _("Answer yes or no.")
    if question.kind == QuestionKind.FILE:
        return _("Add a file.")
    if question.kind == QuestionKind.BUDGET:
        return _("Fill in the budget.")
    if question.kind == QuestionKind.DECLARATION:
        return _("Confirm this to hand in the application.")
    if question.kind == QuestionKind.MONEY:
        return _("Write an amount.")
    if question.kind in {QuestionKind.DATE, QuestionKind.UNCERTAIN_DATE}:
        return _("Write a date.")
    return _("Answer this question.")


def _stripped(typed: Typed) -> str:
    return typed.strip() if isinstance(typed, str) else ""


def _text(question: Question, typed: Typed, currency: str) -> Reading:
    text = _stripped(typed)
    if not text:
        return EMPTY
    limit = question.max_length or (SHORT_TEXT_LENGTH if question.kind == QuestionKind.SHORT_TEXT else None)
    # Counted as typed, blanks at the ends included: the counter under the field does the same.
    length = count_characters(str(typed))
    if limit and length > limit:
        problem = ngettext(
            "Shorten this text: it is %(over)s character too long (%(length)s of %(limit)s).",
            "Shorten this text: it is %(over)s characters too long (%(length)s of %(limit)s).",
            length - limit,
        ) % {"over": length - limit, "length": length, "limit": limit}
        return Reading(text, text, problem)
    return Reading(text, text)


def _choice(question: Question, typed: Typed, currency: str) -> Reading:
    if not typed:
        return EMPTY
    words = dict(options_of(question))
    if not isinstance(typed, str) or typed not in words:
        return Reading(None, str(typed), _("This answer is no longer offered. Choose one of the others."))
    return Reading(typed, words[typed])


def _choices(question: Question, typed: Typed, currency: str) -> Reading:
    chosen = typed if isinstance(typed, list) else [typed]
    chosen = [code for code in chosen if code]
    if not chosen:
        return EMPTY
    words = dict(options_of(question))
    known = [code for code in words if code in chosen]
    shown = ", ".join(words[code] for code in known)
    if len(known) < len(set(chosen)):
        return Reading(
            known, shown, _("One of these answers is no longer offered. Look at your choice again.")
        )
    return Reading(known, shown)


def _yes_no(question: Question, typed: Typed, currency: str) -> Reading:
    if typed == YES:
        return Reading(True, _("Yes"))
    if typed == NO:
        return Reading(False, _("No"))
    return EMPTY


def _declaration(question: Question, typed: Typed, currency: str) -> Reading:
    return Reading(True, _("Confirmed")) if typed == YES else EMPTY


def _number(question: Question, typed: Typed, currency: str) -> Reading:
    text = _stripped(typed)
    if not text:
        return EMPTY
    try:
        value = parse_amount(text, allow_negative=True)
    except AmountError:
        return Reading(
            None,
            text,
            _("“%(typed)s” is no number. Write it in figures, such as 12 or 12,5.") % {"typed": text},
        )
    return Reading(str(value), format_number(value))


def _money(question: Question, typed: Typed, currency: str) -> Reading:
    text = _stripped(typed)
    if not text:
        return EMPTY
    try:
        value = parse_amount(text)
    except AmountError as error:
        return Reading(None, text, str(error))
    return Reading(str(value), format_amount(value, currency))


def _date(question: Question, typed: Typed, currency: str) -> Reading:
    reading = _uncertain_date(question, typed, currency)
    if reading.value is None or UncertainDate(reading.value).is_exact:
        return reading
    return Reading(
        None, str(typed).strip(), _("Write the day, month and year, such as 2027-03-15 or 15 March 2027.")
    )


def _uncertain_date(question: Question, typed: Typed, currency: str) -> Reading:
    text = _stripped(typed)
    if not text:
        return EMPTY
    try:
        value = parse_date(text)
    except UncertainValueError as error:
        return Reading(None, text, str(error))
    return Reading(value.edtf, value.describe())


def _link(question: Question, typed: Typed, currency: str) -> Reading:
    text = _stripped(typed)
    if not text:
        return EMPTY
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return Reading(
            None, text, _("“%(typed)s” is no web address. Write it as https://example.org.") % {"typed": text}
        )
    return Reading(address, address)


def _file(question: Question, typed: Typed, currency: str) -> Reading:
    """The names of the files that lie with this question; the caller hands them in as what was typed."""
    names = [str(name) for name in typed] if isinstance(typed, list) else []
    return Reading(names, ", ".join(names)) if names else EMPTY


def _budget(question: Question, typed: Typed, currency: str) -> Reading:
    budget: Budget = read_budget(typed) if isinstance(typed, list) else NO_BUDGET
    if budget.is_empty:
        return EMPTY
    shown = _("Costs %(costs)s, financing %(income)s") % {
        "costs": format_amount(budget.costs, currency),
        "income": format_amount(budget.income, currency),
    }
    return Reading(budget, shown, budget.problem)


_READERS: dict[QuestionKind, Callable[[Question, Typed, str], Reading]] = {
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.NUMBER: _number,
    QuestionKind.MONEY: _money,
    QuestionKind.DATE: _date,
    QuestionKind.UNCERTAIN_DATE: _uncertain_date,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.LINK: _link,
    QuestionKind.FILE: _file,
    QuestionKind.BUDGET: _budget,
    QuestionKind.DECLARATION: _declaration,
}
