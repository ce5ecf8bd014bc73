"""A decision's acts: conditions, a lower amount, correction, revocation, referral; each once, each in the register."""

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from grants.contracts import contract
from grants.domain import decisions, screening
from grants.domain.deciding import changes, conditions, standing
from grants.domain.deciding.acts import Condition
from grants.domain.money import awards
from grants.domain.screening import CHECKS
from grants.enums import ApplicationStatus, DecisionActKind
from grants.models import Application, Award, Call, Decision, DecisionAct, DecisionCondition, RegisterEntry
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.models import Job
from tests.clients import StrictClient
from tests.factories.deciding import WORDS, DecisionActFactory
from tests.journeys.pdf_text import text_of

SCREENED = dict.fromkeys(CHECKS, True)


def grant(case: Application, by: User, amount: Any = 40_000, **more: Any) -> Decision:
    said = {"lower_reasons": "The budget.", **WORDS, **more}
    return decisions.decide(case, outcome="approved", amount=Decimal(amount), by=by, **said)


def kinds(case: Application) -> list[str]:
    return list(DecisionAct.objects.filter(application=case).values_list("kind", flat=True))


def status(case: Application) -> str:
    return Application.objects.values_list("status", flat=True).get(pk=case.pk)


def test_a_grant_keeps_its_conditions_one_by_one(case: Application, decider: User, officer: User) -> None:
    due = date(2027, 5, 1)
    grant(case, decider, condition_text="Name the region.", conditions=[Condition("The contract", due)])

    condition = DecisionCondition.objects.get()
    conditions.fulfil(condition, note="Came by post.", by=officer)
    conditions.fulfil(condition, note="Something else.", by=officer)

    condition.refresh_from_db()
    assert (condition.text, condition.due_on, condition.note) == ("The contract", due, "Came by post.")
    assert RegisterEntry.objects.filter(key=f"condition-{condition.pk}").count() == 1


def test_a_condition_is_fulfilled_with_a_note_and_while_it_is_in_force(
    case: Application, decider: User, officer: User
) -> None:
    grant(case, decider, conditions=[Condition("The contract")])
    condition = DecisionCondition.objects.get()
    with pytest.raises(DomainError, match="Say how"):
        conditions.fulfil(condition, note=" ", by=officer)
    changes.revoke(case, by=decider, **WORDS)

    with pytest.raises(DomainError, match="no longer in force"):
        conditions.fulfil(condition, note="Came.", by=officer)


def test_less_than_was_applied_for_needs_its_reason_in_the_database_too(case: Application) -> None:
    with pytest.raises(IntegrityError, match="decision_act_lower_with_reasons"), transaction.atomic():
        DecisionActFactory(application=case, outcome="approved", amount=40_000, requested=50_000)


