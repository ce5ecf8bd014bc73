"""What the rules of a call say of one application, at a stage: with the facts they need and no query more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from grants.domain import call_rules, signatures
from grants.domain.call_rules import Asked, Finding
from grants.domain.content import Answered, AnsweredSection
from grants.domain.envelopes import with_envelopes
from grants.domain.facts import call_facts, facts_of, with_award
from grants.enums import ApplicationStatus, Effect, FormStage, Meaning, ParticipantRole, Stage
from grants.models import Answer, Application, Award, Report
from grants.rules import Facts, Rule, Verdict, kind_named
from grants.rules.facts import CallFacts, History, Signed
from grants.rules.kinds.amounts import ReceivedInYear
from grants.rules.kinds.applicants import NoOverdueReport
from grants.rules.kinds.decisions import AwardsAtLeast, AwardsAtMost, EarmarkAtLeast, EnvelopeAtMost
from grants.rules.kinds.documents import SignedBy
from grants.rules.kinds.filing import ApplicationsAtMost, LatestCounts, RunningAtMost

# What the rules call those who sign.
ROLE_OF = {ParticipantRole.CO_LEAD.value: "lead"}
OF_HISTORY: tuple[type[Rule], ...] = (
    ApplicationsAtMost,
    RunningAtMost,
    LatestCounts,
    NoOverdueReport,
    ReceivedInYear,
    AwardsAtMost,
    AwardsAtLeast,
    EnvelopeAtMost,
    EarmarkAtLeast,
)
OF_FILES: tuple[type[Rule], ...] = tuple(
    kind_named(name)
    for name in (
        "answered",
        "file_attached",
        "files_at_most",
        "file_types_refused",
        "pages_at_most",
        "financing_proven",
        "signed_by",
    )
)
ZERO = Decimal(0)


@dataclass(frozen=True)
class Placed:
    """A finding with its place in the form: the answer it is about and the number of its section, where there is one."""

    finding: Finding
    answered: Answered | None
    section: int | None


def asks_for(rules: Sequence[Asked], kinds: Collection[type[Rule]]) -> bool:
    """Tell whether a rule, or one inside it, is of one of these kinds: its facts cost queries."""
    return any(asked.is_any_of(kinds) for asked in rules)


def history_of(application: Application) -> History:
    """Return what the applicant has handed in and received before, and what the call has granted; four queries."""
    call = application.call
    who: dict[str, Any] = (
        {"organisation": application.organisation_id}
        if application.organisation_id
        else {"applicant": application.applicant_id, "organisation": None}
    )
    handed_in = (
        Application.objects.filter(**who, call__programme=call.programme_id)
        .exclude(pk=application.pk)
        .exclude(status__in=[ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN])
        .aggregate(
            round=Count("pk", filter=Q(call=call)),
            later=Count(
                "pk", filter=Q(call=call, submitted_at__gt=application.submitted_at or timezone.now())
            ),
            year=Count("pk", filter=Q(call__year=call.year)),
            programme=Count("pk"),
            running=Count("pk", filter=Q(status=ApplicationStatus.APPROVED)),
        )
    )
    granted = (
        Award.objects.counted()
        .filter(decision__application__call__programme=call.programme_id)
        .exclude(decision__application=application)
        .aggregate(
            in_call=Sum("amount", filter=Q(decision__application__call=call)),
            in_year=Sum("amount", filter=Q(decision__application__call__year=call.year)),
            number=Count("pk", filter=Q(decision__application__call=call)),
        )
    )
    return History(
        applications={name: handed_in[name] for name in ("round", "year", "programme")},
        later_in_round=handed_in["later"],
        running=handed_in["running"],
        received_in_year=_received(application, who),
        overdue_reports=overdue_of(application).count(),
        awarded_in_call=granted["in_call"] or ZERO,
        awarded_in_year=granted["in_year"] or ZERO,
        awards_in_call=granted["number"],
    )


def overdue_of(application: Application) -> QuerySet[Report]:
    """Return the overdue reports of other grants of the same person or organisation, first the longest overdue."""
    overdue = Report.objects.of_same_applicant(application).overdue(timezone.localdate())
    return overdue.order_by("due_on", "pk")


def _received(application: Application, who: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return what the same applicant was granted by the programme for the year, for each strand applied to."""
    strand = Answer.objects.filter(
        application=OuterRef("decision__application"), question__meaning=Meaning.STRAND
    )
    rows = (
        Award.objects.counted()
        .filter(
            **{f"decision__application__{name}": value for name, value in who.items()},
            decision__application__call__programme=application.call.programme_id,
            decision__application__call__year=application.call.year,
        )
        .exclude(decision__application=application)
        .values_list(Subquery(strand.values("value")[:1]), "amount")
    )
    found: dict[str, Decimal] = {}
    for code, amount in rows:
        name = code if isinstance(code, str) else ""
        found[name] = found.get(name, ZERO) + amount
    return found


