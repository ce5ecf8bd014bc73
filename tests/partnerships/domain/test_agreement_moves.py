"""The life of an agreement."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from partnerships.domain import agreement_moves as moves
from partnerships.domain import agreements, parties
from partnerships.enums import AgreementStatus
from partnerships.models import Agreement
from partnerships.periodic import agreements_by_date
from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.uncertain import UncertainDate
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db
TODAY = date(2018, 1, 1)


@pytest.fixture
def west():
    return records.authority()


@pytest.fixture
def officer(west):
    return records.member(west)


@pytest.fixture
def relation(west):
    return records.partnership(west)


def in_talks(relation, **data):
    return records.in_status(records.draft(relation, **data), AgreementStatus.NEGOTIATION)


def test_a_whole_life_leaves_a_row_for_every_step(relation, officer):
    agreement = records.draft(relation, valid_from="2014", valid_until="2017-39")

    moves.negotiate(agreement, version=1, by=officer)
    moves.sign(agreement, version=2, by=officer, signed=UncertainDate("2014-03"))
    moves.put_in_force(agreement, version=3, by=officer)
    moves.expire(agreement, version=4, by=officer, note="It was not renewed.")

    agreement.refresh_from_db()
    steps = list(agreement.moves.order_by("pk").values_list("from_status", "to_status", "by", "note"))
    assert steps == [
        ("draft", "negotiation", officer.pk, ""),
        ("negotiation", "signed", officer.pk, ""),
        ("signed", "in_force", officer.pk, ""),
        ("in_force", "expired", officer.pk, "It was not renewed."),
    ]
    assert (agreement.version, agreement.signed.edtf) == (5, "2014-03")


@pytest.mark.parametrize("step", [moves.sign, moves.put_in_force, moves.expire])
def test_a_step_that_the_table_does_not_know_is_refused(relation, officer, step):
    with pytest.raises(DomainError):
        step(records.draft(relation), version=1, by=officer)


def test_a_step_on_an_older_version_is_refused(relation, officer):
    agreement = records.draft(relation)
    agreements.edit(agreement, {"reference": "1"}, version=1, by=officer)

    with pytest.raises(StaleEdit):
        moves.negotiate(agreement, version=1, by=officer)


def test_a_step_by_an_auditor_is_refused(west, relation):
    with pytest.raises(NotAllowed):
        moves.negotiate(records.draft(relation), version=1, by=records.member(west, "auditor"))


def test_sign_with_one_party_is_refused(relation, officer):
    agreement = in_talks(relation)
    parties.remove(records.parties_of(agreement)[1], version=1, by=officer)

    with pytest.raises(DomainError, match="at least two parties"):
        moves.sign(agreement, version=2, by=officer, signed=UncertainDate("2014"))


def test_sign_without_a_date_says_so_beside_the_field(relation, officer):
    with pytest.raises(ValidationError) as raised:
        moves.sign(in_talks(relation), version=1, by=officer)

    assert list(raised.value.message_dict) == ["signed"]


def test_sign_when_every_party_has_its_own_date_is_fine(relation, officer):
    agreement = in_talks(relation)
    first, second = records.parties_of(agreement)

    moves.sign(
        agreement,
        version=1,
        by=officer,
        signatures={
            first.pk: ("A. Andersson", UncertainDate("2014-03-01")),
            second.pk: ("B. Butkus", UncertainDate("2014-04")),
        },
    )

    assert [(one.signatory, one.signed.edtf) for one in records.parties_of(agreement)] == [
        ("A. Andersson", "2014-03-01"),
        ("B. Butkus", "2014-04"),
    ]


def test_sign_into_an_overlap_names_the_other_and_stays_in_negotiation(relation, officer):
    records.signed(relation, names={"en": "Old"}, valid_from="2014-01-01", valid_until="2017-12-31")
    agreement = in_talks(relation, valid_from="2017-01-01", open_ended=True)

    with pytest.raises(ValidationError, match="“Old” is of the same kind"):
        moves.sign(agreement, version=1, by=officer, signed=UncertainDate("2016"))

    agreement.refresh_from_db()
    assert (agreement.status, agreement.version) == (AgreementStatus.NEGOTIATION, 1)


@pytest.mark.parametrize(
    "data",
    [{}, {"valid_from": "2014"}, {"open_ended": True}, {"valid_from": "2018-01-02", "open_ended": True}],
)
def test_put_in_force_without_a_validity_that_has_begun_is_refused(relation, officer, data):
    agreement = records.signed(relation, **data)

    with pytest.raises(DomainError):
        moves.put_in_force(agreement, version=1, by=officer, today=TODAY)


def test_expire_before_the_last_day_is_refused(relation, officer):
    agreement = records.in_status(
        records.signed(relation, valid_from="2014", valid_until="2018-06-30"), AgreementStatus.IN_FORCE
    )

    with pytest.raises(DomainError, match="only be terminated"):
        moves.expire(agreement, version=1, by=officer, today=TODAY)


def test_terminate_without_a_reason_says_so(relation, officer):
    with pytest.raises(ValidationError) as raised:
        moves.terminate(records.signed(relation), version=1, by=officer, note=" ")

    assert raised.value.message_dict == {"note": ["Say who ended the agreement, and why."]}


@pytest.mark.parametrize(
    ("validity", "status"),
    [
        ({"valid_from": "2018-01-01", "open_ended": True}, AgreementStatus.IN_FORCE),
        ({"valid_from": "2018-01", "open_ended": True}, AgreementStatus.SIGNED),  # perhaps not yet
        ({"valid_from": "2017-12"}, AgreementStatus.SIGNED),  # nobody said how long
        ({"valid_from": "2014", "valid_until": "2017-39"}, AgreementStatus.EXPIRED),
        ({"valid_from": "2014", "valid_until": "2018"}, AgreementStatus.IN_FORCE),
        ({"valid_from": "2014", "valid_until": "2017", "renews_tacitly": True}, AgreementStatus.IN_FORCE),
        ({"valid_from": "XXXX", "valid_until": "2017"}, AgreementStatus.SIGNED),
    ],
)
def test_expire_due_moves_only_what_is_certain(relation, validity, status):
    agreement = records.signed(relation, **validity)

    moves.expire_due(TODAY)
    moves.expire_due(TODAY)

    agreement.refresh_from_db()
    assert agreement.status == status


def test_one_bad_record_keeps_no_other_from_its_day_and_is_told_of_loudly(west, caplog):
    """The second of three was written past the domain, and clashes with the first as soon as it is looked at."""
    first, second = records.partnership(west), records.partnership(west, "west-and-riga")
    days = {"valid_from": "2018-01-01", "open_ended": True}
    good = records.signed(first, **days)
    bad = records.draft(first, names={"en": "Clashing"}, **days)
    Agreement.objects.filter(pk=bad.pk).update(parties_key="")
    records.in_status(bad, AgreementStatus.SIGNED)
    after = records.signed(second, names={"en": "After it"}, **days)
    over = records.signed(second, names={"en": "Over"}, valid_from="2014", valid_until="2017", kind="mou")

    with pytest.raises(RuntimeError, match=r"1 agreements could not be done by date: clashing \(DomainError"):
        agreements_by_date()

    found = {one.pk: one.status for one in Agreement.objects.all()}
    assert found == {good.pk: "in_force", bad.pk: "signed", after.pk: "in_force", over.pk: "expired"}
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "agreements by date: clashing could not begin"
    ]


@pytest.mark.django_db(transaction=True)
def test_sign_two_overlapping_agreements_at_the_same_time_lets_one_through(relation, officer):
    both = [in_talks(relation, valid_from="2014-01-01", valid_until="2017-12-31") for _ in range(2)]
    start = threading.Barrier(2)
    answers: list[str] = []

    def sign(agreement: Agreement) -> None:
        start.wait()
        try:
            moves.sign(agreement, version=1, by=officer, signed=UncertainDate("2014"))
            answers.append("signed")
        except DomainError as error:
            answers.append(" ".join(error.messages)[:30])
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=[one]) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["signed", "“Agreement on culture” is of t"]
    assert Agreement.objects.filter(status=AgreementStatus.SIGNED).count() == 1


def test_the_database_refuses_an_overlap_that_was_written_past_the_domain(relation):
    days = {"valid_from": "2014-01-01", "valid_until": "2017-12-31"}
    records.signed(relation, **days)

    with pytest.raises(IntegrityError, match="agreement_no_overlap"):
        records.signed(relation, **days)