@pytest.mark.parametrize(
    ("changes_made", "constraint"),
    [
        ({"reasons": ""}, "decision_act_with_reasons"),
        ({"appeal_notice": ""}, "decision_act_with_notice"),
        ({"kind": "correction"}, "decision_act_correction_says_what"),
        ({"kind": "revocation"}, "decision_act_says_what_stands"),
        ({"amount": 1}, "decision_act_amount_with_approval"),
    ],
)
def test_no_act_without_what_it_needs(
    case: Application, changes_made: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        DecisionActFactory(application=case, **changes_made)


def test_a_correction_is_an_act_of_its_own_and_once(case: Application, decider: User) -> None:
    grant(case, decider, 4_000)
    said = {"changes": "4,000 should read 40,000.", "reasons": "A slip.", "amount": Decimal(40_000)}

    acts = [changes.correct(case, by=decider, **said) for _ in range(2)]

    assert acts[0] == acts[1]
    assert kinds(case) == ["original", "correction"]
    assert (Award.objects.get().amount, Decision.objects.get().reasons) == (40_000, WORDS["reasons"])
    assert sorted(Job.objects.values_list("arguments__number", flat=True), key=str) == [2, None]


def test_a_correction_keeps_the_budget(call: Call, case: Application, decider: User) -> None:
    Call.objects.filter(pk=call.pk).update(budget=40_000)
    grant(case, decider, 30_000)

    with pytest.raises(DomainError, match="left of its budget"):
        changes.correct(case, changes="x", reasons="y", amount=Decimal("40000.01"), by=decider)

    assert kinds(case) == ["original"]


def test_a_revoked_case_is_decided_again_by_the_same_head(case: Application, decider: User) -> None:
    first = grant(case, decider)
    changes.revoke(case, by=decider, **WORDS)
    assert (status(case), list(Decision.objects.standing())) == (ApplicationStatus.ELIGIBLE, [])
    case.refresh_from_db()

    again = grant(case, decider, 45_000)

    assert (again.pk, again.award.amount, again.revoked_at) == (first.pk, 45_000, None)
    assert kinds(case) == ["original", "revocation", "original"]
    assert status(case) == ApplicationStatus.APPROVED


def test_what_was_paid_is_not_revoked(
    case: Application, decider: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "OBSTACLES", (lambda award: "It has been paid.",))
    grant(case, decider)

    with pytest.raises(DomainError, match="It has been paid"):
        changes.revoke(case, by=decider, **WORDS)

    assert status(case) == ApplicationStatus.APPROVED


def test_a_revocation_needs_reasons_a_notice_and_a_decider(
    case: Application, decider: User, officer: User
) -> None:
    grant(case, decider)

    for changed in ({"reasons": ""}, {"appeal_notice": " "}):
        with pytest.raises(DomainError):
            changes.revoke(case, by=decider, **{**WORDS, **changed})
    with pytest.raises(NotAllowed):
        changes.revoke(case, by=officer, **WORDS)
    with pytest.raises(StaleEdit):
        changes.revoke(case, by=decider, version=1, **WORDS)


def test_a_case_referred_back_is_screened_again(case: Application, decider: User, officer: User) -> None:
    for _ in range(2):
        changes.refer_back(case, asked="Ask for the budget.", by=decider)
    assert (status(case), kinds(case)) == (ApplicationStatus.SUBMITTED, ["referral"])
    with pytest.raises(DomainError, match="has to be screened"):
        grant(case, decider)
    case.refresh_from_db()

    screening.screen(case, checks=SCREENED, eligible=True, version=case.version, by=officer)
    grant(case, decider)

    assert kinds(case) == ["referral", "original"]


def test_a_decided_case_is_not_referred_back(case: Application, decider: User) -> None:
    grant(case, decider)

    with pytest.raises(DomainError, match="Revoke the decision first"):
        changes.refer_back(case, asked="More.", by=decider)


def test_acts_are_never_changed(case: Application, decider: User) -> None:
    grant(case, decider)

    acts = DecisionAct.objects.filter(application=case)
    for write in (lambda: acts.update(reasons="x"), lambda: acts._raw_delete("default")):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            write()


def test_every_act_enters_the_register_without_gaps(case: Application, decider: User) -> None:
    grant(case, decider)
    changes.correct(case, changes="x", reasons="y", by=decider)
    changes.revoke(case, by=decider, **WORDS)

    # The plan by which the grant is paid stands among them.
    entries = list(RegisterEntry.objects.filter(application=case).values_list("number", "kind", "key"))
    assert [number for number, _kind, _key in entries] == list(range(1, len(entries) + 1))
    assert [key for _number, kind, key in entries if kind == "decision"] == ["act-1", "act-2", "act-3"]


def test_until_it_is_published_nothing_is_sent_and_no_award_is_seen(case: Application, decider: User) -> None:
    grant(case, decider, published_from=timezone.now() + timedelta(days=1))

    assert Job.objects.count() == 0
    assert (list(Decision.objects.published()), list(Award.objects.visible_to(case.applicant))) == ([], [])
    assert Award.objects.visible_to(decider).count() == 1
    assert DecisionAct.objects.visible_to(case.applicant).count() == 0


def test_the_acts_of_a_case_are_of_a_closed_list() -> None:
    assert set(DecisionActKind.values) == {"original", "correction", "revocation", "change", "referral"}


def test_what_the_grantee_accepts_names_every_condition(
    case: Application, decider: User, client: StrictClient
) -> None:
    due = date(2027, 5, 1)
    grant(case, decider, condition_text="Name the region.", conditions=[Condition("Send the contract", due)])
    award = Award.objects.get()
    client.force_login(case.applicant)

    pages = [client.get(f"/my/grants/{case.reference}/{rest}").content.decode() for rest in ("", "accept/")]
    awards.accept(award, name="A Grantee", by=case.applicant)
    award.refresh_from_db()
    with contract(award).file.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as pdf:
        signed = " ".join(" ".join(text_of(page) for page in pdf.pages).split())

    for said in (*pages, signed):
        assert "Name the region." in said
        assert "Send the contract" in said
        assert "1 May 2027" in said
