"""Giving applications to assessors: proposed, looked at, then written; never against a conflict of interest."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import assessment_mail
from grants.domain import register
from grants.domain.assessment.pools import members_on
from grants.domain.assessment.rounds import require_not_agreed, require_running
from grants.domain.assessment.traces import Trace, traces_between
from grants.enums import ApplicationStatus, Meaning, RegisterDirection, RegisterKind
from grants.enums.assessment import AssessmentStatus, AssignmentRule
from grants.models import Application, AssessmentRound, Assignment, PoolMember, Submission
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting

# What may be assessed: handed in, and neither taken back nor decided.
ASSESSABLE = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.ELIGIBLE})
# What is proposed and written in one go, so that a page answers at once.
MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Pair:
    """An application proposed for an assessor, with what the portal knows that ties them."""

    application: Application
    member: PoolMember
    traces: Sequence[Trace] = ()


@dataclass(frozen=True)
class Plan:
    """What would be assigned, and the applications for which too few assessors are free of ties."""

    pairs: Sequence[Pair]
    short: Sequence[tuple[Application, int]] = ()


def open_cases(round: AssessmentRound) -> Any:
    """Return the applications of the round's call that can be assigned, in the order of their diary."""
    return (
        Application.objects.filter(call=round.call_id, status__in=ASSESSABLE)
        .only("reference", "title", "applicant_name", "language", "diary_number", "call_id", "status")
        .order_by("submitted_at", "pk")
    )


def given_in(round: AssessmentRound) -> Any:
    """Return the assignments of a round that count: not taken back, without a conflict of interest."""
    return Assignment.objects.filter(round=round).counting()


@dataclass
class _Desk:
    """What the proposal reads once: who is there, what they have, what ties them, and what each application is about."""

    members: Sequence[PoolMember]
    load: Counter[int]
    given: dict[int, list[Assignment]]
    ties: Mapping[tuple[int, int], list[Trace]]
    conflicts: set[tuple[int, int]]
    fields: Mapping[int, frozenset[str]]


def propose(round: AssessmentRound, applications: Sequence[Application] | None = None) -> Plan:
    """Propose who gets which of the applications (default: those of the round that have too few assessors).

    Each gets as many as the round says, by its rule, from each pool alike where it asks for parity; nobody whom the
    portal ties to the application, or who declared a conflict of interest in it. Writes nothing; the number of queries
    does not grow. At most MOST_AT_ONCE applications at a time.
    """
    cases = list(open_cases(round) if applications is None else applications)
    have = Counter(Assignment.objects.filter(round=round).counting().values_list("application_id", flat=True))
    cases = [one for one in cases if have[one.pk] < round.fewest_assessors][:MOST_AT_ONCE]
    desk = _desk(round, cases)
    free = {case.pk: [one for one in desk.members if _is_free(desk, case, one)] for case in cases}
    pairs: list[Pair] = []
    short = []
    # Those with the fewest to choose from choose first.
    for case in sorted(cases, key=lambda one: (len({member.user_id for member in free[one.pk]}), one.pk)):
        wanted = round.fewest_assessors - have[case.pk]
        chosen = _choose(round, desk, case, free[case.pk], wanted)
        pairs += [Pair(case, member) for member in chosen]
        if len(chosen) < wanted:
            short.append((case, wanted - len(chosen)))
    return Plan(pairs, short)


def _desk(round: AssessmentRound, cases: Sequence[Application]) -> _Desk:
    members = members_on(round, timezone.localdate())
    users = sorted({one.user_id for one in members})
    keys = [case.pk for case in cases]
    present = Assignment.objects.filter(round=round).counting()
    given: dict[int, list[Assignment]] = defaultdict(list)
    for one in present.filter(application__in=keys):
        given[one.application_id].append(one)
    return _Desk(
        members=members,
        load=Counter(present.values_list("assessor_id", flat=True)),
        given=given,
        ties=traces_between(keys, users),
        conflicts=_conflicts(keys, users),
        fields=_fields(round, cases),
    )


def _conflicts(applications: Sequence[int], users: Sequence[int]) -> set[tuple[int, int]]:
    """Return who has declared a conflict of interest in which application, in any round."""
    declared = Assignment.objects.filter(application__in=applications, assessor__in=users, has_conflict=True)
    return set(declared.values_list("application_id", "assessor_id"))


