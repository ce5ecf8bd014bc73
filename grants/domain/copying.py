"""Copying answers of an earlier application into a draft: offered question by question, never over what is not chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from grants.domain import attachments
from grants.domain.answers import Typed, digest, nothing, options_of, read
from grants.domain.budget_rates import shape_of
from grants.domain.columns import ROW_KINDS, columns_of
from grants.domain.countries import offered
from grants.domain.draft_rights import require_draft
from grants.domain.drafts import Conflict, OpenDraft
from grants.domain.outline import IMPLIED, requested_question, title_question, with_meaning
from grants.domain.profile import PROFILE
from grants.domain.readings import texts
from grants.domain.row_answers import option_words
from grants.enums import ColumnKind, Meaning, QuestionKind
from grants.models import Answer, Application, Question
from grants.models.calls import TEXT_KINDS
from grants.permissions import can_copy_from
from portal.core.domain.locking import lock
from portal.core.errors import NotAllowed
from portal.core.models import Document

# A declaration is made anew each time; a heading has no answer.
NEVER_COPIED = frozenset([QuestionKind.DECLARATION, QuestionKind.HEADING])
# What another kind of question takes as well: the kind asked for now, and the kinds whose answers it can hold.
ALSO_TAKES: Mapping[str, frozenset[str]] = {
    QuestionKind.SHORT_TEXT: frozenset([QuestionKind.LONG_TEXT]),
    QuestionKind.LONG_TEXT: frozenset([QuestionKind.SHORT_TEXT]),
    QuestionKind.RICH_TEXT: frozenset([QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT]),
    QuestionKind.UNCERTAIN_DATE: frozenset([QuestionKind.DATE]),
    QuestionKind.CHOICES: frozenset([QuestionKind.CHOICE]),
    QuestionKind.COUNTRIES: frozenset([QuestionKind.COUNTRY]),
}
IN_MONEY = frozenset([QuestionKind.MONEY, QuestionKind.BUDGET])


@dataclass(frozen=True)
class Offer:
    """An earlier answer that fits a question of the draft, beside what stands there.

    ``files`` are those of the earlier answer that the draft does not have yet; ``began`` is the digest of what stands
    in the draft, by which copying notices that it has changed since. ``problem`` is what the draft's form would say.
    """

    question: Question
    earlier: Typed
    here: Typed
    files: Sequence[Document] = ()
    files_here: Sequence[Document] = ()
    problem: str = ""

    @property
    def is_file(self) -> bool:
        """Tell whether files are copied rather than a text."""
        return self.question.kind == QuestionKind.FILE

    @property
    def is_empty_here(self) -> bool:
        """Tell whether nothing stands in the draft: such an answer can be copied without losing any."""
        return not self.files_here if self.is_file else _is_blank(self.here)

    @property
    def began(self) -> str:
        """The digest of what stands in the draft."""
        return digest(self.here)


@dataclass(frozen=True)
class Copied:
    """How many answers were copied, and which were changed on another page meanwhile and stayed as they are."""

    count: int
    conflicts: Sequence[Conflict] = ()


def sources(application: Application | None, *, by: Any) -> QuerySet[Application]:
    """Return the applications whose answers ``by`` may copy, the newest first: the own ones, of any call.

    One in which nothing stands but what the profile filled in has nothing to offer.
    """
    written = Answer.objects.filter(application=OuterRef("pk")).exclude(saved_from=PROFILE)
    found = Application.objects.filter(Exists(written), applicant=by)
    if application is not None:
        found = found.exclude(pk=application.pk)
    return found.select_related("call").defer("content", "search_text", "applicant_sort").order_by("-pk")


def offers(application: Application, source: Application) -> list[Offer]:
    """Return what the earlier application offers to this draft, in the order of its form; six queries."""
    return _offers(OpenDraft(application), source)


def _offers(draft: OpenDraft, source: Application) -> list[Offer]:
    earlier = _Earlier(source)
    files, typed = attachments.by_question(draft.application), draft.typed
    found = []
    for question, asked in _matched(draft.questions, earlier.questions):
        if question.kind == QuestionKind.FILE:
            offer = _offer_of_files(question, files.get(question.pk, []), earlier.files.get(asked.pk, []))
        else:
            offer = _offer_of_text(draft.application, source, question, asked, earlier.typed[asked.pk], typed)
        if offer is not None:
            found.append(offer)
    return found


class _Earlier:
    """The questions that an earlier application answered, also those its form has lost since, and the answers."""

    def __init__(self, source: Application) -> None:
        self.files = attachments.by_question(source)
        answers = list(source.answers.select_related("question__call"))
        self.typed: dict[int, Typed] = {answer.question_id: answer.value for answer in answers}
        known = {answer.question_id: answer.question for answer in answers}
        with_files = source.call.questions.filter(pk__in=set(self.files) - set(known))
        known |= {question.pk: question for question in with_files}
        # What the form asks now comes first: a removed question may have meant the same.
        order = sorted(known.values(), key=lambda one: (one.removed_at is not None, one.position, one.pk))
        self.questions = [one for one in order if one.pk in self.files or not _is_blank(self.typed[one.pk])]


def _matched(
    questions: Sequence[Question], earlier: Sequence[Question]
) -> Iterator[tuple[Question, Question]]:
    """Yield each question with the earlier one that asked for the same: by what it means, else by code and kind."""
    meant, meant_then = _meanings(questions), _meanings(earlier)
    by_meaning = {meaning: question for question, meaning in reversed(list(meant_then.items()))}
    by_code = {question.code: question for question in reversed(earlier)}
    taken: set[int] = set()
    pairs: dict[int, Question] = {}
    for question in questions:
        found = by_meaning.get(meant.get(question, ""))
        if found is not None and found.pk not in taken and _takes(question, found):
            pairs[question.pk] = found
            taken.add(found.pk)
    for question in questions:
        found = by_code.get(question.code)
        free = question.pk not in pairs and found is not None and found.pk not in taken
        if free and found and found.kind == question.kind and _agree(meant, question, meant_then, found):
            pairs[question.pk] = found
            taken.add(found.pk)
    for question in questions:
        if question.pk in pairs and question.kind not in NEVER_COPIED:
            yield question, pairs[question.pk]


def _meanings(questions: Sequence[Question]) -> dict[Question, str]:
    """Return what each question means: as its officer marked it, or as lists and rules read it."""
    found = {question: str(question.meaning) for question in questions if question.meaning}
    implied = {
        Meaning.TITLE: title_question(questions),
        Meaning.REQUESTED: requested_question(questions),
        **{meaning: with_meaning(questions, meaning) for meaning in IMPLIED},
    }
    for meaning, question in implied.items():
        if question is not None:
            found.setdefault(question, str(meaning))
    return found


def _agree(
    meant: Mapping[Question, str], question: Question, meant_then: Mapping[Question, str], earlier: Question
) -> bool:
    """Tell whether two questions of one code may ask for the same: nobody has marked them as something else."""
    return meant.get(question, "") == meant_then.get(earlier, "") or not (
        question.meaning and earlier.meaning
    )


def _takes(question: Question, earlier: Question) -> bool:
    return question.kind == earlier.kind or earlier.kind in ALSO_TAKES.get(question.kind, ())


def _offer_of_text(
    application: Application,
    source: Application,
    question: Question,
    asked: Question,
    value: Typed,
    typed: Mapping[str, Typed],
) -> Offer | None:
    here = typed[question.code]
    same_money = application.call.currency == source.call.currency
    if question.kind in IN_MONEY and not same_money:
        return None
    earlier = _in_languages(question, asked, value, here, application.language, source.language)
    earlier = _as_asked(question, asked, earlier, same_money)
    if _is_blank(earlier) or earlier == here:
        return None
    problem = read(question, earlier, currency=application.call.currency).problem
    return Offer(question, earlier, here, problem=problem)


def _in_languages(
    question: Question, asked: Question, value: Typed, here: Typed, language: str, written_in: str
) -> Typed:
    """Return a text as the question asks for it: in each language of the call, or in the application's own alone."""
    if question.kind not in TEXT_KINDS:
        return value
    by_language = value if isinstance(value, dict) else {written_in: value}
    if not question.in_all_languages:
        return by_language.get(language, "") if asked.in_all_languages else value
    languages = question.call.languages
    known = {code: text for code, text in by_language.items() if code in languages and text}
    return {**(here if isinstance(here, dict) else {}), **known} if known else ""


