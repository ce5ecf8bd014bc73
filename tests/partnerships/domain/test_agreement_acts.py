"""What happens to an agreement after its signing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import act_corrections, party_acts, succession
from partnerships.domain import agreement_acts as acts
from partnerships.domain import agreement_moves as moves
from partnerships.domain import agreement_notices as notices
from partnerships.domain.agreement_writing import derive
from partnerships.enums import AgreementStatus, Certainty, PartyRole
from partnerships.models import Agreement, AgreementParty
from portal.core.errors import NotAllowed, StaleEdit
from portal.core.uncertain import UncertainDate
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db
TODAY = date(2016, 6, 1)
D = UncertainDate


@pytest.fixture
def west():
    return records.authority()


@pytest.fixture
def officer(west):
    return records.member(west)


@pytest.fixture
def relation(west):
    return records.partnership(west)


def in_force(relation, **data):
    data = {"valid_from": "2014-01-01", "valid_until": "2017-12-31", **data}
    agreement = records.signed(relation, **data)
    moves.put_in_force(agreement, version=None, by=None, today=TODAY)
    agreement.refresh_from_db()
    return agreement


def third(agreement, slug="north"):
    return AgreementParty.objects.create(
        agreement=agreement, organisation=records.organisation(slug), position=2
    )


def stands(agreement):
    """Return everything of an agreement that an act could have half done."""
    now = Agreement.objects.get(pk=agreement.pk)
    return (
        now.version,
        now.status,
        now.valid_until,
        now.last_day,
        now.acts.count(),
        now.periods.count(),
        list(now.parties.order_by("pk").values_list("organisation__slug", "left")),
    )


# Extension


def test_extend_gives_a_later_end_and_keeps_the_first(relation, officer):
    agreement = in_force(relation)

    acts.extend(agreement, until=D("2020-12-31"), decided=D("2016-05"), version=2, by=officer, today=TODAY)

    agreement.refresh_from_db()
    assert (agreement.valid_until.edtf, agreement.status, agreement.version) == ("2020-12-31", "in_force", 3)
    assert [(one.number, one.basis, one.begins.edtf, one.ends.edtf) for one in agreement.periods.all()] == [
        (1, "first", "2014-01-01", "2017-12-31"),
        (2, "extension", "2018-01-01", "2020-12-31"),
    ]


def test_extend_late_puts_an_expired_agreement_in_force_again(relation, officer):
    agreement = in_force(relation)
    moves.expire_due(date(2018, 1, 1))

    acts.extend(agreement, until=D("2020"), version=None, by=officer, today=date(2018, 3, 1))

    agreement.refresh_from_db()
    assert (agreement.status, agreement.valid_until.edtf) == (AgreementStatus.IN_FORCE, "2020")


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (D("2013"), "The agreement would end before it starts (1 January 2014)."),
        (D("2016"), "The agreement is valid until 31 December 2017 already. An extension ends later."),
        (D("2017-12-31"), "The agreement is valid until 31 December 2017 already. An extension ends later."),
        (None, "Say until when it is extended, or that it is without an end now."),
    ],
)
def test_extend_to_no_later_end_says_so_and_does_nothing(relation, officer, until, sentence):
    agreement = in_force(relation)
    before = stands(agreement)

    with pytest.raises(ValidationError) as raised:
        acts.extend(agreement, until=until, version=None, by=officer, today=TODAY)

    assert (raised.value.message_dict, stands(agreement)) == ({"until": [sentence]}, before)


def test_an_act_on_a_draft_an_older_version_or_by_a_stranger_is_refused(relation, officer):
    agreement = in_force(relation)
    stranger = records.member(records.authority("south"))

    with pytest.raises(StaleEdit):
        acts.extend(agreement, until=D("2020"), version=1, by=officer)
    with pytest.raises(NotAllowed):
        acts.extend(agreement, until=D("2020"), version=None, by=stranger)
    with pytest.raises(ValidationError, match="only of an agreement that is signed and lives"):
        acts.extend(records.draft(relation), until=D("2020"), version=None, by=officer)


# Amendment


def test_amend_says_which_articles_and_new_terms_wait_for_their_day(relation, officer):
    agreement = in_force(relation, renews_tacitly=True, renewal_months=36, notice_months=6)

    act = acts.amend(
        agreement,
        what={"en": "A year at a time."},
        effective=D("2017-01-01"),
        renewal_months=12,
        version=None,
        by=officer,
        today=TODAY,
    )
    moves.expire_due(date(2016, 12, 31))
    agreement.refresh_from_db()
    before = (agreement.renewal_months, act.applied)
    moves.expire_due(date(2017, 1, 1))
    agreement.refresh_from_db()

    assert (before, agreement.renewal_months) == ((36, False), 12)


def test_amend_of_an_article_that_is_not_there_says_so(relation, officer):
    agreement = in_force(relation)
    agreement.articles.create(number="3", texts={"en": "They meet."})

    with pytest.raises(ValidationError) as raised:
        acts.amend(agreement, what={"en": "New."}, article_numbers="§ 3, 9", version=None, by=officer)
    act = acts.amend(agreement, what={"en": "New."}, article_numbers="§ 3", version=None, by=officer)

    assert list(raised.value.message_dict) == ["article_numbers"]
    assert act.article_numbers == "3"


# Notice


def test_notice_in_time_lets_the_agreement_end_with_its_period(relation, officer):
    agreement = in_force(relation, renews_tacitly=True, renewal_months=36, notice_months=6)
    party = records.parties_of(agreement)[1]

    notices.give_notice(agreement, party, given=D("2016-05-30"), version=None, by=officer, today=TODAY)
    moves.expire_due(date(2017, 12, 31))
    agreement.refresh_from_db()
    on_its_last_day = agreement.status
    moves.expire_due(date(2018, 1, 1))

    agreement.refresh_from_db()
    assert (on_its_last_day, agreement.status) == (AgreementStatus.IN_FORCE, AgreementStatus.EXPIRED)
    assert agreement.moves.last().note == "West and vilnius counterpart gave notice (30 May 2016)."


def test_notice_after_the_last_day_names_the_next_end_and_does_nothing(relation, officer):
    agreement = in_force(relation, renews_tacitly=True, renewal_months=36, notice_months=6)
    party, before = records.parties_of(agreement)[0], stands(agreement)
    late = {"given": D("2017-07-01"), "version": None, "by": officer, "today": date(2017, 7, 2)}

    with pytest.raises(ValidationError) as raised:
        notices.give_notice(agreement, party, **late)
    after = stands(agreement)
    notices.give_notice(agreement, party, ends=D("2020-12-31"), **late)
    moves.expire_due(date(2018, 1, 1))

    agreement.refresh_from_db()
    assert raised.value.message_dict == {
        "given": [
            "For the end on 31 December 2017, notice had to be given by 30 June 2017. The agreement goes on; if this "
            "notice ends it with its next period, write 31 December 2020 as the last day."
        ]
    }
    assert after == before
    assert (agreement.status, agreement.valid_until.edtf) == (AgreementStatus.IN_FORCE, "2020-12-31")


def test_notice_twice_or_for_the_future_is_refused(relation, officer):
    agreement = in_force(relation, open_ended=True, valid_until=None, notice_months=6)
    party = records.parties_of(agreement)[0]

    with pytest.raises(ValidationError, match="today or before"):
        notices.give_notice(agreement, party, given=D("2016-06-02"), version=None, by=officer, today=TODAY)
    notices.give_notice(agreement, party, given=D("2016-05-31"), version=None, by=officer, today=TODAY)
    before = stands(agreement)
    with pytest.raises(ValidationError, match="given already: the agreement ends on 30 November 2016"):
        notices.give_notice(agreement, party, given=D("2016-06-01"), version=None, by=officer, today=TODAY)

    assert stands(agreement) == before


def test_notice_ends_an_agreement_without_an_end_after_the_notice_period(relation, officer):
    agreement = in_force(relation, open_ended=True, valid_until=None, notice_months=6)
    party = records.parties_of(agreement)[0]

    notices.give_notice(agreement, party, given=D("2016-05-31"), version=None, by=officer, today=TODAY)
    moves.expire_due(date(2016, 12, 1))

    agreement.refresh_from_db()
    assert (agreement.status, agreement.last_day.edtf) == (AgreementStatus.TERMINATED, "2016-11-30")
    assert agreement.in_force_on(date(2016, 11, 30)) == Certainty.CERTAINLY
    assert agreement.in_force_on(date(2016, 12, 1)) == Certainty.NO


@pytest.mark.parametrize(
    ("data", "ends", "sentence"),
    [
        ({}, "2018", "The agreement is valid until 31 December 2017. This day is after."),
        (
            {"renews_tacitly": True, "renewal_months": 12},
            "2019-06-30",
            "By notice it ends with a period, such as on 31 December 2018, and not within one.",
        ),
    ],
)
def test_notice_for_a_day_after_the_end_or_within_a_period_is_refused(
    relation, officer, data, ends, sentence
):
    agreement = in_force(relation, notice_months=3, **data)
    party, before = records.parties_of(agreement)[0], stands(agreement)

    with pytest.raises(ValidationError) as raised:
        notices.give_notice(
            agreement, party, given=D("2016-05"), ends=D(ends), version=None, by=officer, today=TODAY
        )

    assert (raised.value.message_dict, stands(agreement)) == ({"ends": [sentence]}, before)


@pytest.mark.parametrize("day", ["2013", "2018-01-01"])
def test_an_amendment_outside_the_validity_is_refused(relation, officer, day):
    agreement = in_force(relation)

    with pytest.raises(ValidationError) as raised:
        acts.amend(agreement, what={"en": "More."}, effective=D(day), version=None, by=officer, today=TODAY)

    assert list(raised.value.message_dict) == ["effective"]


def test_a_notice_withdrawn_lets_the_agreement_renew_itself(relation, officer):
    agreement = in_force(relation, renews_tacitly=True, renewal_months=12, notice_months=3)
    party = records.parties_of(agreement)[0]
    notice = notices.give_notice(agreement, party, given=D("2016-05"), version=None, by=officer, today=TODAY)

    notices.withdraw_notice(agreement, notice, decided=D("2016-06"), version=None, by=officer)
    with pytest.raises(ValidationError, match="withdrawn already"):
        notices.withdraw_notice(agreement, notice, version=None, by=officer)
    moves.expire_due(date(2018, 1, 1))

    agreement.refresh_from_db()
    assert (agreement.status, agreement.valid_until.edtf) == (AgreementStatus.IN_FORCE, "2018-12-31")


# Parties


def test_accede_adds_a_party_once(relation, officer):
    agreement = in_force(relation)
    north = records.organisation("north")

    party_acts.accede(agreement, north, effective=D("2015"), signatory="Nils", version=None, by=officer)
    before = stands(agreement)
    with pytest.raises(ValidationError) as raised:
        party_acts.accede(agreement, north, effective=D("2016"), version=None, by=officer)

    party = agreement.parties.get(organisation=north)
    assert (party.joined.edtf, party.signatory, party.role) == ("2015", "Nils", PartyRole.PARTY)
    assert raised.value.message_dict == {"organisation": ["North is on the list already."]}
    assert stands(agreement) == before


def test_accede_outside_the_validity_is_refused(relation, officer):
    agreement, north = in_force(relation), records.organisation("north")

    for day in ("2013", "2018-01-01"):
        with pytest.raises(ValidationError) as raised:
            party_acts.accede(agreement, north, effective=D(day), version=None, by=officer)
        assert list(raised.value.message_dict) == ["effective"]


def test_one_of_three_leaves_and_the_agreement_goes_on(relation, officer):
    agreement = in_force(relation)
    gone = third(agreement)

    party_acts.leave(agreement, gone, last_day=D("2016-03"), version=None, by=officer, today=TODAY)

    agreement.refresh_from_db()
    gone.refresh_from_db()
    assert (agreement.status, gone.left.edtf) == (AgreementStatus.IN_FORCE, "2016-03")
    with pytest.raises(ValidationError, match="has left the agreement"):
        party_acts.leave(agreement, gone, last_day=D("2016-04"), version=None, by=officer, today=TODAY)


def test_the_last_but_one_leaves_only_when_the_end_is_confirmed(relation, officer):
    agreement = in_force(relation)
    party, before = records.parties_of(agreement)[1], stands(agreement)

    with pytest.raises(ValidationError) as raised:
        party_acts.leave(agreement, party, last_day=D("2016-05-31"), version=None, by=officer, today=TODAY)
    after = stands(agreement)
    party_acts.leave(
        agreement,
        party,
        last_day=D("2016-05-31"),
        ends_agreement=True,
        version=None,
        by=officer,
        today=TODAY,
    )

    agreement.refresh_from_db()
    assert (list(raised.value.message_dict), after) == (["ends_agreement"], before)
    assert (agreement.status, agreement.last_day.edtf) == (AgreementStatus.TERMINATED, "2016-05-31")


def test_an_associate_may_not_give_notice(relation, officer):
    agreement = in_force(relation)
    associate = third(agreement)
    AgreementParty.objects.filter(pk=associate.pk).update(role=PartyRole.ASSOCIATE)

    with pytest.raises(ValidationError, match="is not a party, but “Associate”"):
        notices.give_notice(agreement, associate, given=D("2016"), version=None, by=officer, today=TODAY)


def test_merge_lets_a_new_organisation_take_the_place_of_two(relation, officer):
    """Languedoc-Roussillon and Midi-Pyrénées became Occitanie, in a Euroregion of several."""
    agreement = in_force(relation)
    languedoc, midi = third(agreement, "languedoc"), third(agreement, "midi-pyrenees")
    occitanie = records.organisation("occitanie")

    party_acts.merge(
        agreement, languedoc, midi, into=occitanie, effective=D("2016-01-01"), version=None, by=officer
    )

    parties = agreement.parties.order_by("position", "pk")
    said = [
        (one.organisation.slug, one.joined and one.joined.edtf, one.left and one.left.edtf) for one in parties
    ]
    assert said[2:] == [
        ("languedoc", None, "2015-12-31"),
        ("midi-pyrenees", None, "2015-12-31"),
        ("occitanie", "2016-01-01", None),
    ]


def test_merge_with_itself_or_of_the_only_two_is_refused(relation, officer):
    agreement = in_force(relation)
    one, two = records.parties_of(agreement)
    common = {"effective": D("2016"), "version": None, "by": officer, "today": TODAY}
    before = stands(agreement)

    with pytest.raises(ValidationError, match="cannot merge with itself"):
        party_acts.merge(agreement, one, one, into=records.organisation("new"), **common)
    with pytest.raises(ValidationError) as raised:
        party_acts.merge(agreement, one, two, into=two.organisation, **common)

    assert (list(raised.value.message_dict), stands(agreement)) == (["ends_agreement"], before)


# Succession


def test_supersede_ends_the_old_one_the_day_before(relation, officer):
    old = in_force(relation)
    new = records.signed(relation, kind="mou", valid_from="2016-06-01", open_ended=True)

    succession.supersede(old, new, version=None, by=officer, today=TODAY)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, old.last_day.edtf, new.predecessor) == (AgreementStatus.SUPERSEDED, "2016-05-31", old)


def test_supersede_by_one_to_come_waits_for_its_day(relation, officer):
    old = in_force(relation)
    new = records.signed(relation, kind="mou", valid_from="2016-09-01", open_ended=True)
    succession.supersede(old, new, version=None, by=officer, today=TODAY)

    moves.expire_due(date(2016, 8, 31))
    old.refresh_from_db()
    before = old.status
    moves.expire_due(date(2016, 9, 1))
    old.refresh_from_db()

    assert (before, old.status) == (AgreementStatus.IN_FORCE, AgreementStatus.SUPERSEDED)


def test_a_successor_that_begins_after_the_end_does_not_make_the_agreement_live_longer(relation, officer):
    old = in_force(relation)
    new = records.signed(relation, kind="mou", valid_from="2020-01-01", open_ended=True)

    succession.supersede(old, new, version=None, by=officer, today=TODAY)
    moves.expire_due(date(2018, 1, 1))
    moves.expire_due(date(2020, 1, 1))

    old.refresh_from_db()
    assert (old.last_day, old.status) == (None, AgreementStatus.EXPIRED)
    assert old.in_force_on(date(2018, 1, 1)) == Certainty.NO


def test_an_agreement_that_succeeds_itself_or_its_successor_is_refused(relation, officer):
    old = in_force(relation)
    new = records.signed(relation, kind="mou", valid_from="2016-06-01", open_ended=True, predecessor=old)
    before = stands(old), stands(new)

    with pytest.raises(ValidationError) as itself:
        succession.supersede(old, old, version=None, by=officer)
    with pytest.raises(ValidationError) as cycle:
        succession.supersede(new, old, version=None, by=officer)

    assert itself.value.messages == ["An agreement cannot succeed itself. Choose the one after it."]
    assert cycle.value.messages == [
        "“Agreement on culture” comes before this agreement, directly or by others between them."
    ]
    assert (stands(old), stands(new)) == before


def test_signing_a_successor_lets_its_predecessor_make_way(relation, officer):
    old = in_force(relation, renews_tacitly=True, renewal_months=12)
    new = records.in_status(
        records.draft(relation, valid_from="2016-01-01", open_ended=True, predecessor=old),
        AgreementStatus.AGREED,
    )

    moves.sign(new, version=None, by=officer, signed=D("2015-12"))

    old.refresh_from_db()
    assert (old.status, old.last_day.edtf) == (AgreementStatus.SUPERSEDED, "2015-12-31")


# In force on a day


@pytest.mark.parametrize(
    ("dates", "day", "answer"),
    [
        ({"valid_from": "2014", "valid_until": "2017-39"}, date(2013, 12, 31), Certainty.NO),
        ({"valid_from": "2014", "valid_until": "2017-39"}, date(2014, 6, 1), Certainty.POSSIBLY),
        ({"valid_from": "2014", "valid_until": "2017-39"}, date(2015, 6, 1), Certainty.CERTAINLY),
        ({"valid_from": "2014", "valid_until": "2017-39"}, date(2017, 10, 1), Certainty.POSSIBLY),
        ({"valid_from": "2014", "valid_until": "2017-39"}, date(2018, 1, 1), Certainty.NO),
        ({"valid_from": "2011", "open_ended": True}, date(2030, 1, 1), Certainty.CERTAINLY),
        ({"valid_from": "2011"}, date(2030, 1, 1), Certainty.POSSIBLY),
        ({}, date(2030, 1, 1), Certainty.POSSIBLY),
        (
            {"valid_from": "2014", "valid_until": "2017", "renews_tacitly": True},
            date(2018, 1, 1),
            Certainty.POSSIBLY,
        ),
    ],
)
def test_in_force_on_says_no_more_than_the_dates_and_the_index_agrees(relation, dates, day, answer):
    agreement = records.signed(relation, **dates)
    derive(agreement)  # a record that was always so, with what the domain would have derived
    agreement.save()
    agreements_found = [
        Agreement.objects.in_force_on(day).exists(),
        Agreement.objects.in_force_on(day, certainly=False).exists(),
    ]

    assert agreement.in_force_on(day) == answer
    assert agreements_found == [answer == Certainty.CERTAINLY, answer != Certainty.NO]


def test_a_draft_is_in_force_on_no_day(relation):
    draft = records.draft(relation, valid_from="2014", open_ended=True)

    assert draft.in_force_on(TODAY) == Certainty.NO
    assert not Agreement.objects.in_force_on(TODAY, certainly=False).exists()


# Taken back


def test_what_was_entered_by_mistake_is_taken_back_with_all_it_changed(relation, officer):
    agreement = in_force(relation, renews_tacitly=True, renewal_months=12, notice_months=3)
    party, gone = records.parties_of(agreement)[0], third(agreement)
    north = records.organisation("far-north")
    common = {"version": None, "by": officer}

    def stay():
        return stands(agreement)[1:]  # the version counts on

    def extend():
        return acts.extend(agreement, until=D("2020"), today=TODAY, **common)

    def notice():
        return notices.give_notice(agreement, party, given=D("2016-05"), today=TODAY, **common)

    def join():
        return party_acts.accede(agreement, north, effective=D("2016"), **common)

    def part():
        return party_acts.leave(agreement, gone, last_day=D("2016"), today=TODAY, **common)

    def merge():
        both = records.organisation("both")
        return party_acts.merge(agreement, party, gone, into=both, effective=D("2016"), today=TODAY, **common)

    def amend():
        return acts.amend(agreement, what={"en": "More."}, today=TODAY, **common)

    def renew():
        return acts.extend(agreement, until=D("2022"), today=TODAY, **common)

    extend()  # with it the first period is written down too, and stays so
    for deed in (renew, notice, join, part, merge, amend):
        before = stay()
        act_corrections.take_back(deed(), note="The wrong agreement.", today=TODAY, **common)
        assert (deed.__name__, stay()) == (deed.__name__, before)


def test_an_extension_taken_back_lets_the_agreement_be_over_again(relation, officer):
    agreement = in_force(relation)
    moves.expire_due(date(2018, 1, 1))
    act = acts.extend(agreement, until=D("2100"), version=None, by=officer)

    act_corrections.take_back(act, note="Another agreement.", version=None, by=officer)

    agreement.refresh_from_db()
    assert (agreement.status, agreement.valid_until.edtf) == (AgreementStatus.EXPIRED, "2017-12-31")
    assert agreement.moves.last().note == "Taken back: Extension. Another agreement."


@pytest.mark.parametrize("kind", ["notice", "withdrawal", "supersession"])
def test_what_ended_an_agreement_by_mistake_is_taken_back_and_it_lives_again(relation, officer, kind):
    agreement = in_force(relation, open_ended=True, valid_until=None)
    party = records.parties_of(agreement)[1]
    common = {"version": None, "by": officer, "today": TODAY}
    if kind == "notice":
        act = notices.give_notice(agreement, party, given=D("2016-05-01"), **common)
        moves.expire_due(TODAY)
    elif kind == "withdrawal":
        act = party_acts.leave(agreement, party, last_day=D("2016-05-01"), ends_agreement=True, **common)
    else:
        new = records.signed(relation, kind="mou", valid_from="2016-05-01", open_ended=True)
        act = succession.supersede(agreement, new, **common)
    agreement.refresh_from_db()
    ended = agreement.status

    act_corrections.take_back(act, note="The other region did.", version=None, by=officer)

    agreement.refresh_from_db()
    ends = {"notice": "terminated", "withdrawal": "terminated", "supersession": "superseded"}
    assert (ended, agreement.status, agreement.last_day) == (ends[kind], AgreementStatus.IN_FORCE, None)
    assert agreement.in_force_on(date(2030, 1, 1)) == Certainty.CERTAINLY
    assert [one.left for one in records.parties_of(agreement)] == [None, None]


def test_only_the_last_act_is_taken_back_with_a_reason_by_its_keeper(relation, officer):
    agreement = in_force(relation, notice_months=3)
    first = acts.amend(agreement, what={"en": "More."}, version=None, by=officer, today=TODAY)
    party = records.parties_of(agreement)[0]
    notice = notices.give_notice(agreement, party, given=D("2016-05"), version=None, by=officer, today=TODAY)
    stranger = records.member(records.authority("south"))
    before = stands(agreement)

    with pytest.raises(ValidationError, match="Only what was recorded last"):
        act_corrections.take_back(first, note="Wrong.", version=None, by=officer)
    with pytest.raises(ValidationError) as raised:
        act_corrections.take_back(notice, note=" ", version=None, by=officer)
    with pytest.raises(NotAllowed):
        act_corrections.take_back(notice, note="Wrong.", version=None, by=stranger)
    after = stands(agreement)
    moves.terminate(agreement, version=None, by=officer, note="By both.", last_day=D("2016-05-31"))
    with pytest.raises(ValidationError, match="ended by a step of its own"):
        act_corrections.take_back(notice, note="Wrong.", version=None, by=officer)

    assert (list(raised.value.message_dict), after) == (["note"], before)
