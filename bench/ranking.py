"""The ranking of a call of 5,000 applications, recalculated, against its bare statement."""

import random
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import connection
from django.utils import timezone

from bench import data
from bench.calls import forget_call, one_call
from bench.measuring import wait_of
from grants.domain.assessment import meeting, ranking
from grants.models import (
    Application,
    Assessment,
    AssessmentRound,
    AssessorPool,
    Assignment,
    RoundCriterion,
    Score,
    Submission,
)
from portal.accounts.models import User
from portal.site.domain.synthetic.copying import copy_records, reserve

APPLICATIONS, ASSESSORS, EACH, CRITERIA = 5_000, 60, 3, 5
MOST_TIMES_BARE = 2.0
ROUNDS = 15
SLUG = "bench-ranking"


def run() -> bool:
    """Print the figures; returns whether the ranking is within its bound."""
    round_ = _prepare()
    parameters = {"round": round_.pk, "by_place": False}

    def bare() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(ranking.RANKING, parameters)
            return cursor.fetchall()

    if not len(bare()) == len(ranking.ranking_of(round_)) == APPLICATIONS:
        raise RuntimeError("There is not the ranking that was to be measured.")
    costs = wait_of(
        {
            "bare": bare,
            "ranking": partial(ranking.ranking_of, round_),
            "meeting": partial(meeting.board, round_),
        },
        runs=ROUNDS,
    )
    times = costs["ranking"] / costs["bare"]
    within = times <= MOST_TIMES_BARE
    scores = APPLICATIONS * EACH * CRITERIA
    print(f"\nThe ranking of {APPLICATIONS:,} applications by {scores:,} scores (wall clock, medians; bound:")
    print(f"{MOST_TIMES_BARE} times the bare statement)\n")
    print(f"bare {costs['bare']:.0f} ms; ranking {costs['ranking']:.0f} ms: {times:.2f} times", end="")
    print(f"; with sums and the line of the budget {costs['meeting']:.0f} ms")
    if not within:
        print("over its bound")
    _forget()
    return within


def _prepare() -> AssessmentRound:
    """Make a call with its applications, and a round in which each of them is scored by several assessors."""
    _forget()
    chance, now = random.Random(5), timezone.now()  # noqa: S311 - invented scores
    call = one_call(SLUG)
    person = User.objects.get(email=data.OFFICER)
    assessors = User.objects.bulk_create(
        User(email=f"{SLUG}-{number}@synthetic.example", name=f"Assessor {number}", password="!")  # noqa: S106
        for number in range(ASSESSORS)
    )
    pool = AssessorPool.objects.create(authority=call.authority, names={"en": SLUG})
    round_ = AssessmentRound.objects.create(
        call=call,
        number=1,
        names={"en": "Round"},
        opens_at=now,
        closes_at=now + timedelta(days=30),
    )
    criteria = RoundCriterion.objects.bulk_create(
        RoundCriterion(round=round_, names={"en": f"Criterion {number}"}, weight=number + 1)
        for number in range(CRITERIA)
    )
    cases, submissions = reserve(Application, APPLICATIONS), reserve(Submission, APPLICATIONS)
    words = {"title": "Exchange", "requested": Decimal(50_000), "content": {"sections": []}}
    sent = {**words, "content_sha256": "0" * 64, "submitted_at": now, "submitted_by": person}
    copy_records(
        Application,
        (
            Application(
                pk=pk,
                call=call,
                authority=call.authority,
                applicant=person,
                applicant_name=f"Applicant {pk}",
                reference=f"RANK{pk}",
                diary_number=f"{SLUG} {pk}",
                language="sv",
                status="eligible",
                **sent,
            )
            for pk in cases
        ),
    )
    copy_records(
        Submission,
        (
            Submission(pk=key, application_id=pk, number=1, **sent)
            for key, pk in zip(submissions, cases, strict=True)
        ),
    )
    given = reserve(Assignment, APPLICATIONS * EACH)
    written = reserve(Assessment, APPLICATIONS * EACH)
    chosen = [one for _case in cases for one in chance.sample(assessors, EACH)]
    copy_records(
        Assignment,
        (
            Assignment(
                pk=key,
                round=round_,
                application_id=cases[place // EACH],
                assessor=chosen[place],
                pool=pool,
                has_conflict=False,
                assigned_at=now,
                assigned_by=person,
            )
            for place, key in enumerate(given)
        ),
    )
    copy_records(
        Assessment,
        (
            Assessment(
                pk=key,
                assignment_id=given[place],
                submission_id=submissions[place // EACH],
                looked_at=now,
                looked_by=chosen[place],
                recommended=Decimal(chance.randrange(10, 50) * 1000),
                recommendation="fund",
                status="handed_in",
                saved_at=now,
                handed_in_at=now,
                handed_in_by=chosen[place],
            )
            for place, key in enumerate(written)
        ),
    )
    copy_records(
        Score,
        (
            Score(assessment_id=key, criterion=criterion, value=chance.randrange(6))
            for key in written
            for criterion in criteria
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return round_


def _forget() -> None:
    """Remove what an earlier run has left."""
    forget_call(SLUG)
    data.remove(User.objects.filter(email__startswith=f"{SLUG}-"))
