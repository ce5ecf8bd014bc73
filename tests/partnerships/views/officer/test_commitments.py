"""Commitments and work programmes at the office, as the public sees them, and on the desk."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.commitment_deadlines import commitments_due
from partnerships.desk import late_commitments
from partnerships.enums import AgreementStatus, CommitmentStatus
from partnerships.models import Agreement, Commitment, WorkProgramme, WorkProgrammeLine
from portal.accounts.models import User
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.commitments import CommitmentFactory, WorkProgrammeFactory, WorkProgrammeLineFactory
from tests.factories.partnerships import AgreementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> Agreement:
    return AgreementFactory(valid_from="2025", valid_until="2027")


@pytest.fixture
def user(agreement: Agreement) -> User:
    return member(agreement.partnership.authority)


@pytest.fixture
def officer(user: User) -> StrictClient:
    client = StrictClient()
    client.force_login(user)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"partnerships:officer:{name}", args=args)


def test_a_commitment_is_added_from_its_agreement(officer: StrictClient, agreement: Agreement) -> None:
    answer = officer.post(
        url("agreement_commitment_add", agreement.slug),
        {
            "what_en": "Exhibitions",
            "mutual": "on",
            "quantity": "at least 2",
            "due": "2027",
            "estimated_cost": "50 000",
            "currency": "sek",
        },
    )

    made = Commitment.objects.get()
    assert answer["Location"] == f"{url('agreement_detail', agreement.slug)}#commitments"
    assert (made.agreement, made.mutual, made.quantity.canonical, made.estimated_cost, made.currency) == (
        agreement,
        True,
        "at least 2",
        50000,
        "SEK",
    )


def test_a_day_outside_the_validity_is_a_sentence_and_nothing_typed_is_lost(
    officer: StrictClient, agreement: Agreement
) -> None:
    answer = officer.post(
        url("agreement_commitment_add", agreement.slug), {"what_en": "Exhibitions", "due": "2030"}
    )

    page = answer.content.decode()
    assert (answer.status_code, Commitment.objects.count()) == (422, 0)
    assert "“2030” lies outside the agreement, which is valid from 2025 until 2027." in page
    assert "Exhibitions" in page


def test_the_signing_page_lists_what_is_open(officer: StrictClient, agreement: Agreement) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.NEGOTIATION)
    CommitmentFactory(agreement=agreement, what={"en": "Complete"})
    bare = CommitmentFactory(
        agreement=agreement, owner=None, estimated_cost=None, what={"en": "A choir visit"}
    )

    answer = officer.get(url("agreement_move", agreement.slug, AgreementStatus.SIGNED))

    page = answer.content.decode()
    assert [gap.commitment for gap in answer.context["gaps"]] == [bare]
    assert "who has to do it, what it is estimated to cost" in page
    assert "Complete" not in page


def test_how_it_stands_is_recorded_on_its_own_page(officer: StrictClient, agreement: Agreement) -> None:
    commitment = CommitmentFactory(agreement=agreement)

    refused = officer.post(url("commitment_status", commitment.pk), {"status": "kept", "note": ""})
    officer.post(url("commitment_status", commitment.pk), {"status": "kept", "note": "Shown in May"})

    commitment.refresh_from_db()
    assert (refused.status_code, commitment.status) == (422, CommitmentStatus.KEPT)
    assert "Shown in May" in officer.get(url("commitment_detail", commitment.pk)).content.decode()


def test_a_commitment_is_edited_and_taken_out(officer: StrictClient, agreement: Agreement) -> None:
    commitment = CommitmentFactory(agreement=agreement)
    form = officer.get(url("commitment_edit", commitment.pk)).context["form"]
    data = {"version": form.initial["version"], "base": form.initial["base"], "what_en": "Concerts"}

    officer.post(url("commitment_edit", commitment.pk), data)
    commitment.refresh_from_db()
    assert str(commitment.what) == "Concerts"
    officer.post(url("commitment_remove", commitment.pk))
    assert Commitment.objects.count() == 0


def test_late_ones_are_on_the_desk_and_coming_ones_are_deadlines(user: User, agreement: Agreement) -> None:
    late = CommitmentFactory(agreement=agreement, due="2025-03")
    CommitmentFactory(agreement=agreement, due="2025~")
    CommitmentFactory(agreement=agreement, due="2025-03", status=CommitmentStatus.KEPT)
    CommitmentFactory(due="2025-03")
    coming = CommitmentFactory(agreement=agreement, due="2027-05")

    (group,) = late_commitments(user)
    found = list(commitments_due(user, date(2027, 1, 1), date(2027, 12, 31)))

    assert (group.kind, group.count, [item.url for item in group.items]) == (
        "late",
        1,
        [url("commitment_detail", late.pk)],
    )
    assert [(one.key, one.day) for one in found] == [(f"commitment-{coming.pk}", date(2027, 5, 31))]
    assert list(late_commitments(AnonymousUser())) == []


def test_the_register_finds_the_late_ones(officer: StrictClient, agreement: Agreement) -> None:
    late = CommitmentFactory(agreement=agreement, due="2025-03", what={"en": "Late one"})
    CommitmentFactory(agreement=agreement, due="2027", what={"en": "Open one"})
    CommitmentFactory(what={"en": "Of others"})

    page = officer.get(url("commitment_list"), {"state": "late"}).content.decode()
    everything = officer.get(url("commitment_list")).content.decode()

    assert (url("commitment_detail", late.pk) in page, "Open one" in page) == (True, False)
    assert ("Open one" in everything, "Of others" in everything) == (True, False)


def test_the_public_reads_what_was_agreed_and_kept_but_no_judgement(agreement: Agreement) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(status=AgreementStatus.IN_FORCE)
    CommitmentFactory(agreement=agreement, due="2025-03", what={"en": "Concerts"})
    CommitmentFactory(agreement=agreement, status=CommitmentStatus.KEPT, what={"en": "Exhibitions"})
    CommitmentFactory(agreement=agreement, status=CommitmentStatus.BROKEN, what={"en": "Talks"})

    page = (
        StrictClient()
        .get(reverse("partnerships:public:agreement_detail", args=[agreement.slug]))
        .content.decode()
    )

    assert ["Concerts" in page, "Exhibitions" in page, "Talks" in page, "Kept" in page] == [True] * 4
    assert ["Late" in page, "Not kept" in page, "50,000" in page, "Estimated cost" in page] == [False] * 4


def test_a_drafts_commitments_and_plans_are_its_own_peoples(agreement: Agreement, user: User) -> None:
    CommitmentFactory(agreement=agreement)
    CommitmentFactory(
        agreement=None,
        work_programme=WorkProgrammeFactory(agreement=agreement, partnership=agreement.partnership),
    )

    stranger = member(AgreementFactory().partnership.authority)
    seen = [Commitment.objects.visible_to(one).count() for one in (AnonymousUser(), stranger, user)]
    plans = [WorkProgramme.objects.visible_to(one).count() for one in (AnonymousUser(), stranger, user)]

    assert (seen, plans) == ([0, 0, 2], [0, 0, 1])


def test_a_plan_is_made_with_lines(officer: StrictClient, agreement: Agreement) -> None:
    officer.post(
        url("work_programme_add"), {"names_en": "Plan", "agreement": agreement.pk, "period": "2025/2027"}
    )
    programme = WorkProgramme.objects.get()
    officer.post(
        url("work_programme_line_add", programme.pk),
        {
            "what_en": "Lecturers",
            "count": "2",
            "unit": "persons",
            "rhythm": "yearly",
            "duration_days": "7",
            "direction": "incoming",
            "payer": "host",
        },
    )

    line = WorkProgrammeLine.objects.get()
    office = officer.get(url("work_programme_detail", programme.pk)).content.decode()
    assert (programme.partnership, line.work_programme, line.payer) == (
        agreement.partnership,
        programme,
        "host",
    )
    assert ("Lecturers" in office, "The host" in office) == (True, True)


def test_a_line_and_a_plan_are_edited_and_removed(officer: StrictClient, agreement: Agreement) -> None:
    programme = WorkProgrammeFactory(partnership=agreement.partnership)
    line = WorkProgrammeLineFactory(work_programme=programme)
    public = StrictClient().get(programme.get_absolute_url()).content.decode()
    assert "Lecturers" in public

    officer.post(url("work_programme_line_remove", line.pk))
    officer.post(url("work_programme_remove", programme.pk))

    assert WorkProgramme.objects.count() == 0


@pytest.mark.parametrize("name", ["commitment_list", "work_programme_list"])
def test_lists_ask_the_same_number_of_queries(name: str, officer: StrictClient, agreement: Agreement) -> None:
    def grow() -> None:
        CommitmentFactory(agreement=agreement)
        WorkProgrammeFactory(partnership=agreement.partnership, agreement=agreement)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            officer.get(url(name))
        return len(asked)

    grow()
    queries()
    few = queries()
    grow()
    grow()

    assert queries() == few


def test_the_agreements_page_asks_the_same_number_of_queries(
    officer: StrictClient, agreement: Agreement
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            officer.get(url("agreement_detail", agreement.slug))
        return len(asked)

    CommitmentFactory(agreement=agreement)
    queries()
    few = queries()
    for _ in range(3):
        CommitmentFactory(agreement=agreement)

    assert queries() == few
