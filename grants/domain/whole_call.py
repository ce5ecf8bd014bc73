"""The whole of a call with its form, as words to read before one begins: on a page, on paper, in a word processor.

Everything is said in the active language, once, and has a fingerprint: two fingerprints are the same as long as the
call says the same.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.domain import call_rules, completions, stages
from grants.domain.answers import limits_of, options_of
from grants.domain.attachments import FileLimits
from grants.domain.budget_rates import rates_in_words, shape_of
from grants.domain.columns import ROW_KINDS, Column, bounds_of, columns_of
from grants.domain.conditions import sentence_of
from grants.domain.countries import limited_to
from grants.domain.outline import asked, sections_of
from grants.domain.readings import words_of
from grants.domain.row_answers import option_words
from grants.enums import Audience, BudgetSide, ColumnKind, CountIn, Effect, FormStage, QuestionKind
from grants.models import Call, Question, Strand
from grants.models.calls import TEXT_KINDS
from grants.rules.words import all_of
from portal.core.amounts import format_amount
from portal.core.files import ALL_KINDS
from portal.core.moments import say_moment

# Changed whenever the papers are set otherwise: what is stored from before is made again.
EDITION = 1

ASKS = {
    QuestionKind.SHORT_TEXT: gettext_lazy("Short text"),
    QuestionKind.LONG_TEXT: gettext_lazy("Long text"),
    QuestionKind.RICH_TEXT: gettext_lazy("Long text with paragraphs and lists"),
    QuestionKind.CHOICE: gettext_lazy("Choose one"),
    QuestionKind.CHOICES: gettext_lazy("Choose one or more"),
    QuestionKind.NUMBER: gettext_lazy("A number"),
    QuestionKind.MONEY: gettext_lazy("An amount of money"),
    QuestionKind.DATE: gettext_lazy("A date"),
    QuestionKind.UNCERTAIN_DATE: gettext_lazy("A date, as exactly as you know it"),
    QuestionKind.PERIOD: gettext_lazy("The first and the last day"),
    QuestionKind.YES_NO: gettext_lazy("Yes or no"),
    QuestionKind.COUNTRY: gettext_lazy("Choose a country"),
    QuestionKind.COUNTRIES: gettext_lazy("Choose one or more countries"),
    QuestionKind.LINK: gettext_lazy("A web address"),
    QuestionKind.FILE: gettext_lazy("A file to add"),
    QuestionKind.PERSONS: gettext_lazy("A row for each person"),
    QuestionKind.PARTNERS: gettext_lazy("A row for each partner"),
    QuestionKind.PLACES: gettext_lazy("A row for each place"),
    QuestionKind.GROUP: gettext_lazy("Rows, as many as you need"),
    QuestionKind.BUDGET: gettext_lazy("A table of costs and financing"),
    QuestionKind.DECLARATION: gettext_lazy("A box to tick"),
    QuestionKind.HEADING: "",
}
EFFECTS = {
    Effect.BLOCKING: gettext_lazy("What an application has to meet"),
    Effect.WARNING: gettext_lazy("What is expected"),
    Effect.JUDGED: gettext_lazy("What an officer looks at"),
}


@dataclass(frozen=True)
class Entry:
    """A question to read: its words, how one answers it, the answers it offers, and when it is asked."""

    code: str
    kind: str
    label: str
    help: str = ""
    asks: str = ""
    options: Sequence[str] = ()
    columns: Sequence[tuple[str, str]] = ()
    asked_if: str = ""
    audience: str = ""

    @property
    def is_heading(self) -> bool:
        """Tell whether nothing is asked here."""
        return self.kind == QuestionKind.HEADING


@dataclass(frozen=True)
class Section:
    """A section of the form to read."""

    title: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Passage:
    """A part of what the call says, under its heading: paragraphs, or the points of a list.

    ``is_own`` is false where the portal says it for the call, in its own language.
    """

    heading: str
    text: str = ""
    points: Sequence[str] = ()
    is_own: bool = True


@dataclass(frozen=True)
class WholeCall:
    """Everything that a call says and asks, in one language."""

    language: str
    title: str
    summary: str
    authority: str
    facts: Sequence[tuple[str, str]]
    passages: Sequence[Passage]
    sections: Sequence[Section]
    edition: int = field(default=EDITION)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of all that is said."""
        said = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def languages_of(call: Call) -> list[str]:
    """Return the languages in which a call can be read: its own, of those that the portal has texts in."""
    return [code for code, _name in settings.CONTENT_LANGUAGES if code in call.languages]


