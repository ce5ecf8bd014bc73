"""The meeting on a ranking: amounts proposed from the best place down, where the money ends, and what is agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from grants.domain import register
from grants.domain.assessment.ranking import Ranked, ranking_of
from grants.domain.assessment.rounds import require_not_agreed
from grants.domain.deciding.spending import left_to_grant
from grants.domain.envelopes import drawn_from
from grants.enums import RegisterDirection, RegisterKind
from grants.models import AssessmentRound, Award, Call, RankingLine
from grants.permissions import can_agree_ranking
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, StaleEdit, field_errors
from portal.core.history import acting

ZERO = Decimal(0)
WHOLE = Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Row:
    """A line of the meeting's list: the application, what is proposed down to here, and whether the money reaches it."""

    ranked: Ranked
    running: Decimal
    is_covered: bool
    is_last_covered: bool = False


@dataclass(frozen=True)
class Share:
    """What is proposed from an envelope, or falls to a funder, beside what there is (None: no limit)."""

    words: str
    proposed: Decimal
    limit: Decimal | None

    @property
    def is_over(self) -> bool:
        """Tell whether more is proposed than there is."""
        return self.limit is not None and self.proposed > self.limit


@dataclass(frozen=True)
class Board:
    """The meeting's view of a ranking: rows, sums, and the money by envelope and funder."""

    rows: Sequence[Row]
    total: Decimal
    left: Decimal | None
    waiting: Decimal
    envelopes: Sequence[Share] = field(default=())
    funders: Sequence[Share] = field(default=())

    @property
    def remaining(self) -> Decimal | None:
        """Return what is left of the call's money after all that is proposed; below zero where it is too little.

        What has been granted meanwhile is taken from the call's money already.
        """
        return None if self.left is None else self.left - self.waiting


def board(round: AssessmentRound, amounts: Mapping[int, Decimal | None] | None = None) -> Board:
    """Return the ranking with its running sums and the line where the money ends.

    Parameters: ``amounts`` replaces kept proposals by the application's key, as they are being typed.
    """
    ranked = ranking_of(round)
    said = {one.application.pk: one.proposed for one in ranked} | dict(amounts or {})
    left = left_to_grant(round.call)
    granted = set(
        Award.objects.standing()
        .filter(decision__application__call=round.call)
        .values_list("decision__application", flat=True)
    )
    rows: list[Row] = []
    running = waiting = ZERO
    for one in ranked:
        amount = said[one.application.pk] or ZERO
        running += amount
        waiting += ZERO if one.application.pk in granted else amount
        covered = left is None or waiting <= left
        rows.append(Row(one, running, covered))
    ends = next((place for place, row in enumerate(rows) if not row.is_covered), None)
    if ends:
        last = rows[ends - 1]
        rows[ends - 1] = Row(last.ranked, last.running, True, is_last_covered=True)
    amounts_by_case = {pk: amount for pk, amount in said.items() if amount}
    return Board(
        rows, running, left, waiting, _envelopes(round.call, amounts_by_case), _funders(round.call, running)
    )


def _envelopes(call: Call, amounts: Mapping[int, Decimal]) -> list[Share]:
    # What a funder pays in is shown with what falls to it.
    envelopes = [one for one in call.envelopes.all() if one.funder_id is None]
    if not envelopes:
        return []
    drawn = drawn_from(call, amounts)
    return [
        Share(
            str(one),
            drawn.get(one.code, ZERO),
            one.amount if one.amount is not None else _part(call.budget, one.share),
        )
        for one in envelopes
    ]


def _funders(call: Call, total: Decimal) -> list[Share]:
    """Return what falls to each funder by its share, or else by what it pays in, beside its part of the money."""
    paid_in: dict[int, Decimal] = {}
    for envelope in call.envelopes.all():
        if envelope.funder_id is not None and envelope.amount is not None:
            paid_in[envelope.funder_id] = paid_in.get(envelope.funder_id, ZERO) + envelope.amount
    together = sum(paid_in.values(), ZERO)
    found = []
    for one in call.funders.select_related("organisation"):
        own = paid_in.get(one.pk)
        if one.share:
            falls, share = _part(total, Decimal(one.share)), _part(call.budget, Decimal(one.share))
            found.append(Share(str(one), falls or ZERO, own if own is not None else share))
        elif own is not None:
            found.append(Share(str(one), (total * own / together).quantize(CENT), own))
    return found