def _as_asked(question: Question, asked: Question, value: Typed, same_money: bool) -> Typed:
    """Return an answer without what this question does not offer or ask for."""
    if question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        return _still_offered(question, value, {code for code, _words in options_of(question)})
    if question.kind in {QuestionKind.COUNTRY, QuestionKind.COUNTRIES}:
        return _still_offered(question, value, {code for code, _name in offered(question)})
    if question.kind in ROW_KINDS and isinstance(value, list):
        return _rows(question, value, same_money)
    if question.kind == QuestionKind.BUDGET and isinstance(value, list):
        return _lines(question, value)
    return value


def _still_offered(question: Question, value: Typed, codes: set[str]) -> Typed:
    chosen = [code for code in texts(value) or [str(value)] if code in codes]
    if isinstance(nothing(question.kind), list):
        return chosen
    return chosen[0] if chosen else ""


def _rows(question: Question, value: Sequence[Any], same_money: bool) -> Typed:
    columns = {
        column.code: {code for code, _words in option_words(column)}
        for column in columns_of(question)
        if same_money or column.kind != ColumnKind.MONEY
    }
    rows = [
        {
            code: cell
            for code, cell in row.items()
            if code in columns and (not columns[code] or cell in columns[code])
        }
        for row in value
        if isinstance(row, dict)
    ]
    return [row for row in rows if not _is_blank(row)]


