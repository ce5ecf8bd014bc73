"""The life of cases from the draft to the closing, with random people, at random moments, two at once.

Whatever is tried in whichever order: no case moves as it may not or by whom it may not, what is granted stays within
the budget, the diary has no gap, no decision is without its reasons and its notice, and the register says everything
and forgets nothing.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from grants.domain.deciding import letters
from grants.domain.money import by_date
from grants.enums.money import PaymentStatus
from grants.models import Application, Award, DecisionAct, Payment, RegisterEntry
from tests.grants.lifecycle.scene import ACTS, KINDS, Scene, attempt, fresh

BUDGET = 100_000
MOST_CASES = 4
# The moves that a case may make, and who makes them; written here once more, apart from the code's own table.
APPLICANT = {"applicant"}
OFFICERS = {"officer", "second officer"}
DECIDERS = {"decision maker", "second decision maker"}
MOVES: dict[tuple[str, str], set[str]] = {
    ("draft", "submitted"): APPLICANT,
    ("submitted", "eligible"): OFFICERS,
    ("submitted", "ineligible"): OFFICERS,
    ("eligible", "ineligible"): OFFICERS,
    ("ineligible", "eligible"): OFFICERS,
    ("submitted", "withdrawn"): APPLICANT,
    ("eligible", "withdrawn"): APPLICANT,
    ("eligible", "approved"): DECIDERS,
    ("eligible", "rejected"): DECIDERS,
    ("ineligible", "rejected"): DECIDERS,
    ("eligible", "submitted"): DECIDERS,
    ("ineligible", "submitted"): DECIDERS,
    ("approved", "eligible"): DECIDERS,
    ("rejected", "eligible"): DECIDERS,
    ("rejected", "ineligible"): DECIDERS,
}
GRANTEES, EDITORS = APPLICANT, OFFICERS | {"administrator"}
GRANT_MOVES: dict[tuple[str, str], set[str]] = {
    ("offered", "accepted"): GRANTEES,
    ("offered", "declined"): GRANTEES,
    ("offered", "lapsed"): {"the clock"},
    # By the bank's answer that the first part is paid, or by a report of what was done.
    ("accepted", "running"): EDITORS | GRANTEES,
    ("accepted", "suspended"): EDITORS,
    ("running", "suspended"): EDITORS,
    ("suspended", "accepted"): EDITORS,
    ("suspended", "running"): EDITORS,
    ("running", "closed"): EDITORS,
    ("revoked", "offered"): DECIDERS,
    **{
        (status, "revoked"): DECIDERS
        for status in ("offered", "accepted", "running", "declined", "lapsed", "suspended")
    },
}
# What usually comes next, so that cases get somewhere among all that is refused.
ONWARD: dict[str, list[tuple[str, str]]] = {
    "draft": [("applicant", "hand in")],
    "submitted": [("officer", "screen as eligible"), ("second officer", "screen as not eligible")],
    "eligible": [
        ("decision maker", "approve"),
        ("second decision maker", "approve"),
        ("decision maker", "reject"),
    ],
    "ineligible": [("decision maker", "reject"), ("officer", "screen as eligible")],
    "rejected": [("applicant", "appeal"), ("decision maker", "revoke")],
}
# Once granted, it goes on with the first of these that is possible: later ones need the earlier ones.
GRANTED = (
    ("applicant", "accept"),
    ("applicant", "enter an account"),
    ("officer", "verify the account"),
    ("officer", "prepare a payment"),
    ("second officer", "release a payment"),
    ("officer", "write a payment file"),
    ("officer", "read the bank's answer"),
    ("officer", "claim back"),
    ("officer", "record a repayment"),
    ("applicant", "report"),
    ("second officer", "approve the report"),
    ("officer", "close"),
    ("decision maker", "revoke"),
)


def onward(case: Application) -> list[tuple[str, str]]:
    """Return what usually comes next for a case."""
    if case.status != "approved":
        return ONWARD.get(case.status, [("applicant", "withdraw")])
    award = Award.objects.get(decision__application=case)
    part = award.payments.first()
    account = award.bank_accounts.current().first()
    if award.status == "offered":
        return [GRANTED[0], ("applicant", "decline"), GRANTED[0]]
    if account is None or account.verified_at is None:
        return [GRANTED[1] if account is None else GRANTED[2]]
    by_part = {"payable": GRANTED[3], "prepared": GRANTED[4], "released": GRANTED[5], "sent": GRANTED[6]}
    if part is not None and part.status in by_part and award.status in {"accepted", "running"}:
        return [by_part[part.status]] * 3 + [("officer", "suspend"), ("decision maker", "revoke")]
    return [("officer", "resume"), *GRANTED[7:]]


case_numbers = st.integers(0, MOST_CASES - 1)
kinds = st.sampled_from(KINDS)
acts = st.sampled_from(sorted(ACTS))


# What was done at all, so that the test sees whether it tested anything.
DONE: Counter[str] = Counter()


class Lives(RuleBasedStateMachine):
    """Cases of one call, kept for good, so that two people may act at the same moment."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(timezone.now(), tick=True)
        self.traveller = self.clock.start()
        self.seen: dict[int, list[tuple[Any, ...]]] = {}
        self.numbers: dict[int, str] = {}

    @initialize()
    def begin(self) -> None:
        """Somebody has begun to write."""
        self.scene = Scene(BUDGET)
        self.cases = [self.scene.draft(60_000)]

    @precondition(lambda self: len(self.cases) < MOST_CASES)
    @rule(requested=st.sampled_from([30_000, 60_000, 99_999]))
    def somebody_begins(self, requested: int) -> None:
        """Another draft."""
        self.cases.append(self.scene.draft(requested))

    @rule(number=case_numbers, pick=st.integers(0, 12))
    def goes_on(self, number: int, pick: int) -> None:
        """What comes next, by somebody who may."""
        case = fresh(self._case(number))
        steps = onward(case)
        self._try(case, *steps[pick % len(steps)])

    @rule(number=case_numbers, kind=kinds, name=acts)
    def tries(self, number: int, kind: str, name: str) -> None:
        """Anybody tries anything."""
        self._try(self._case(number), kind, name)

    @rule(
        numbers=st.tuples(case_numbers, case_numbers), pick=st.tuples(st.integers(0, 12), st.integers(0, 12))
    )
    def two_at_once(self, numbers: tuple[int, int], pick: tuple[int, int]) -> None:
        """Two people do what comes next at the same moment, on one case or on two that share a budget."""
        cases = [fresh(self._case(number)) for number in numbers]
        steps = [onward(case) for case in cases]
        chosen = [options[one % len(options)] for options, one in zip(steps, pick, strict=True)]
        together = Barrier(2)

        def act(case: Application, kind: str, name: str) -> Exception | None:
            try:
                together.wait(10)
                return attempt(self.scene, case, kind, name)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            running = [pool.submit(act, case, *step) for case, step in zip(cases, chosen, strict=True)]
            for one, (kind, name) in zip(running, chosen, strict=True):
                if one.result() is None:
                    assert kind in ACTS[name].who
                    DONE[name] += 1

    @rule(days=st.sampled_from([0.2, 1, 6, 8, 40, 400]))
    def time_passes(self, days: float) -> None:
        """The clock goes on, and what it does by itself is done."""
        self.traveller.shift(timedelta(days=days))
        letters.send_due(timezone.now())
        by_date.run(timezone.localdate())

    @invariant()
    def cases_moved_as_they_may(self) -> None:
        """Each move begins where the last one ended, is in the table, and was made by who makes it."""
        for case in self._cases():
            status = "draft"
            for move in case.moves.select_related("by").order_by("pk"):
                assert move.from_status == status
                assert self._kind(case, move.by) in MOVES[status, move.to_status]
                status = move.to_status
            assert case.status == status

    @invariant()
    def grants_moved_as_they_may(self) -> None:
        """So do grants."""
        awards = Award.objects.filter(decision__application__call=self.scene.call)
        for award in awards.select_related("decision__application__applicant"):
            status = "offered"
            for move in award.moves.select_related("by").order_by("pk"):
                assert move.from_status == status
                assert self._kind(award.decision.application, move.by) in GRANT_MOVES[status, move.to_status]
                status = move.to_status
            assert award.status == status

    @invariant()
    def grants_stay_within_the_budget(self) -> None:
        """What is granted, paid and claimed back keeps its bounds."""
        standing = list(Award.objects.standing().filter(decision__application__call=self.scene.call))
        given = [one.amount for one in standing if one.status not in {"declined", "lapsed"}]
        assert sum(given, Decimal(0)) <= BUDGET
        for award in Award.objects.filter(decision__application__call=self.scene.call):
            paid = sum((one.amount for one in award.payments.filter(status=PaymentStatus.PAID)), Decimal(0))
            assert paid <= award.amount
            assert sum((one.amount for one in award.repayments.all()), Decimal(0)) <= paid
        for part in Payment.objects.filter(award__decision__application__call=self.scene.call):
            assert part.released_by_id is None or part.released_by_id != part.prepared_by_id

    @invariant()
    def the_diary_has_no_gap(self) -> None:
        """Numbers are given at once, one after the other within their year, and never change."""
        years: dict[str, list[int]] = {}
        for case in self._cases():
            assert bool(case.diary_number) == (case.submitted_at is not None)
            assert self.numbers.setdefault(case.pk, case.diary_number or "") in {"", case.diary_number}
            if case.diary_number:
                self.numbers[case.pk] = case.diary_number
                year, number = case.diary_number.removeprefix("VGR ").split("-")
                years.setdefault(year, []).append(int(number))
        for given in years.values():
            assert sorted(given) == list(range(1, len(given) + 1))

    @invariant()
    def decisions_have_reasons(self) -> None:
        """A case is decided if a decision stands, which says why and how to appeal."""
        for case in self._cases():
            decision = getattr(case, "decision", None)
            stands = decision is not None and decision.revoked_at is None
            assert stands == (case.status in {"approved", "rejected"})
            assert not stands or decision.outcome == case.status
            for act in DecisionAct.objects.filter(application=case):
                assert act.reasons.strip()
                assert act.kind == "referral" or act.appeal_notice.strip()

    @invariant()
    def the_register_is_complete(self) -> None:
        """Entries are numbered without gaps, stay as they were, and tell of all that happened."""
        for case in self._cases():
            entries = list(
                RegisterEntry.objects.filter(application=case)
                .order_by("number")
                .values_list("number", "kind", "subject", "by", "key", "at")
            )
            assert [entry[0] for entry in entries] == list(range(1, len(entries) + 1))
            before = self.seen.get(case.pk, [])
            assert entries[: len(before)] == before
            self.seen[case.pk] = entries
            kinds_of = Counter(entry[1] for entry in entries)
            keys = {entry[4] for entry in entries}
            assert {f"act-{act.number}" for act in case.decision_acts.all()} <= keys
            assert kinds_of["application"] >= case.submissions.count()
            assert kinds_of["screening"] >= case.screenings.count()

    def teardown(self) -> None:
        """Give the clock back."""
        self.clock.stop()

    def _case(self, number: int) -> Application:
        return self.cases[number % len(self.cases)]

    def _cases(self) -> list[Application]:
        found = Application.objects.filter(call=self.scene.call).select_related("applicant", "decision")
        return list(found.prefetch_related("decision_acts", "submissions", "screenings").order_by("pk"))

    def _kind(self, case: Application, person: Any) -> str:
        people = {user.pk: kind for kind, user in self.scene.people.items()} | {
            case.applicant_id: "applicant"
        }
        return people[person.pk] if person is not None else "the clock"

    def _try(self, case: Application, kind: str, name: str) -> None:
        if attempt(self.scene, case, kind, name) is None:
            assert kind in ACTS[name].who, f"{kind} may not: {name}"
            DONE[name] += 1


@pytest.mark.django_db(transaction=True)
def test_cases_live_as_they_may() -> None:
    run(
        Lives,
        settings=settings(
            max_examples=12,
            stateful_step_count=50,
            deadline=None,
            # Two at once are never the same twice: there is nothing to make smaller.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

    # With these numbers it always comes far; a machine that never grants anything would prove nothing.
    assert {"hand in", "screen as eligible", "approve", "reject", "accept"} <= DONE.keys()
