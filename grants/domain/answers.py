"""What applicants have typed, as the portal understands it: kept as typed, read anew whenever it is shown."""

import hashlib
import json
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from grants.domain.budget_rates import shape_of
from grants.domain.budget_reading import read_budget
from grants.domain.budgets import Budget
from grants.domain.columns import ROW_KINDS
from grants.domain.counting import INVISIBLE, count_characters, count_words, length_problem
from grants.domain.countries import offered
from grants.domain.readings import EMPTY, NO, YES, Reading, Typed, stripped, texts, words_of
from grants.domain.row_answers import read_row_answer
from grants.enums import CountIn, QuestionKind
from grants.models import Question
from portal.core import rich_text
from portal.core.amounts import AmountError, format_amount, format_number, parse_amount
from portal.core.uncertain import UncertainDate, UncertainValueError, parse_date

__all__ = [
    "EMPTY",
    "NO",
    "YES",
    "Reading",
    "Typed",
    "as_typed",
    "count_characters",
    "count_words",
    "digest",
    "limits_of",
    "nothing",
    "options_of",
    "problem_of",
    "read",
    "tidy",
]

SHORT_TEXT_LENGTH = 300
LONGEST_TYPED = 100_000
DEEPEST = 6


def tidy(typed: object, depth: int = 0) -> Typed:
    """Return what is kept of what was posted: the same text, with the browser's line breaks as one character.

    Lists and maps keep their shape, as deep as any answer goes; anything that is no text becomes one.
    """
    if isinstance(typed, list) and depth < DEEPEST:
        return [tidy(part, depth + 1) for part in typed]
    if isinstance(typed, dict) and depth < DEEPEST:
        return {str(tidy(str(key), depth + 1)): tidy(part, depth + 1) for key, part in typed.items()}
    return INVISIBLE.sub("", str(typed).replace("\r\n", "\n"))


def as_typed(typed: Typed) -> Typed:
    """Return an answer without what a draft keeps beside what was typed: rows' marks, which begin with a point."""
    if not isinstance(typed, list):
        return typed
    return [
        {code: cell for code, cell in row.items() if not code.startswith(".")}
        if isinstance(row, dict)
        else row
        for row in typed
    ]


