"""Commitments say who does what by when; a day outside the agreement is refused, lateness is only told when certain."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import commitments
from partnerships.enums import CommitmentStatus
from partnerships.models import Article, Commitment
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.uncertain import UncertainDate, UncertainNumber
from tests.factories.accounts import member
from tests.factories.commitments import CommitmentFactory, WorkProgrammeFactory
from tests.factories.partnerships import AgreementFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def day(edtf: str) -> UncertainDate:
    return UncertainDate(edtf)


def test_add_keeps_who_what_how_many_by_when_and_the_price() -> None:
    agreement, museum = AgreementFactory(), OrganisationFactory()

    made = commitments.add(
        Commitment(agreement=agreement),
        {
            "what": {"en": "Exhibitions"},
            "owner": museum,
            "quantity": UncertainNumber.at_least(2),
            "due": day("2027"),
            "estimated_cost": 50000,
            "currency": "SEK",
        },
        by=member(agreement.partnership.authority),
    )

    made.refresh_from_db()
    assert (str(made.what), made.owner, made.quantity.canonical, made.due.edtf, made.status) == (
        "Exhibitions",
        museum,
        "at least 2",
        "2027",
        CommitmentStatus.OPEN,
    )


def test_add_by_another_authority_is_not_allowed() -> None:
    stranger = member(AgreementFactory().partnership.authority)

    with pytest.raises(NotAllowed):
        commitments.add(Commitment(agreement=AgreementFactory()), {"what": {"en": "Concerts"}}, by=stranger)


@pytest.mark.parametrize(
    ("due", "refused"),
    [
        ("2013", True),
        ("2018-01-01", True),
        ("2014", False),
        ("2017-12-31", False),
        ("2018~", False),
        ("..", False),
    ],
)
def test_add_refuses_a_day_certainly_outside_the_validity(due: str, refused: bool) -> None:
    agreement = AgreementFactory(valid_from="2014-03-01", valid_until="2017-12-31")
    values = {"what": {"en": "Concerts"}, "due": None if due == ".." else day(due)}

    if not refused:
        assert commitments.add(Commitment(agreement=agreement), values, by=None).pk
        return
    with pytest.raises(DomainError) as error:
        commitments.add(Commitment(agreement=agreement), values, by=None)

    assert error.value.message_dict["due"][0].startswith(
        f"“{day(due)}” lies outside the agreement, which is valid"
    )
    assert Commitment.objects.count() == 0


def test_an_agreement_renewed_tacitly_has_no_last_day() -> None:
    agreement = AgreementFactory(valid_from="2014", valid_until="2017", renews_tacitly=True)

    assert commitments.add(
        Commitment(agreement=agreement), {"what": {"en": "Concerts"}, "due": day("2020")}, by=None
    ).pk


def test_add_refuses_a_day_outside_the_period_of_its_work_programme() -> None:
    programme = WorkProgrammeFactory(period="2025/2027")

    with pytest.raises(DomainError) as error:
        commitments.add(
            Commitment(work_programme=programme), {"what": {"en": "Talks"}, "due": day("2028-01-01")}, by=None
        )

    assert "whose period is" in error.value.message_dict["due"][0]


def test_add_refuses_another_agreements_article() -> None:
    elsewhere = Article.objects.create(agreement=AgreementFactory(), number="1", texts={"en": "Text"})

    with pytest.raises(DomainError) as error:
        commitments.add(
            Commitment(agreement=AgreementFactory()), {"what": {"en": "Talks"}, "article": elsewhere}, by=None
        )

    assert error.value.message_dict == {"article": ["This article belongs to another agreement."]}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"estimated_cost": 5}, "Say in which currency the cost is."),
        ({"estimated_cost": -5, "currency": "SEK"}, "A cost is zero or more."),
        (
            {"mutual": True, "owner": "museum"},
            "Either one organisation has to do it, or both sides: choose one.",
        ),
    ],
)
def test_add_refuses_what_makes_no_sense(values: dict[str, object], sentence: str) -> None:
    if "owner" in values:
        values = {**values, "owner": OrganisationFactory()}

    with pytest.raises(ValidationError) as error:
        commitments.add(
            Commitment(agreement=AgreementFactory()), {"what": {"en": "Talks"}, **values}, by=None
        )

    assert error.value.messages == [sentence]


def test_edit_of_an_old_version_is_stale() -> None:
    commitment = CommitmentFactory()
    commitments.edit(commitment, {"what": {"en": "Concerts"}}, version=1, by=None)

    with pytest.raises(StaleEdit):
        commitments.edit(commitment, {"what": {"en": "Talks"}}, version=1, by=None)


@pytest.mark.parametrize(
    ("due", "late"),
    [
        ("2026-05-01", True),
        ("2025", True),
        ("2026", False),
        ("2025~", False),
        ("2025?", False),
        (None, False),
    ],
)
def test_late_only_when_certain(due: str | None, late: bool) -> None:
    commitment = CommitmentFactory(due=due)
    commitment.refresh_from_db()

    assert commitment.is_late(date(2026, 5, 2)) is late
    assert list(Commitment.objects.late(date(2026, 5, 2))) == ([commitment] if late else [])


def test_kept_is_never_late() -> None:
    commitment = CommitmentFactory(due="2020", status=CommitmentStatus.KEPT)
    commitment.refresh_from_db()

    assert (commitment.is_late(), Commitment.objects.late(date(2026, 1, 1)).count()) == (False, 0)


def test_kept_needs_a_proof_or_a_word() -> None:
    commitment = CommitmentFactory()

    with pytest.raises(DomainError) as error:
        commitments.change_status(commitment, CommitmentStatus.KEPT, by=None)
    kept = commitments.change_status(commitment, CommitmentStatus.KEPT, note="Shown in March", by=None)

    assert list(error.value.message_dict) == ["note"]
    assert [(move.from_status, move.to_status, move.note) for move in kept.moves.all()] == [
        ("open", "kept", "Shown in March")
    ]


def test_broken_says_why_and_may_still_be_kept() -> None:
    commitment = CommitmentFactory()

    with pytest.raises(DomainError):
        commitments.change_status(commitment, CommitmentStatus.BROKEN, by=None)
    commitments.change_status(commitment, CommitmentStatus.BROKEN, note="No money", by=None)
    kept = commitments.change_status(commitment, CommitmentStatus.KEPT, note="A year later", by=None)

    assert (kept.status, kept.moves.count()) == (CommitmentStatus.KEPT, 2)


def test_kept_cannot_become_broken_at_once() -> None:
    commitment = CommitmentFactory(status=CommitmentStatus.KEPT)

    with pytest.raises(DomainError) as error:
        commitments.change_status(commitment, CommitmentStatus.BROKEN, note="No", by=None)

    assert error.value.messages == ["This is “Kept” and cannot become “Not kept”."]


def test_what_was_recorded_is_not_removed() -> None:
    touched, untouched = CommitmentFactory(), CommitmentFactory()
    commitments.change_status(touched, CommitmentStatus.BROKEN, note="No money", by=None)

    with pytest.raises(DomainError):
        commitments.remove(touched, version=None, by=None)
    commitments.remove(untouched, version=None, by=None)

    assert list(Commitment.objects.all()) == [touched]


def test_gaps_say_what_a_commitment_leaves_open_and_count_those_of_its_plans() -> None:
    agreement = AgreementFactory()
    CommitmentFactory(agreement=agreement, estimated_cost=0)
    open_one = CommitmentFactory(
        agreement=agreement, owner=None, quantity=None, due=None, estimated_cost=None
    )
    both = CommitmentFactory(
        agreement=None,
        work_programme=WorkProgrammeFactory(partnership=agreement.partnership, agreement=agreement),
        owner=None,
        mutual=True,
        due="2026",
        quantity=None,
    )

    assert {gap.commitment: gap.missing for gap in commitments.gaps(agreement)} == {
        open_one: ["who has to do it", "how many, or how much", "by when", "what it is estimated to cost"],
        both: ["how many, or how much"],
    }
