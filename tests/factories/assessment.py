"""Pools, rounds and assignments."""

from datetime import timedelta

import factory
from django.utils import timezone

from grants.domain.assessment import conflicts
from grants.models import Assessment, AssessmentRound, AssessorPool, Assignment, PoolMember, RoundCriterion
from portal.accounts.enums import Role
from tests.factories.accounts import UserFactory, member
from tests.factories.grants import ApplicationFactory, CallFactory
from tests.factories.partnerships import AuthorityFactory


class AssessorPoolFactory(factory.django.DjangoModelFactory):
    """A pool of assessors from outside."""

    class Meta:
        model = AssessorPool

    authority = factory.SubFactory(AuthorityFactory)
    names = factory.Sequence(lambda n: {"en": f"Pool {n}"})


class PoolMemberFactory(factory.django.DjangoModelFactory):
    """Somebody in a pool since yesterday; their role is the test's own matter."""

    class Meta:
        model = PoolMember
        skip_postgeneration_save = True

    pool = factory.SubFactory(AssessorPoolFactory)
    user = factory.SubFactory(UserFactory)
    since = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))


class AssessmentRoundFactory(factory.django.DjangoModelFactory):
    """An open round with a scale from 0 to 5."""

    class Meta:
        model = AssessmentRound

    call = factory.SubFactory(CallFactory)
    number = factory.Sequence(lambda n: n + 1)
    names = {"en": "First round"}
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class RoundCriterionFactory(factory.django.DjangoModelFactory):
    """A criterion that counts once."""

    class Meta:
        model = RoundCriterion

    round = factory.SubFactory(AssessmentRoundFactory)
    names = factory.Sequence(lambda n: {"en": f"Criterion {n}"})


class AssignmentFactory(factory.django.DjangoModelFactory):
    """An application with an assessor who has not declared anything yet."""

    class Meta:
        model = Assignment

    round = factory.SubFactory(AssessmentRoundFactory)
    application = factory.SubFactory(
        ApplicationFactory, submitted=True, call=factory.SelfAttribute("..round.call")
    )
    assessor = factory.SubFactory(UserFactory)
    pool = factory.SubFactory(AssessorPoolFactory, authority=factory.SelfAttribute("..round.call.authority"))
    assigned_by = factory.SubFactory(UserFactory)


class AssessmentFactory(factory.django.DjangoModelFactory):
    """An assessment that its assessor has begun."""

    class Meta:
        model = Assessment

    assignment = factory.SubFactory(AssignmentFactory, has_conflict=False)
    submission = factory.LazyAttribute(lambda made: made.assignment.application.submissions.get())
    looked_by = factory.SelfAttribute("assignment.assessor")


def assessing(round, **fields):  # type: ignore[no-untyped-def]
    """Return an assignment of a round to an assessor of its authority, who has declared to have no conflict."""
    person = fields.pop("assessor", None) or member(round.call.authority, Role.ASSESSOR)
    assignment = AssignmentFactory(round=round, assessor=person, **fields)
    return conflicts.declare(assignment, has_conflict=False, by=person)