def digest(typed: Typed) -> str:
    """Return a short fingerprint of a typed answer, by which a page says which text it began from."""
    canonical = json.dumps(as_typed(typed), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def nothing(kind: str) -> Typed:
    """Return what an unanswered question of this kind has typed in it."""
    return [] if kind in _LISTS else ""


_LISTS = {
    QuestionKind.CHOICES,
    QuestionKind.COUNTRIES,
    QuestionKind.PERIOD,
    QuestionKind.BUDGET,
    QuestionKind.FILE,
    *ROW_KINDS,
}


def options_of(question: Question, *, language: str | None = None) -> list[tuple[str, str]]:
    """Return the codes of a question's options with their words in the language (default: the active one)."""
    return words_of(question.options, language=language)


def limits_of(question: Question) -> tuple[int | None, int | None]:
    """Return the shortest and the greatest length of a text, in what the question counts; None where there is none."""
    usual = (
        SHORT_TEXT_LENGTH
        if question.kind == QuestionKind.SHORT_TEXT and question.count_in == CountIn.CHARACTERS
        else None
    )
    return question.min_length, question.max_length or usual


def read(question: Question, typed: Typed, *, currency: str) -> Reading:
    """Understand one answer as typed, in the active language: "1.234" is not everywhere the same number.

    Parameters: ``currency`` is the call's ISO 4217 code. A problem is a sentence that says what to do; whether the
    question must be answered at all is ``problem_of``'s business.
    """
    if question.in_all_languages:
        return _in_languages(question, typed, currency)
    return _READERS[QuestionKind(question.kind)](question, typed, currency)


def _in_languages(question: Question, typed: Typed, currency: str) -> Reading:
    """Understand a text that is written in each language of the call: ``{"nl": …, "fr": …}``."""
    names = dict(settings.CALL_LANGUAGES)
    # A text from before the question was asked in several languages stands in the first of them.
    languages: Sequence[str] = question.call.languages
    by_language = typed if isinstance(typed, dict) else dict.fromkeys(languages[:1], typed)
    readings = {
        code: _READERS[QuestionKind(question.kind)](question, by_language.get(code, ""), currency)
        for code in languages
    }
    if all(reading.is_empty for reading in readings.values()):
        return EMPTY
    missing = [str(names.get(code, code)) for code, reading in readings.items() if reading.is_empty]
    problem = _("The text is still missing in: %(languages)s.") % {"languages": ", ".join(missing)}
    wrong = [
        f"{names.get(code, code)}: {reading.problem}" for code, reading in readings.items() if reading.problem
    ]
    written = {code: reading for code, reading in readings.items() if not reading.is_empty}
    return Reading(
        {code: reading.value for code, reading in written.items()},
        "\n\n".join(f"{names.get(code, code)}:\n{reading.shown}" for code, reading in written.items()),
        " ".join([*([problem] if missing else []), *wrong]),
    )


def problem_of(question: Question, reading: Reading) -> str:
    """Return what stands against handing this answer in; empty when nothing does."""
    if question.kind == QuestionKind.HEADING:
        return ""
    if reading.is_empty:
        return str(_missing(question)) if question.required else ""
    return reading.problem


def _missing(question: Question) -> str:
    if question.in_all_languages:
        return _("Answer this question in each language of the call.")
    if question.kind == QuestionKind.PERIOD:
        return _("Write the first and the last day.")
    if question.kind == QuestionKind.COUNTRY:
        return _("Choose a country.")
    if question.kind == QuestionKind.COUNTRIES:
        return _("Choose at least one country.")
    if question.kind in ROW_KINDS:
        return _("Fill in at least one row.")
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


def _text(question: Question, typed: Typed, currency: str) -> Reading:
    text = stripped(typed)
    if not text:
        return EMPTY
    least, most = limits_of(question)
    # Counted as typed, blanks at the ends included: the counter under the field does the same.
    problem = length_problem(str(typed), count_in=question.count_in, least=least, most=most)
    return Reading(text, text, problem)


def _rich_text(question: Question, typed: Typed, currency: str) -> Reading:
    plain = _text(question, typed, currency)
    html = rich_text.as_html(stripped(typed))
    shown = rich_text.as_text(html)
    return Reading(html, shown, plain.problem, html=html) if shown else EMPTY


def _choice(question: Question, typed: Typed, currency: str) -> Reading:
    if not typed:
        return EMPTY
    words = dict(options_of(question))
    if not isinstance(typed, str) or typed not in words:
        return Reading(None, str(typed), _("This answer is no longer offered. Choose one of the others."))
    return Reading(typed, words[typed])


def _choices(question: Question, typed: Typed, currency: str) -> Reading:
    chosen = typed if isinstance(typed, list) else [typed]
    chosen = [str(code) for code in chosen if code]
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
    text = stripped(typed)
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
    text = stripped(typed)
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
    text = stripped(typed)
    if not text:
        return EMPTY
    try:
        value = parse_date(text)
    except UncertainValueError as error:
        return Reading(None, text, str(error))
    return Reading(value.edtf, value.describe())


def _period(question: Question, typed: Typed, currency: str) -> Reading:
    """Two days, [start, end]; both are needed, and the end is not before the start."""
    typed_days = [text.strip() for text in (*texts(typed), "", "")[:2]]
    if not any(typed_days):
        return EMPTY
    start, end = (_date(question, text, currency) for text in typed_days)
    shown = f"{start.shown} – {end.shown}"
    for day, words in ((start, _("First day")), (end, _("Last day"))):
        if day.is_empty:
            return Reading(None, shown, _("%(place)s: write a date.") % {"place": words})
        if day.problem:
            return Reading(
                None, shown, _("%(place)s: %(problem)s") % {"place": words, "problem": day.problem}
            )
    if end.value < start.value:
        return Reading(None, shown, _("The period ends before it starts. Check both days."))
    return Reading({"start": start.value, "end": end.value}, shown)


def _country(question: Question, typed: Typed, currency: str) -> Reading:
    if not typed:
        return EMPTY
    names = dict(offered(question))
    if not isinstance(typed, str) or typed not in names:
        return Reading(None, str(typed), _("This country is not offered. Choose one of the list."))
    return Reading(typed, names[typed])


def _countries(question: Question, typed: Typed, currency: str) -> Reading:
    chosen = {str(code) for code in (typed if isinstance(typed, list) else [typed]) if code}
    if not chosen:
        return EMPTY
    names = dict(offered(question))
    known = [code for code in names if code in chosen]
    shown = ", ".join(names[code] for code in known)
    if len(known) < len(chosen):
        return Reading(known, shown, _("One of these countries is not offered. Look at your choice again."))
    return Reading(known, shown)


def _link(question: Question, typed: Typed, currency: str) -> Reading:
    text = stripped(typed)
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
    budget: Budget = read_budget(typed, shape_of(question))
    if budget.is_empty:
        return EMPTY
    shown = _("Costs %(costs)s, financing %(income)s") % {
        "costs": format_amount(budget.costs, currency),
        "income": format_amount(budget.income, currency),
    }
    return Reading(budget, shown, budget.problem)


def _heading(question: Question, typed: Typed, currency: str) -> Reading:
    return EMPTY


_READERS: dict[QuestionKind, Callable[[Question, Typed, str], Reading]] = {
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.LONG_TEXT: _text,
    QuestionKind.RICH_TEXT: _rich_text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.NUMBER: _number,
    QuestionKind.MONEY: _money,
    QuestionKind.DATE: _date,
    QuestionKind.UNCERTAIN_DATE: _uncertain_date,
    QuestionKind.PERIOD: _period,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.COUNTRY: _country,
    QuestionKind.COUNTRIES: _countries,
    QuestionKind.LINK: _link,
    QuestionKind.FILE: _file,
    QuestionKind.PERSONS: read_row_answer,
    QuestionKind.PARTNERS: read_row_answer,
    QuestionKind.PLACES: read_row_answer,
    QuestionKind.GROUP: read_row_answer,
    QuestionKind.BUDGET: _budget,
    QuestionKind.DECLARATION: _declaration,
    QuestionKind.HEADING: _heading,
}
