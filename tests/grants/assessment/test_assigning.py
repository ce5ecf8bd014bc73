"""Who gets which applications: proposed by the rule of the round, never against a conflict, written once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from grants.domain.assessment import assigning, conflicts, pools, traces
from grants.enums.assessment import AssignmentRule, TraceKind
from grants.models import AssessmentRound, Assignment, PoolMember, RegisterEntry
from partnerships.models import FieldOfArt
from portal.accounts.enums import Role
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Message
from tests.factories.accounts import RepresentationFactory, UserFactory, member
from tests.factories.assessment import (
    AssessmentRoundFactory,
    AssessorPoolFactory,
    AssignmentFactory,
    PoolMemberFactory,
)
from tests.factories.grants import ApplicationFactory
from tests.factories.participants import ParticipantFactory
from tests.factories.partnerships import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round() -> AssessmentRound:
    """A round with a pool of three, of whom each application wants two."""
    made = AssessmentRoundFactory(number=1, fewest_assessors=2, rule=AssignmentRule.EVENLY)
    pool = AssessorPoolFactory(authority=made.call.authority)
    made.pools.add(pool)
    # Each from a place of their own: an address at the same place is a tie.
    for number in range(3):
        PoolMemberFactory(pool=pool, user__email=f"expert@place{number}.example")
    return made  # type: ignore[no-any-return]


def members(round: AssessmentRound) -> list[PoolMember]:
    return list(PoolMember.objects.filter(pool__rounds=round).order_by("pk"))


def case(round: AssessmentRound, **fields: Any) -> Any:
    return ApplicationFactory(call=round.call, submitted=True, **fields)


def kinds(application: Any, user: Any) -> list[str]:
    return [trace.kind for trace in traces.traces(application, user)]


def test_propose_evenly_gives_each_the_same_number(round: AssessmentRound) -> None:
    cases = [case(round) for _each in range(3)]

    plan = assigning.propose(round)

    per_person = [sum(pair.member == one for pair in plan.pairs) for one in members(round)]
    per_case = [sum(pair.application == one for pair in plan.pairs) for one in cases]
    assert (per_person, per_case, plan.short) == ([2, 2, 2], [2, 2, 2], [])


def test_propose_asks_no_more_for_three_applications_than_for_one(
    round: AssessmentRound, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    case(round)
    with django_assert_max_num_queries(25) as first:
        assigning.propose(round)
    case(round)
    case(round)

    with django_assert_num_queries(len(first)):
        assigning.propose(round)


def test_propose_leaves_out_whom_the_portal_ties_to_the_application(round: AssessmentRound) -> None:
    organisation = OrganisationFactory()
    application = case(round, organisation=organisation)
    tied, *free = members(round)
    RepresentationFactory(user=tied.user, organisation=organisation)

    plan = assigning.propose(round)

    assert {pair.member for pair in plan.pairs} == set(free)
    assert kinds(application, tied.user) == ["organisation"]


def test_propose_leaves_out_who_declared_a_conflict_in_another_round(round: AssessmentRound) -> None:
    application = case(round)
    declared, *free = members(round)
    AssignmentFactory(
        round=AssessmentRoundFactory(call=round.call, number=2),
        application=application,
        assessor=declared.user,
        has_conflict=True,
    )

    assert {pair.member for pair in assigning.propose(round).pairs} == set(free)


def test_propose_says_where_too_few_are_free(round: AssessmentRound) -> None:
    application = case(round)
    for one in members(round)[:2]:
        RepresentationFactory(user=one.user, organisation=_of(application))

    plan = assigning.propose(round)

    assert (len(plan.pairs), list(plan.short)) == (1, [(application, 1)])


def _of(application: Any) -> Any:
    if application.organisation is None:
        application.organisation = OrganisationFactory()
        application.save()
    return application.organisation


def test_propose_by_field_and_language_prefers_who_knows_them(round: AssessmentRound) -> None:
    AssessmentRound.objects.update(rule=AssignmentRule.BY_FIELD, fewest_assessors=1)
    dance = FieldOfArt.objects.create(code="dance-x", names={"en": "Dance"})
    answer = {
        "code": "fields", "kind": "choices", "question": {"en": "Fields"}, "meaning": "fields", "value": ["dance-x"],
    }  # fmt: skip
    case(round, content={"call": {}, "sections": [{"title": {}, "answers": [answer]}]})
    knows = members(round)[2]
    knows.fields.add(dance)

    plan = assigning.propose(AssessmentRound.objects.get())

    assert [pair.member for pair in plan.pairs] == [knows]


def test_propose_with_parity_takes_one_from_each_pool(round: AssessmentRound) -> None:
    AssessmentRound.objects.update(parity=True)
    other = AssessorPoolFactory(authority=round.call.authority, side="BE")
    round.pools.add(other)
    second = PoolMemberFactory(pool=other, user__email="expert@elsewhere.example")
    case(round)

    plan = assigning.propose(AssessmentRound.objects.get())

    assert {pair.member.pool for pair in plan.pairs} == {second.pool, members(round)[0].pool}


def test_propose_takes_only_who_is_in_the_pool_today(round: AssessmentRound) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    PoolMember.objects.filter(pk__in=[one.pk for one in members(round)[:2]]).update(until=yesterday)
    case(round)

    assert [pair.member for pair in assigning.propose(round).pairs] == members(round)[2:]


def test_assign_enters_the_register_and_tells_each_assessor_once(round: AssessmentRound) -> None:
    first, second = case(round), case(round)
    person = members(round)[0]

    assigning.assign(round, [(first.pk, person.pk), (second.pk, person.pk)], by=member(round.call.authority))

    assert Assignment.objects.filter(assessor=person.user).count() == 2
    assert RegisterEntry.objects.get(application=first).subject == (
        f"Given till {person.user} för bedömning, First round"
    )
    assert Message.objects.filter(to=person.user.email).count() == 1


def test_assign_twice_is_refused(round: AssessmentRound) -> None:
    pair = (case(round).pk, members(round)[0].pk)
    officer = member(round.call.authority)
    assigning.assign(round, [pair], by=officer)

    with pytest.raises(DomainError, match="already"):
        assigning.assign(round, [pair], by=officer)


def test_assign_against_a_certain_conflict_is_refused(round: AssessmentRound) -> None:
    application = case(round)
    person = members(round)[0]
    ParticipantFactory(application=application, accepted_at=timezone.now(), accepted_by=person.user)

    with pytest.raises(DomainError, match="conflict of interest"):
        assigning.assign(round, [(application.pk, person.pk)], by=member(round.call.authority))

    assert not Assignment.objects.exists()


def test_assign_by_an_assessor_is_refused(round: AssessmentRound) -> None:
    pair = (case(round).pk, members(round)[0].pk)

    with pytest.raises(NotAllowed):
        assigning.assign(round, [pair], by=member(round.call.authority, Role.ASSESSOR))


def test_reassign_takes_back_with_a_reason_and_gives_to_another(round: AssessmentRound) -> None:
    application = case(round)
    first, second, _third = members(round)
    officer = member(round.call.authority)
    given = assigning.assign(round, [(application.pk, first.pk)], by=officer)[0]
    with pytest.raises(DomainError, match="Say why"):
        assigning.take_back(given, reason="", by=officer)

    again = assigning.reassign(given, member=second, reason="Ill", by=officer)

    given.refresh_from_db()
    assert (given.end_reason, again.assessor) == ("Ill", second.user)
    assert list(RegisterEntry.objects.values_list("number", "kind")) == [
        (1, "assignment"),
        (2, "assignment"),
        (3, "assignment"),
    ]


def test_remind_asks_each_once_a_day(round: AssessmentRound) -> None:
    officer = member(round.call.authority)
    waiting = AssignmentFactory(round=round)
    declared = AssignmentFactory(round=round)
    conflicts.declare(declared, has_conflict=True, ground="family", by=declared.assessor)

    assert [assigning.remind(round, by=officer), assigning.remind(round, by=officer)] == [1, 1]
    assert [mail.to for mail in Message.objects.filter(key__contains="reminder")] == [waiting.assessor.email]


def test_traces_name_earlier_applications_and_addresses(round: AssessmentRound) -> None:
    artist, friend = UserFactory(email="anna@konst.example"), UserFactory(email="bo@KONST.example")
    stranger = UserFactory(email="cia@other.example")
    earlier = ApplicationFactory(submitted=True, applicant=friend)
    ParticipantFactory(application=earlier, accepted_at=timezone.now(), accepted_by=artist)
    application = case(round, applicant=artist)

    assert kinds(application, friend) == [TraceKind.DOMAIN, TraceKind.EARLIER]
    assert kinds(application, artist) == [TraceKind.PARTY]
    assert kinds(application, stranger) == []


def test_addresses_at_public_places_tie_nobody(round: AssessmentRound) -> None:
    application = case(round, applicant=UserFactory(email="anna@gmail.com"))

    assert kinds(application, UserFactory(email="bo@gmail.com")) == []


def test_add_member_is_for_assessors_of_the_authority(round: AssessmentRound) -> None:
    pool = round.pools.get()
    officer = member(pool.authority)
    values = {"since": timezone.localdate(), "languages": [], "fields": []}

    with pytest.raises(DomainError, match="no assessor"):
        pools.add_member(pool, {**values, "user": UserFactory()}, by=officer)

    person = member(pool.authority, Role.ASSESSOR)
    pools.add_member(pool, {**values, "user": person}, by=officer)
    with pytest.raises(ValidationError, match="at that time already"):
        pools.add_member(pool, {**values, "user": person}, by=officer)
