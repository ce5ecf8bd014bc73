"""What happens to an agreement after its signing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnerships.domain import agreement_acts as acts
from partnerships.domain import agreement_moves as moves
from partnerships.domain import agreement_notices as notices
from partnerships.enums import AgreementStatus, Certainty
from partnerships.models import Agreement
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


# Succession


# In force on a day


# Taken back