def _fields(round: AssessmentRound, cases: Sequence[Application]) -> dict[int, frozenset[str]]:
    """Return the codes of the fields of art of each application: as answered, or else the call's."""
    of_call = frozenset(round.call.fields.values_list("code", flat=True))
    found = {case.pk: of_call for case in cases}
    if round.rule != AssignmentRule.BY_FIELD:
        return found
    latest = (
        Submission.objects.filter(application__in=found)
        .order_by("application_id", "-number")
        .distinct("application_id")
    )
    for pk, content in latest.values_list("application_id", "content"):
        if answered := set(_answered_fields(content or {})):
            found[pk] = frozenset(answered)
    return found


def _answered_fields(content: Mapping[str, Any]) -> Iterable[str]:
    for section in content.get("sections", []):
        for answer in section.get("answers", []):
            if answer.get("meaning") == Meaning.FIELDS:
                value = answer.get("value") or answer.get("typed") or []
                yield from ([value] if isinstance(value, str) else map(str, value))


def _is_free(desk: _Desk, case: Application, member: PoolMember) -> bool:
    key = (case.pk, member.user_id)
    has_it = any(one.assessor_id == member.user_id for one in desk.given.get(case.pk, []))
    return not (has_it or key in desk.ties or key in desk.conflicts)


def _choose(
    round: AssessmentRound, desk: _Desk, case: Application, free: Sequence[PoolMember], wanted: int
) -> list[PoolMember]:
    """Choose assessors for one application, and count them as theirs."""
    from_pool = Counter(one.pool_id for one in desk.given.get(case.pk, []))
    waiting = list(free)
    chosen: list[PoolMember] = []
    while waiting and len(chosen) < wanted:
        best = min(waiting, key=lambda one: _rank(round, desk, case, one, from_pool))
        chosen.append(best)
        from_pool[best.pool_id] += 1
        desk.load[best.user_id] += 1
        waiting = [one for one in waiting if one.user_id != best.user_id]
    return chosen


def _rank(
    round: AssessmentRound, desk: _Desk, case: Application, member: PoolMember, from_pool: Counter[int]
) -> tuple[int, int, int, int]:
    parity = from_pool[member.pool_id] if round.parity else 0
    fit = 0
    if round.rule == AssignmentRule.BY_FIELD:
        knows = {field.code for field in member.fields.all()}
        fit -= 2 * bool(knows & desk.fields[case.pk])
        fit -= case.language in member.languages
    return parity, fit, desk.load[member.user_id], member.pk


def plan_of(round: AssessmentRound, wanted: Sequence[tuple[int, int]]) -> Plan:
    """Return what was chosen by hand, with the ties that the portal knows of.

    Parameters: ``wanted`` are pairs of the keys of an application and of a member of a pool. Raises DomainError for a
    pair that must not be: not of this round, assigned already, a conflict of interest.
    """
    if len(wanted) > MOST_AT_ONCE * 20:
        raise DomainError(_("This is too much at once. Assign fewer applications."), code="too_many")
    cases = {one.pk: one for one in open_cases(round).filter(pk__in={pk for pk, _member in wanted})}
    desk = _desk(round, list(cases.values()))
    members = {one.pk: one for one in desk.members}
    pairs, problems = [], []
    seen = set()
    for pk, member_pk in wanted:
        case, member = cases.get(pk), members.get(member_pk)
        if case is None or member is None:
            problems.append(_("An application or an assessor is no longer in this round. Choose again."))
            continue
        if (pk, member.user_id) in seen:
            continue
        seen.add((pk, member.user_id))
        if problem := _refusal(desk, case, member):
            problems.append(problem)
        pairs.append(Pair(case, member, desk.ties.get((pk, member.user_id), [])))
    if problems:
        raise DomainError(list(dict.fromkeys(problems)))
    return Plan(pairs)


def _refusal(desk: _Desk, case: Application, member: PoolMember) -> str:
    said = {"assessor": member.user, "application": case}
    if any(one.assessor_id == member.user_id for one in desk.given.get(case.pk, [])):
        return _("%(assessor)s has “%(application)s” already.") % said
    certain = any(tie.is_certain for tie in desk.ties.get((case.pk, member.user_id), []))
    if certain or (case.pk, member.user_id) in desk.conflicts:
        return _("%(assessor)s has a conflict of interest in “%(application)s”.") % said
    return ""