def _part(whole: Decimal | None, share: Decimal | None) -> Decimal | None:
    if whole is None or share is None:
        return None
    return (whole * share / WHOLE).quantize(CENT)


@transaction.atomic
def propose(
    round: AssessmentRound, amounts: Mapping[int, Decimal | None], *, version: int, by: Any
) -> AssessmentRound:
    """Keep the amounts that the meeting proposes, by the applications' keys.

    Raises NotAllowed, StaleEdit when somebody changed them since ``version``, DomainError once the ranking is agreed,
    for an application outside it, or for more than is applied for.
    """
    round = _locked(round, version, by)
    return _propose(round, amounts, by)


def _locked(round: AssessmentRound, version: int, by: Any) -> AssessmentRound:
    round = lock(round)
    if not can_agree_ranking(by, round.call):
        raise NotAllowed(
            _("Only officers and decision makers of the call's authority work on its ranking."),
            code="not_officer",
        )
    require_not_agreed(round)
    if round.version != version:
        raise StaleEdit(
            _("Somebody else has changed the ranking meanwhile. Look at it, and enter your amounts again."),
            current=round,
            current_version=round.version,
        )
    return round


def _propose(round: AssessmentRound, amounts: Mapping[int, Decimal | None], by: Any) -> AssessmentRound:
    ranked = {one.application.pk: one for one in ranking_of(round)}
    problems = {
        f"amount-{pk}": _("No more than is applied for.")
        for pk, amount in amounts.items()
        if pk in ranked and _is_too_much(ranked[pk], amount)
    }
    if problems:
        raise field_errors(problems)
    kept = {line.application_id: line for line in round.ranking_lines.all()}
    with acting(by):
        for pk, amount in amounts.items():
            if pk not in ranked or amount == ranked[pk].proposed:
                continue
            line = kept.get(pk) or RankingLine(round=round, application_id=pk)
            line.proposed = amount
            line.clean_fields(exclude=["round", "application"])
            line.validate_constraints()
            line.save()
        round.version += 1
        round.save(update_fields=["version"])
    return round


def _is_too_much(one: Ranked, amount: Decimal | None) -> bool:
    requested = one.application.requested
    return amount is not None and requested is not None and amount > requested


@transaction.atomic
def agree(
    round: AssessmentRound, amounts: Mapping[int, Decimal | None], *, version: int, by: Any
) -> AssessmentRound:
    """Agree the ranking with these amounts: from here it is locked, and stands in the register of each case.

    Raises as ``propose``, and DomainError while assessments are missing, or when more is proposed than there is.
    """
    round = _propose(_locked(round, version, by), amounts, by)
    meeting = board(round)
    scored = [row.ranked for row in meeting.rows if row.ranked.place is not None]
    if not scored:
        raise DomainError(_("Nobody has handed in an assessment yet."), code="nothing")
    if open_cases := [row for row in meeting.rows if row.ranked.handed_in < max(row.ranked.assigned, 1)]:
        raise DomainError(
            _("Assessments of %(count)s applications are missing. Wait for them, or take them back.")
            % {"count": len(open_cases)},
            code="missing",
        )
    if meeting.remaining is not None and meeting.remaining < 0:
        raise DomainError(_("More is proposed than the call has left."), code="budget")
    _freeze(round, scored, by)
    round.agreed_at, round.agreed_by = timezone.now(), by
    round.version += 1
    round.validate_constraints()
    with acting(by):
        round.save(update_fields=["agreed_at", "agreed_by", "version"])
    with translation.override(register.language_of(round.call.authority)):
        entries = [
            register.Entry(
                one.application.pk,
                _("Ranking agreed: place %(place)s of %(count)s, %(round)s")
                % {"place": one.place, "count": len(scored), "round": round},
                key=f"ranking-{round.pk}",
            )
            for one in scored
        ]
    register.enter_all(
        entries,
        kind=RegisterKind.RANKING,
        direction=RegisterDirection.DRAWN_UP,
        by=by,
    )
    return round


def _freeze(round: AssessmentRound, scored: Sequence[Ranked], by: Any) -> None:
    """Keep the place and score of each application as they are now."""
    with acting(by):
        RankingLine.objects.bulk_create(
            [
                RankingLine(
                    round=round,
                    application_id=one.application.pk,
                    proposed=one.proposed,
                    place=one.place,
                    score=one.score,
                    spread=one.spread,
                )
                for one in scored
            ],
            update_conflicts=True,
            unique_fields=["round", "application"],
            update_fields=["place", "score", "spread"],
        )
