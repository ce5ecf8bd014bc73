"""What the rules of the call say beside the answers while one writes: what stops as a problem, what warns as a hint."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from grants.domain import ruling
from grants.domain.content import AnsweredSection
from grants.domain.kept_rules import kept_for
from grants.domain.ruling import Placed
from grants.enums import Effect, QuestionKind, Stage
from grants.models import Application, Question


@dataclass(frozen=True)
class RuleNote:
    """A sentence beside an answer, and whether the application is stopped by it."""

    sentence: str
    is_problem: bool


@dataclass(frozen=True)
class RuleNotes:
    """The sentences by the code of the question that they are about, and those about the whole application."""

    by_code: dict[str, list[RuleNote]] = field(default_factory=dict)
    general: list[RuleNote] = field(default_factory=list)

    def of(
        self, questions: Sequence[Question], *, with_files: bool = True
    ) -> list[tuple[str, list[RuleNote]]]:
        """Return the sentences beside some questions, by code; none for those that have none.

        Parameters: ``with_files`` is off where files have not been read: what stands beside them stays.
        """
        return [
            (one.code, self.by_code.get(one.code, []))
            for one in questions
            if one.kind != QuestionKind.HEADING and (with_files or one.kind != QuestionKind.FILE)
        ]


def notes_for(
    application: Application, sections: Sequence[AnsweredSection], *, now: datetime, with_files: bool = True
) -> RuleNotes:
    """Return what the rules say of a draft while it is written; no query where the rules are in the cache.

    A question that nobody has answered yet is left in peace: that something is missing is said before handing in. What
    an officer judges is not for the applicant. Parameters: ``with_files`` is off where files have not been read: then
    rules about files say nothing.
    """
    kept = kept_for(application)
    rules = kept.while_typing if with_files else kept.without_files
    notes = RuleNotes()
    for one in ruling.ruled_by(application, sections, rules, Stage.TYPING, now=now, call=kept.call):
        if one.finding.effect == Effect.JUDGED or _is_untouched(one):
            continue
        note = RuleNote(one.finding.sentence, one.finding.effect == Effect.BLOCKING)
        if one.answered is None:
            notes.general.append(note)
        else:
            notes.by_code.setdefault(one.answered.question.code, []).append(note)
    return notes


def _is_untouched(one: Placed) -> bool:
    return one.answered is not None and (not one.answered.is_asked or one.answered.reading.is_empty)