@transaction.atomic
def assign(round: AssessmentRound, wanted: Sequence[tuple[int, int]], *, by: Any) -> list[Assignment]:
    """Give applications to assessors, enter it in the register of each case, and tell each assessor once.

    Parameters: as ``plan_of``. Raises NotAllowed for others than those who run the assessment, DomainError as
    ``plan_of`` and once the ranking is agreed: what was proposed is looked at again, under a lock on the round.
    """
    round = lock(round)
    require_running(round.call, by)
    require_not_agreed(round)
    plan = plan_of(round, wanted)
    if not plan.pairs:
        raise DomainError(_("Choose applications and an assessor."), code="nothing")
    with acting(by):
        made = [_give(round, pair, by) for pair in sorted(plan.pairs, key=lambda one: one.application.pk)]
    for assessor in {one.assessor_id: one.assessor for one in made}.values():
        own = [one.pk for one in made if one.assessor_id == assessor.pk]
        assessment_mail.applications_assigned(round, assessor, count=len(own), key=f"{round.pk}-{max(own)}")
    return made


def _give(round: AssessmentRound, pair: Pair, by: Any) -> Assignment:
    made = Assignment.objects.create(
        round=round,
        application=pair.application,
        assessor=pair.member.user,
        pool=pair.member.pool,
        assigned_by=by,
    )
    _enter(
        made, gettext_lazy("Given to %(assessor)s for assessment, %(round)s"), by, key=f"assignment-{made.pk}"
    )
    return made


def _enter(assignment: Assignment, sentence: Promise, by: Any, *, key: str, **more: Any) -> None:
    register.enter(
        assignment.application,
        kind=RegisterKind.ASSIGNMENT,
        direction=RegisterDirection.DRAWN_UP,
        subject=lambda: str(sentence) % {"assessor": assignment.assessor, "round": assignment.round, **more},
        counterpart=str(assignment.assessor),
        by=by,
        key=key,
    )


@transaction.atomic
def take_back(assignment: Assignment, *, reason: str, by: Any) -> Assignment:
    """Take an application back from its assessor, with a reason; what they handed in is kept, and counts no longer.

    Raises NotAllowed, DomainError without a reason, or once the ranking is agreed. Taken back twice, it stays so.
    """
    lock(assignment.application)
    assignment = lock(assignment)
    require_running(assignment.round.call, by)
    require_not_agreed(assignment.round)
    if assignment.ended_at is not None:
        return assignment
    if not reason.strip():
        raise field_errors({"reason": _("Say why the application is taken back from this assessor.")})
    assignment.ended_at, assignment.ended_by = timezone.now(), by
    assignment.end_reason = reason.strip()
    assignment.clean_fields(exclude=["round", "application", "assessor", "pool", "assigned_by", "ended_by"])
    assignment.validate_constraints()
    with acting(by):
        assignment.save(update_fields=["ended_at", "ended_by", "end_reason"])
    _enter(
        assignment,
        gettext_lazy("Taken back from %(assessor)s: %(reason)s"),
        by,
        key=f"end-{assignment.pk}",
        reason=assignment.end_reason,
    )
    return assignment


@transaction.atomic
def reassign(assignment: Assignment, *, member: PoolMember, reason: str, by: Any) -> Assignment:
    """Take an application back from one assessor and give it to another, in one step. Raises as both do."""
    lock(assignment.round)  # before the case, as everybody does who needs both
    ended = take_back(assignment, reason=reason, by=by)
    return assign(ended.round, [(ended.application_id, member.pk)], by=by)[0]


@transaction.atomic
def remind(round: AssessmentRound, *, by: Any) -> int:
    """Remind every assessor who has not handed everything in, at most once a day each; return how many were asked.

    Raises NotAllowed for others than those who run the assessment, DomainError once the ranking is agreed.
    """
    require_running(round.call, by)
    require_not_agreed(round)
    return remind_of(round)


def remind_of(round: AssessmentRound) -> int:
    """Post the reminders of a round, in the caller's transaction: the same day again changes nothing."""
    waiting = unfinished(round).select_related("assessor")
    by_person = Counter(one.assessor for one in waiting)
    for assessor, count in by_person.items():
        assessment_mail.assessment_reminder(
            round, assessor, count=count, key=f"{round.pk}-{assessor.pk}-{timezone.localdate():%Y%m%d}"
        )
    return len(by_person)


def unfinished(round: AssessmentRound) -> Any:
    """Return what assessors have been given in a round and not handed in."""
    return (
        Assignment.objects.filter(round=round)
        .counting()
        .exclude(assessment__status__in=[AssessmentStatus.HANDED_IN, AssessmentStatus.SET_ASIDE])
    )