def whole_call(call: Call, language: str) -> WholeCall:
    """Return a call and its form in a language.

    The call's own words are in that language as far as they are written in it; the portal's words are too where the
    portal speaks it, else in English.
    """
    with translation.override(language):
        return WholeCall(
            language=language,
            title=str(call.names),
            summary=str(call.summary),
            authority=str(call.authority.organisation.names),
            facts=list(_facts(call)),
            passages=list(_passages(call)),
            sections=form_to_read(asked(call)),
        )


def _facts(call: Call) -> Iterable[tuple[str, str]]:
    yield _("From"), str(call.authority.organisation.names)
    yield _("Edition"), str(call.year)
    if call.opens_at:
        yield _("Opens"), say_moment(call.opens_at, call.time_zone)
    if call.closes_at:
        yield _("Closes"), say_moment(call.closes_at, call.time_zone)
    yield from stages.said(call, timezone.now())
    yield from sums_of(call)
    yield from afterwards_of(call)
    funders = [
        f"{one.organisation.names} ({one.share} %)" if one.share else str(one.organisation.names)
        for one in call.funders.select_related("organisation")
    ]
    if funders:
        yield _("Paid for by"), ", ".join(funders)
    names = dict(settings.CONTENT_LANGUAGES)
    yield _("Languages"), ", ".join(_(str(names.get(code, code))) for code in call.languages)


def sums_of(call: Call) -> list[tuple[str, str]]:
    """Return the call's sums as label and value."""
    sums = []
    if call.budget is not None:
        sums.append((_("The call's budget"), format_amount(call.budget, call.currency)))
    if call.amount_min is not None:
        sums.append((_("Smallest amount"), format_amount(call.amount_min, call.currency)))
    if call.amount_max is not None:
        sums.append((_("Largest amount"), format_amount(call.amount_max, call.currency)))
    if call.share_max is not None:
        sums.append((_("Share of the costs"), _("at most %(share)s %%") % {"share": call.share_max}))
    return sums


def afterwards_of(call: Call) -> list[tuple[str, str]]:
    """Return what the call says of the time after handing in, as label and value: completing, and appeals."""
    told = []
    completing = completions.term(call)
    if call.incomplete_is_late:
        completing += " " + _("What is still incomplete then counts as handed in late.")
    if completing:
        told.append((_("When something is missing"), completing.strip()))
    if call.decision_final:
        told.append((_("Appeal"), _("Decisions are final and cannot be appealed.")))
    return told


def _passages(call: Call) -> Iterable[Passage]:
    for heading, text in (
        (_("What it is for"), call.purpose),
        (_("Who can apply"), call.eligibility),
        (_("How applications are assessed"), call.criteria),
    ):
        if text:
            yield Passage(heading, str(text))
    for heading, points in (
        (_("Strands"), [_strand(one, call.currency) for one in call.strands.all()]),
        (_("Criteria and their weight"), [_weighed(one) for one in call.scored_criteria.all()]),
        (_("How it is paid"), [str(one) for one in call.instalments.all()]),
        (_("What a grant obliges to"), [_noted(one, str(one.texts)) for one in call.duties.all()]),
    ):
        if points:
            yield Passage(heading, points=points)
    rules = call_rules.asked_in(call)
    for effect, words in EFFECTS.items():
        stated = [one.sentence() for one in rules if one.row.effect == effect]
        if stated:
            yield Passage(str(words), points=stated, is_own=False)


def _noted(what: object, note: str) -> str:
    return f"{what}: {note}" if note else str(what)


def _weighed(criterion: Any) -> str:
    return _noted(criterion, f"{criterion.weight} %" if criterion.weight else "")


def _strand(strand: Strand, currency: str) -> str:
    parts = []
    if strand.amount_min is not None:
        parts.append(_("at least %(sum)s") % {"sum": format_amount(strand.amount_min, currency)})
    if strand.amount_max is not None:
        parts.append(_("at most %(sum)s") % {"sum": format_amount(strand.amount_max, currency)})
    if strand.share_max is not None:
        parts.append(_("at most %(share)s %% of the costs") % {"share": strand.share_max})
    return _noted(strand, ", ".join(parts))


def form_to_read(questions: Sequence[Question]) -> list[Section]:
    """Return a form as sections of questions to read, in the active language."""
    return [
        Section(section.title, [entry_of(question, questions) for question in section.questions])
        for section in sections_of(questions)
    ]