def facts_for(
    application: Application,
    sections: Sequence[AnsweredSection],
    rules: Sequence[Asked],
    *,
    now: datetime,
    call: CallFacts | None = None,
) -> Facts:
    """Return the facts that these rules ask for: history and signatures only where a rule wants them.

    Parameters: ``call`` is what is known of the call already.
    """
    history = None
    if asks_for(rules, OF_HISTORY):
        history = with_envelopes(history_of(application), application, rules)
    facts = facts_of(
        application, sections, call=call or call_facts(application.call), now=now, history=history
    )
    if not asks_for(rules, (SignedBy,)):
        return facts
    return replace(facts, signatures=signed(application, sections, facts.sides))


def signed(
    application: Application, sections: Sequence[AnsweredSection], sides: Sequence[str]
) -> tuple[Signed, ...]:
    """Return the signatures that hold for the text as it stands.

    The applicant leads the side that no co-lead stands for, where there is one such side; who applies alone signs by
    handing in.
    """
    signers = signatures.signers(application, sections)
    others = {signer.side for signer in signers if signer.role == ParticipantRole.CO_LEAD}
    left = [side for side in sides if side not in others]
    own = left[0] if len(left) == 1 else ""
    if not signers:
        return (Signed("applicant", own),)
    return tuple(
        Signed(
            "applicant" if signer.role == signatures.LEAD else str(ROLE_OF.get(signer.role, signer.role)),
            own if signer.role == signatures.LEAD else signer.side,
        )
        for signer in signers
        if signer.is_valid
    )


def ruled(
    application: Application,
    sections: Sequence[AnsweredSection],
    stage: Stage,
    *,
    now: datetime,
    award: Decimal | None = None,
    by_funder: Mapping[str, Decimal] | None = None,
) -> list[Placed]:
    """Return what the call's rules say of an application at a stage, each with its place in the form.

    Parameters: ``award`` is the sum that is proposed, at the decision, ``by_funder`` its parts. Asks nothing more where
    the call has no rules.
    """
    rules = call_rules.asked_in(application.call)
    return ruled_by(application, sections, rules, stage, now=now, award=award, by_funder=by_funder)


def ruled_by(
    application: Application,
    sections: Sequence[AnsweredSection],
    rules: Sequence[Asked],
    stage: Stage,
    *,
    now: datetime,
    award: Decimal | None = None,
    by_funder: Mapping[str, Decimal] | None = None,
    call: CallFacts | None = None,
) -> list[Placed]:
    """Return what these rules of the call say at a stage. Parameters: as ``ruled`` and ``facts_for``."""
    rules = [asked for asked in rules if stage in asked.row.stages]
    if not rules:
        return []
    facts = facts_for(application, sections, rules, now=now, call=call)
    if award is not None:
        facts = with_award(facts, award, by_funder)
    found = [placed(finding, sections) for finding in call_rules.findings(rules, facts, stage)]
    if application.stage != FormStage.EXPRESSION:
        return found
    # An expression of interest does not ask for all: what is said of an answer that comes later waits for it.
    return [one for one in found if one.answered is not None or not one.finding.about]


def verdicts(
    application: Application,
    sections: Sequence[AnsweredSection],
    stage: Stage | None = None,
    *,
    now: datetime,
    known: Mapping[str, Any] | None = None,
) -> list[tuple[Asked, Verdict]]:
    """Return every rule of a stage, or of all, with what it says, met or not: for the officer who looks at each.

    Parameters: ``known`` are facts that the application itself does not tell, by their names in ``Facts``.
    """
    rules = [
        asked for asked in call_rules.asked_in(application.call) if stage is None or stage in asked.row.stages
    ]
    if not rules:
        return []
    facts = replace(facts_for(application, sections, rules, now=now), **(known or {}))
    return [(asked, asked.check(facts)) for asked in rules]


def reads_files(asked: Asked) -> bool:
    """Tell whether a rule, or one inside it, looks at the files of an application."""
    return asked.is_any_of(OF_FILES)


def placed(finding: Finding, sections: Sequence[AnsweredSection]) -> Placed:
    """Return a finding with the answer it is about."""
    about = finding.about
    for part in sections:
        for answered in part.answers:
            code, meaning = answered.question.code, answered.question.meaning
            if about and about in {f"question:{code}", meaning, code}:
                return Placed(finding, answered, part.section.number)
    return Placed(finding, None, None)


def stopping(found: Sequence[Placed]) -> list[Placed]:
    """Return the findings over which nothing can be handed in."""
    return [one for one in found if one.finding.effect == Effect.BLOCKING]