def _lines(question: Question, value: Sequence[Any]) -> Typed:
    """Return the lines of a budget with the parts that the question asks for, and of choices those it offers."""
    shape = shape_of(question)

    def keeps(side: str, part: str, typed: Any) -> bool:
        if part in {"side", "what", "amount"}:
            return True
        choices = dict(shape.choices(side, part))
        return part in shape.parts(side) and (not choices or typed in choices)

    # Drafts of older forms have lines of three parts, without names, that every shape has.
    return [
        {part: typed for part, typed in line.items() if keeps(str(line.get("side")), part, typed)}
        if isinstance(line, dict)
        else line
        for line in value
    ]


def _offer_of_files(
    question: Question, here: Sequence[Document], earlier: Sequence[Document]
) -> Offer | None:
    limits = attachments.FileLimits.of(question)
    known = {(file.filename, file.sha256) for file in here}
    new = [file for file in earlier if limits.takes(file) and (file.filename, file.sha256) not in known]
    if not new:
        return None
    problem = attachments.room_problem(question, here, [file.size for file in new])
    return Offer(question, [], [], new, here, problem)


def _is_blank(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_blank(part) for code, part in value.items() if code != "side")
    if isinstance(value, list):
        return all(_is_blank(part) for part in value)
    return not str(value or "").strip()


@transaction.atomic
def copy(
    application: Application, source: Application, chosen: Mapping[str, str], *, by: Any, page: str = ""
) -> Copied:
    """Copy the chosen answers and files of an earlier application into a draft.

    Parameters: ``chosen`` maps the codes of the draft's questions to the digest of what stood there when the applicant
    chose; an answer that was changed since is not overwritten but returned as a conflict. Raises NotAllowed when this
    is no draft of ``by`` or the other is not theirs, DomainError for files that do not fit; then nothing is copied.
    """
    application = lock(application)
    require_draft(application, by)
    if not can_copy_from(by, source):
        raise NotAllowed(_("You can copy answers of your own applications."), code="not_applicant")
    draft = OpenDraft(application)
    wanted = [offer for offer in _offers(draft, source) if offer.question.code in chosen]
    answers = {offer.question.code: offer.earlier for offer in wanted if not offer.is_file}
    saved = draft.save(answers, by=by, page=page, began_from=chosen)
    for offer in wanted:
        if offer.is_file:
            attachments.copy(application, offer.question, offer.files, by=by)
    return Copied(len(wanted) - len(saved.conflicts), saved.conflicts)
