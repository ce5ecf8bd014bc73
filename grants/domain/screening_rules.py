"""The rules of a call at the check of conditions: what the portal found of each, and what the officer says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.content import answered_sections
from grants.domain.ruling import verdicts
from grants.enums import Effect, RuleVerdict, Stage
from grants.models import Application, Screening, ScreeningFinding
from portal.core.errors import field_errors


@dataclass(frozen=True)
class RuleFinding:
    """A rule of the call with what the portal found; ``key`` is the rule's, for the officer's answer."""

    key: int
    statement: str
    why: str
    verdict: RuleVerdict
    effect: str

    @property
    def is_asked(self) -> bool:
        """Tell whether the officer answers: what only a person can judge, and what would stop the application."""
        return self.verdict != RuleVerdict.MET and self.effect != Effect.WARNING

    @property
    def field(self) -> str:
        """The name of the field that asks for the officer's answer."""
        return f"rule-{self.key}"


@dataclass(frozen=True)
class RuleAnswer:
    """What the officer says of a rule: met or not (None: nothing said), and why."""

    is_met: bool | None
    note: str = ""


NO_ANSWER = RuleAnswer(None)


def findings_of(application: Application) -> list[RuleFinding]:
    """Return what the portal can tell of each rule that is asked at the check of conditions, in the call's order."""
    found = []
    for asked, verdict in verdicts(
        application, answered_sections(application), Stage.SCREENING, now=timezone.now()
    ):
        word = RuleVerdict.JUDGED
        if asked.row.effect != Effect.JUDGED and (verdict.is_met or verdict.is_broken):
            word = RuleVerdict.MET if verdict.is_met else RuleVerdict.BROKEN
        statement = asked.sentence()
        why = verdict.why.removeprefix(statement).strip()
        found.append(RuleFinding(asked.row.pk, statement, why, word, asked.row.effect))
    return found


def stopping(findings: Sequence[RuleFinding]) -> list[RuleFinding]:
    """Return what speaks for a refusal: the rules that are not met and would stop the application."""
    return [one for one in findings if one.verdict == RuleVerdict.BROKEN and one.is_asked]


def proposed(findings: Sequence[RuleFinding]) -> tuple[bool | None, str]:
    """Return what the rules propose, and the reason: not eligible with the rules named, else eligible.

    None where people have to judge first.
    """
    against = stopping(findings)
    if against:
        return False, "\n".join(" ".join(filter(None, [one.statement, one.why])) for one in against)
    return (None if any(one.is_asked for one in findings) else True), ""


def require_consistent(
    findings: Sequence[RuleFinding], answers: Mapping[int, RuleAnswer], *, eligible: bool
) -> None:
    """Raise DomainError with a sentence beside each answer that is missing or contradicts the conclusion."""
    problems = {}
    for one in findings:
        if not one.is_asked:
            continue
        answer = answers.get(one.key, NO_ANSWER)
        if answer.is_met is None and (eligible or one.verdict == RuleVerdict.JUDGED):
            problems[one.field] = _("Say whether this is met.")
        elif answer.is_met and one.verdict == RuleVerdict.BROKEN and not answer.note.strip():
            problems[f"{one.field}-note"] = _("Say why this is met all the same.")
        elif eligible and not answer.is_met:
            problems[one.field] = _("It meets the conditions only when this is met.")
    if problems:
        raise field_errors(problems)


def record(
    screening: Screening, findings: Sequence[RuleFinding], answers: Mapping[int, RuleAnswer]
) -> list[ScreeningFinding]:
    """Keep what was found and said, with the rules as they are stated now: they may be worded otherwise later."""
    kept = []
    for position, one in enumerate(findings):
        answer = answers.get(one.key, NO_ANSWER) if one.is_asked else NO_ANSWER
        kept.append(
            ScreeningFinding(
                screening=screening,
                position=position,
                statement=one.statement,
                why=one.why,
                verdict=one.verdict,
                effect=one.effect,
                is_met=answer.is_met,
                note=answer.note.strip(),
            )
        )
    return ScreeningFinding.objects.bulk_create(kept)
