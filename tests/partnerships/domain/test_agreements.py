"""Making and editing agreements."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from partnerships.domain import agreements
from partnerships.domain.agreement_writing import certain_validity, parties_key
from partnerships.enums import AgreementKind, AgreementStatus
from partnerships.models import Agreement, FieldOfArt
from portal.accounts.enums import Role
from portal.core.errors import NotAllowed, StaleEdit
from portal.core.uncertain import UncertainDate
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def west():
    return records.authority()


@pytest.fixture
def officer(west):
    return records.member(west)


@pytest.fixture
def relation(west):
    return records.partnership(west)


def sentences(raised: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return raised.value.message_dict


@pytest.mark.parametrize(
    ("ids", "key"),
    [([], ""), ([5], ""), ([5, 5], ""), ([12, 5], "5,12"), ([5, 12, 5], "5,12")],
)
def test_parties_key_ignores_order_and_repetition(ids, key):
    assert parties_key(ids) == key


def test_parties_key_of_very_many_parties_fits_the_column():
    many = parties_key(range(1_000_000, 1_000_100))

    assert (len(many), many == parties_key(reversed(range(1_000_000, 1_000_100)))) == (64, True)


@pytest.mark.parametrize(
    ("start", "end", "open_ended", "days"),
    [
        ("2014-01-01", "2017-12-31", False, ("2014-01-01", "2017-12-31")),
        ("2014", "2017", False, ("2014-12-31", "2017-01-01")),
        ("2014", "2017-39", False, ("2014-12-31", "2017-09-01")),
        ("2011", None, True, ("2011-12-31", None)),
        ("2011", None, False, None),
        (None, "2017", False, None),
        ("2017", "2017", False, None),
        ("XXXX", "2017", False, None),
    ],
)
def test_certain_validity_holds_only_days_beyond_doubt(start, end, open_ended, days):
    found = certain_validity(
        UncertainDate(start) if start else None, UncertainDate(end) if end else None, open_ended=open_ended
    )

    expected = days and DateRange(*(day and date.fromisoformat(day) for day in days), "[]")
    assert found == expected


def test_create_makes_a_draft_between_holder_and_counterpart(relation, officer):
    agreement = agreements.create(
        by=officer, partnership=relation, names={"en": "Vilnius 2014"}, kind=AgreementKind.AGREEMENT
    )

    agreement.refresh_from_db()
    parties = [party.organisation for party in records.parties_of(agreement)]
    assert (agreement.status, agreement.version, agreement.slug, parties) == (
        AgreementStatus.DRAFT,
        1,
        "vilnius-2014",
        [relation.holder, relation.counterpart],
    )
    assert agreement.parties_key == parties_key([relation.holder_id, relation.counterpart_id])


def test_create_with_a_title_that_is_taken_gets_another_address(relation, officer):
    slugs = [records.draft(relation, names={"en": "Culture"}).slug for _ in range(3)]

    assert slugs == ["culture", "culture-2", "culture-3"]


def test_create_without_a_title_says_so(relation, officer):
    with pytest.raises(ValidationError) as raised:
        agreements.create(by=officer, partnership=relation, names={}, kind=AgreementKind.AGREEMENT)

    assert sentences(raised) == {"names": ["Give the agreement a title, in one language at least."]}
    assert Agreement.objects.count() == 0


def test_create_by_somebody_elses_officer_is_refused(relation):
    stranger = records.member(records.authority("north"))

    with pytest.raises(NotAllowed):
        agreements.create(by=stranger, partnership=relation, names={"en": "A"}, kind=AgreementKind.MOU)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ASSESSOR, Role.DECISION_MAKER])
def test_edit_by_those_who_only_read_is_refused(west, relation, role):
    agreement = records.draft(relation)

    with pytest.raises(NotAllowed):
        agreements.edit(agreement, {"reference": "KUN 1"}, version=1, by=records.member(west, role))


def test_edit_counts_the_version_up_and_keeps_relations(relation, officer):
    agreement = records.draft(relation)
    dance = FieldOfArt.objects.create(code="dance", names={"en": "Dance"})

    agreements.edit(agreement, {"reference": "KUN 2014/7", "fields": [dance]}, version=1, by=officer)

    agreement.refresh_from_db()
    assert (agreement.version, agreement.reference, list(agreement.fields.all())) == (
        2,
        "KUN 2014/7",
        [dance],
    )


def test_edit_without_changes_keeps_the_version(relation, officer):
    agreement = records.draft(relation)

    assert agreements.edit(agreement, {}, version=1, by=officer).version == 1


def test_edit_of_an_older_version_carries_what_stands_now(relation, officer):
    agreement = records.draft(relation)
    agreements.edit(agreement, {"reference": "first"}, version=1, by=officer)

    with pytest.raises(StaleEdit) as raised:
        agreements.edit(agreement, {"reference": "second"}, version=1, by=officer)

    assert (raised.value.current_version, raised.value.current.reference) == (2, "first")


def test_edit_of_a_status_is_a_programming_error(relation, officer):
    agreement = records.draft(relation)

    with pytest.raises(TypeError):
        agreements.edit(agreement, {"status": AgreementStatus.SIGNED}, version=1, by=officer)


def test_edit_that_ends_before_it_starts_says_so_beside_the_field(relation, officer):
    agreement = records.draft(relation)

    with pytest.raises(ValidationError) as raised:
        agreements.edit(agreement, {"valid_from": "2017", "valid_until": "2014"}, version=1, by=officer)

    assert sentences(raised) == {
        "valid_until": ["The agreement ends before it starts (2017). Check both dates."]
    }


def test_edit_that_ends_in_the_uncertain_year_in_which_it_starts_is_fine(relation, officer):
    agreement = records.draft(relation)

    edited = agreements.edit(
        agreement, {"valid_from": "2017", "valid_until": "2017-03"}, version=1, by=officer
    )

    assert edited.certain_validity is None


def test_edit_with_an_end_and_without_an_end_says_so(relation, officer):
    agreement = records.draft(relation)

    with pytest.raises(ValidationError) as raised:
        agreements.edit(agreement, {"valid_until": "2014", "open_ended": True}, version=1, by=officer)

    assert list(sentences(raised)) == ["valid_until"]


def test_edit_with_a_period_where_a_date_stands_says_where_each_day_goes(relation, officer):
    agreement = records.draft(relation)

    with pytest.raises(ValidationError) as raised:
        agreements.edit(agreement, {"valid_from": "2014/2017"}, version=1, by=officer)

    assert list(sentences(raised)) == ["valid_from"]


def test_edit_to_succeed_itself_says_so(relation, officer):
    agreement = records.draft(relation)

    with pytest.raises(ValidationError) as raised:
        agreements.edit(agreement, {"predecessor": agreement}, version=1, by=officer)

    assert sentences(raised) == {
        "predecessor": ["An agreement cannot succeed itself. Choose the one before it."]
    }


def test_edit_to_succeed_its_own_successor_says_so(relation, officer):
    first = records.draft(relation, names={"en": "First"})
    second = records.draft(relation, names={"en": "Second"}, predecessor=first)
    third = records.draft(relation, names={"en": "Third"}, predecessor=second)

    with pytest.raises(ValidationError) as raised:
        agreements.edit(first, {"predecessor": third}, version=1, by=officer)

    assert sentences(raised) == {
        "predecessor": ["“Third” already succeeds this agreement, directly or by others between them."]
    }


def test_edit_of_a_signed_agreement_keeps_its_signing_date(relation, officer):
    agreement = records.signed(relation)

    with pytest.raises(ValidationError) as raised:
        agreements.edit(agreement, {"signed": None}, version=1, by=officer)

    assert list(sentences(raised)) == ["signed"]


def test_edit_into_an_overlap_names_the_other_agreement(relation, officer):
    records.signed(relation, names={"en": "Vilnius 2014"}, valid_from="2014-01-01", valid_until="2017-12-31")
    other = records.signed(relation, names={"en": "New"}, valid_from="2018-01-01", valid_until="2019-12-31")

    with pytest.raises(ValidationError) as raised:
        agreements.edit(other, {"valid_from": UncertainDate("2017-06-01")}, version=1, by=officer)

    assert sentences(raised) == {
        "valid_from": [
            "“Vilnius 2014” is of the same kind, between the same parties, and valid at the same time (from 1 January "
            "2014 until 31 December 2017). Let one end before the other begins, or choose another kind."
        ]
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": "2017"},  # perhaps 31 December: not certain to overlap
        {"valid_from": "2017-06-01", "kind": AgreementKind.MOU},
    ],
)
def test_edit_that_does_not_certainly_overlap_is_fine(relation, officer, changes):
    records.signed(relation, valid_from="2014-01-01", valid_until="2017-39")
    other = records.signed(relation, valid_from="2018-01-01", valid_until="2019-12-31")

    assert agreements.edit(other, changes, version=1, by=officer).version == 2


def test_edit_of_a_draft_may_overlap_until_it_is_signed(relation, officer):
    records.signed(relation, valid_from="2014-01-01", valid_until="2017-12-31")
    other = records.draft(relation)

    edited = agreements.edit(
        other, {"valid_from": "2015-01-01", "valid_until": "2016-01-01"}, version=1, by=officer
    )

    assert edited.version == 2
