"""The ranking of a call: weighted means, spread and places, computed by the database in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from grants.enums.assessment import MergeRule
from grants.models import AssessmentRound, Call

# One row for each assessment that counts: handed in, not taken back, without a conflict of interest.
GIVEN = """
WITH given AS (
    SELECT assignment.application_id, assignment.pool_id, assignment.assessor_id, assessment.recommended,
           sum(score.value * criterion.weight)::numeric / sum(criterion.weight) AS score
    FROM grants_assignment assignment
    JOIN grants_assessment assessment ON assessment.assignment_id = assignment.id
    JOIN grants_score score ON score.assessment_id = assessment.id
    JOIN grants_roundcriterion criterion ON criterion.id = score.criterion_id
    WHERE assignment.round_id = %(round)s AND assignment.ended_at IS NULL AND assignment.has_conflict = false
      AND assessment.status = 'handed_in' AND score.value IS NOT NULL
    GROUP BY assignment.id, assessment.id
)"""

BY_APPLICATION = """,
by_pool AS (
    SELECT application_id, pool_id, avg(score) AS score,
           rank() OVER (PARTITION BY pool_id ORDER BY avg(score) DESC) AS place
    FROM given GROUP BY application_id, pool_id
),
merged AS (
    SELECT application_id, avg(score) AS score, avg(place) AS mean_place FROM by_pool GROUP BY application_id
),
spread AS (
    SELECT application_id, count(*) AS assessments, stddev_pop(score) AS spread, avg(recommended) AS recommended
    FROM given GROUP BY application_id
),
wanted AS (
    SELECT application_id, sum(counts) AS assigned FROM (
        SELECT application_id, CASE WHEN has_conflict THEN 0 ELSE 1 END AS counts FROM grants_assignment
        WHERE round_id = %(round)s AND ended_at IS NULL
        UNION ALL
        SELECT application_id, 0 FROM grants_rankingline WHERE round_id = %(round)s
    ) AS every_one GROUP BY application_id
)
SELECT application.id, application.reference, application.title, application.applicant_name,
       application.requested, application.status,
       merged.score, spread.spread, merged.mean_place, spread.recommended, spread.assessments, wanted.assigned,
       line.proposed, line.note, line.place AS agreed_place, line.score AS agreed_score, line.spread AS agreed_spread,
       CASE WHEN merged.score IS NULL THEN NULL
            WHEN %(by_place)s THEN rank() OVER (ORDER BY merged.mean_place)
            ELSE rank() OVER (ORDER BY merged.score DESC NULLS LAST) END AS place
FROM wanted
JOIN grants_application application ON application.id = wanted.application_id
LEFT JOIN merged ON merged.application_id = application.id
LEFT JOIN spread ON spread.application_id = application.id
LEFT JOIN grants_rankingline line ON line.round_id = %(round)s AND line.application_id = application.id
WHERE application.status <> 'withdrawn'
ORDER BY place NULLS LAST, merged.score DESC NULLS LAST, application.id
"""

BY_ASSESSOR = """,
compared AS (
    SELECT assessor_id, score, count(*) OVER one AS n, sum(score) OVER one AS total
    FROM given WINDOW one AS (PARTITION BY application_id)
)
SELECT assessor_id, count(*), avg(score),
       avg(score - (total - score) / nullif(n - 1, 0)) FILTER (WHERE n > 1)
FROM compared GROUP BY assessor_id
"""
RANKING = GIVEN + BY_APPLICATION
STRICTNESS = GIVEN + BY_ASSESSOR


class RankedCase(NamedTuple):
    """What a ranking says of a case: values, for to make records of thousands takes longer than to rank them."""

    pk: int
    reference: str
    title: str
    applicant_name: str
    requested: Decimal | None
    status: str

    def __str__(self) -> str:
        return self.title or self.reference


class Ranked(NamedTuple):
    """An application in a ranking.

    ``score`` is the weighted mean on the round's scale, ``spread`` the standard deviation among its assessors,
    ``place`` is shared by equals; all three are None until somebody has handed in. ``proposed`` is the amount of the
    meeting in the call's currency, ``recommended`` the mean of what assessors recommend.
    """

    application: RankedCase
    score: Decimal | None
    spread: Decimal | None
    proposed: Decimal | None
    place: int | None
    recommended: Decimal | None = None
    handed_in: int = 0
    assigned: int = 0
    note: str = ""


@dataclass(frozen=True)
class Strictness:
    """How an assessor scores: how many, the mean, and how far above (+) or below (-) the others of the same cases."""

    assessor_id: int
    count: int
    mean: Decimal
    difference: Decimal | None


def ranking(call: Call) -> list[Ranked]:
    """Return the ranking of a call: that of its last agreed round, or else of its last one; two queries."""
    rounds = list(call.assessment_rounds.order_by("-number"))
    agreed = [one for one in rounds if one.is_agreed]
    chosen = (agreed or rounds)[:1]
    return ranking_of(chosen[0]) if chosen else []


def agreed_ranking(call: Call) -> list[Ranked]:
    """Return the ranking of a call's last agreed round, the best first; empty while none is agreed."""
    agreed = call.assessment_rounds.filter(agreed_at__isnull=False).order_by("-number").first()
    return ranking_of(agreed) if agreed is not None else []


def ranking_of(round: AssessmentRound) -> list[Ranked]:
    """Return the applications of a round, the best first, then those nobody has scored; one query.

    An agreed ranking says what was agreed, whatever became of single assessments since.
    """
    by_place = round.merge == MergeRule.RANKS
    with connection.cursor() as cursor:
        cursor.execute(RANKING, {"round": round.pk, "by_place": by_place})
        rows = cursor.fetchall()
    if not round.is_agreed:
        return [_ranked(*row) for row in rows]
    found = [_agreed(*row) for row in rows]
    found.sort(key=lambda one: (one.place is None, one.place or 0, one.application.pk))
    return found


def _ranked(
    pk: int,
    reference: str,
    title: str,
    applicant_name: str,
    requested: Decimal | None,
    status: str,
    score: Decimal | None,
    spread: Decimal | None,
    mean_place: Decimal | None,
    recommended: Decimal | None,
    assessments: int | None,
    assigned: int,
    proposed: Decimal | None,
    note: str | None,
    agreed_place: int | None,
    agreed_score: Decimal | None,
    agreed_spread: Decimal | None,
    place: int | None,
) -> Ranked:
    """Return a row of the statement as the assessments rank it, whatever was agreed."""
    case = RankedCase(pk, reference, title, applicant_name, requested, status)
    return Ranked(case, score, spread, proposed, place, recommended, assessments or 0, assigned, note or "")


def _agreed(*row: Any) -> Ranked:
    """Return a row of the statement as it was agreed, whatever the assessments have become since."""
    *_case, place, score, spread, _place_now = row
    return _ranked(*row)._replace(place=place, score=score, spread=spread)


def strictness(round: AssessmentRound) -> Sequence[Strictness]:
    """Return how each assessor of a round scores beside the others of the same applications; one query."""
    with connection.cursor() as cursor:
        cursor.execute(STRICTNESS, {"round": round.pk})
        return [Strictness(*row) for row in cursor.fetchall()]