def entry_of(question: Question, form: Iterable[Question]) -> Entry:
    """Return one question to read. Parameters: ``form`` are all questions, among them the one it may depend on."""
    audience = Audience(question.audience)
    return Entry(
        code=question.code,
        kind=str(question.kind),
        label=str(question.labels),
        help=str(question.help_texts),
        asks=asks_in_words(question),
        options=_options(question),
        columns=[(str(column.label), _column(column)) for column in columns_of(question)]
        if question.kind in ROW_KINDS
        else (),
        asked_if=" ".join(part for part in (_stage(question), sentence_of(question, form)) if part),
        audience="" if audience == Audience.ORDINARY else str(audience.label),
    )


def _stage(question: Question) -> str:
    """Return at which of two stages a question is asked, in words; nothing where it is always asked."""
    return "" if question.stage == FormStage.ANY else f"{question.get_stage_display()}."


def _options(question: Question) -> list[str]:
    """Return the answers a question offers, in words; those that everybody knows (all countries) are not listed."""
    if question.kind in {QuestionKind.COUNTRY, QuestionKind.COUNTRIES}:
        codes = [code for code, _words in words_of(question.options)]
        return [name for _code, name in limited_to(codes)] if codes else []
    if question.kind == QuestionKind.BUDGET:
        return _categories(question)
    return [words for _code, words in options_of(question)]


def _categories(question: Question) -> list[str]:
    """Return the kinds of cost and of financing that a budget distinguishes."""
    shape = shape_of(question)
    return [
        f"{side.label}: {words}" for side in BudgetSide for _code, words in shape.categories_of(side.value)
    ]


def _column(column: Column) -> str:
    """Return how one answers in a column."""
    words = str(ColumnKind(column.kind).label)
    if column.options:
        words = f"{words}: {', '.join(text for _code, text in option_words(column))}"
    return words if column.required else _("%(what)s, optional") % {"what": words}


def _currencies(call: Call) -> list[str]:
    """Return in which currencies amounts can be typed, and by which rates they count; nothing where it is one."""
    others = [code for code in call.other_currencies if code != call.currency]
    if not others:
        return []
    words = {"own": call.currency, "others": all_of(others), "day": rates_in_words(call)}
    return [_("in %(own)s, or in %(others)s at the European Central Bank's rate of %(day)s") % words]


def asks_in_words(question: Question) -> str:
    """Return how a question is answered: "Long text, at most 1500 characters", "Choose one, optional"."""
    if question.kind == QuestionKind.HEADING:
        return ""
    parts = [str(ASKS[QuestionKind(question.kind)])]
    if question.kind in TEXT_KINDS:
        parts += _lengths(question)
    if question.in_all_languages:
        parts.append(_("in each language of the call"))
    if question.kind == QuestionKind.BUDGET:
        parts += _currencies(question.call)
    if question.kind in ROW_KINDS:
        parts += _rows(question)
    if question.kind == QuestionKind.FILE:
        parts += _files(question)
    if not question.required:
        parts.append(_("optional"))
    return ", ".join(parts)


def _lengths(question: Question) -> list[str]:
    least, most = limits_of(question)
    in_words = question.count_in == CountIn.WORDS
    said = []
    if least:
        words = _("at least %(limit)s words") if in_words else _("at least %(limit)s characters")
        said.append(words % {"limit": least})
    if most:
        words = _("at most %(limit)s words") if in_words else _("at most %(limit)s characters")
        said.append(words % {"limit": most})
    return said


def _rows(question: Question) -> list[str]:
    shape = question.shape if isinstance(question.shape, dict) else {}
    fewest, most = bounds_of(question)
    said = []
    if fewest:
        said.append(ngettext("at least %(count)s row", "at least %(count)s rows", fewest) % {"count": fewest})
    if isinstance(shape.get("most"), int):
        said.append(ngettext("at most %(count)s row", "at most %(count)s rows", most) % {"count": most})
    return said


def _files(question: Question) -> list[str]:
    limits = FileLimits.of(question)
    said = [
        ngettext("at most %(count)s file", "at most %(count)s files", limits.most) % {"count": limits.most}
    ]
    if limits.total_bytes is not None:
        said.append(_("at most %(size)s together") % {"size": filesizeformat(limits.total_bytes)})
    if limits.kinds != ALL_KINDS:
        said.append(", ".join(sorted(str(kind).upper() for kind in limits.kinds)))
    return said
