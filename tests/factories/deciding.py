"""What belongs to a decision: its acts, letters and conditions, funders' halves, appeals."""

import factory
from django.utils import timezone

from grants.domain.deciding.acts import Said
from grants.enums import ApplicationStatus, DecisionActKind, DecisionOutcome
from grants.models import (
    Appeal,
    Application,
    Call,
    DecisionAct,
    DecisionCondition,
    DecisionLetter,
    FunderDecision,
)
from tests.factories.accounts import UserFactory
from tests.factories.grants import ApplicationFactory, CallFactory, CallFunderFactory
from tests.factories.partnerships import AuthorityFactory

WORDS = {"reasons": "It serves the aims of the call.", "appeal_notice": "Write to the court."}


class DecisionActFactory(factory.django.DjangoModelFactory):
    """A rejection."""

    class Meta:
        model = DecisionAct

    application = factory.SubFactory(ApplicationFactory, submitted=True, status=ApplicationStatus.REJECTED)
    number = factory.Sequence(lambda n: n + 1)
    kind = DecisionActKind.ORIGINAL
    outcome = DecisionOutcome.REJECTED
    reasons = WORDS["reasons"]
    appeal_notice = WORDS["appeal_notice"]
    by = factory.SubFactory(UserFactory)


class DecisionLetterFactory(factory.django.DjangoModelFactory):
    """A letter that should have gone out."""

    class Meta:
        model = DecisionLetter

    act = factory.SubFactory(DecisionActFactory)
    due = factory.LazyFunction(timezone.now)


class DecisionConditionFactory(factory.django.DjangoModelFactory):
    """A condition of a grant."""

    class Meta:
        model = DecisionCondition

    act = factory.SubFactory(DecisionActFactory)
    number = 1
    text = "Send the contract."


class FunderDecisionFactory(factory.django.DjangoModelFactory):
    """A funder's rejection."""

    class Meta:
        model = FunderDecision

    application = factory.SubFactory(ApplicationFactory, submitted=True, status=ApplicationStatus.ELIGIBLE)
    funder = factory.SubFactory(CallFunderFactory, call=factory.SelfAttribute("..application.call"))
    outcome = DecisionOutcome.REJECTED
    reasons = WORDS["reasons"]
    appeal_notice = WORDS["appeal_notice"]
    by = factory.SubFactory(UserFactory)


class AppealFactory(factory.django.DjangoModelFactory):
    """An appeal that came today."""

    class Meta:
        model = Appeal

    act = factory.SubFactory(DecisionActFactory)
    application = factory.SelfAttribute("act.application")
    number = 1
    text = "The plan was misread."
    arrived_on = factory.LazyFunction(timezone.localdate)
    created_by = factory.SelfAttribute("application.applicant")


def joint_call(**fields: object) -> Call:
    """Return a call of two authorities, each of which decides its half; its own is the first."""
    call = CallFactory(**fields)
    CallFunderFactory(call=call, organisation=call.authority.organisation, share=50, position=1)
    CallFunderFactory(call=call, organisation=AuthorityFactory().organisation, share=50, position=2)
    return call  # type: ignore[return-value]


def approval(amount: object, **more: object) -> Said:
    """Return an approval with this sum."""
    said: dict[str, object] = {
        "outcome": DecisionOutcome.APPROVED,
        "amount": amount,
        "lower_reasons": "The budget.",
        **WORDS,
        **more,
    }
    return Said(**said)  # type: ignore[arg-type]


def rejection(**more: object) -> Said:
    """Return a rejection."""
    return Said(**{"outcome": DecisionOutcome.REJECTED, **WORDS, **more})  # type: ignore[arg-type]


def eligible_case(call: Call, **fields: object) -> Application:
    """Return a case of a call that meets the conditions."""
    return ApplicationFactory(  # type: ignore[return-value]
        submitted=True, call=call, **{"status": ApplicationStatus.ELIGIBLE, **fields}
    )
