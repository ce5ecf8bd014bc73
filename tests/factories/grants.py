"""Programmes, calls with their questions, applications."""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from grants.domain import submissions
from grants.enums import ApplicationStatus, CallStatus, DecisionOutcome, QuestionKind
from grants.models import (
    Application,
    Award,
    BudgetLine,
    Call,
    CallFunder,
    CallRule,
    Decision,
    Programme,
    Question,
    Strand,
    Window,
)
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import UserFactory
from tests.factories.partnerships import AuthorityFactory, OrganisationFactory


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """A support scheme."""

    class Meta:
        model = Programme

    authority = factory.SubFactory(AuthorityFactory)
    slug = factory.Sequence(lambda n: f"programme-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})


class CallFactory(factory.django.DjangoModelFactory):
    """A published call, open since yesterday and for a week to come, without questions."""

    class Meta:
        model = Call

    programme = factory.SubFactory(ProgrammeFactory)
    authority = factory.SelfAttribute("programme.authority")
    slug = factory.Sequence(lambda n: f"call-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.slug.replace("-", " ").capitalize()})
    year = factory.LazyFunction(lambda: timezone.now().year)
    languages = ["en", "sv"]
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    time_zone = "Europe/Stockholm"
    currency = "SEK"
    status = CallStatus.PUBLISHED


class CallFunderFactory(factory.django.DjangoModelFactory):
    """A body that pays for a call."""

    class Meta:
        model = CallFunder

    call = factory.SubFactory(CallFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class StrandFactory(factory.django.DjangoModelFactory):
    """A line of a call."""

    class Meta:
        model = Strand

    call = factory.SubFactory(CallFactory)
    code = factory.Sequence(lambda n: f"strand-{n}")
    names = factory.LazyAttribute(lambda made: {"en": made.code.capitalize()})


class WindowFactory(factory.django.DjangoModelFactory):
    """A deadline at the end of 15 March 2027."""

    class Meta:
        model = Window

    call = factory.SubFactory(CallFactory)
    closes = UncertainDate("2027-03-15")


class CallRuleFactory(factory.django.DjangoModelFactory):
    """A rule: one applies for at most 50,000."""

    class Meta:
        model = CallRule

    call = factory.SubFactory(CallFactory)
    kind = "amount_between"
    parameters = {"most": "50000"}
    stages = ["typing", "submission"]


class QuestionFactory(factory.django.DjangoModelFactory):
    """A question that asks for a short text and must be answered."""

    class Meta:
        model = Question

    call = factory.SubFactory(CallFactory)
    code = factory.Sequence(lambda n: f"question-{n}")
    kind = QuestionKind.SHORT_TEXT
    section = {"en": "Your project", "sv": "Ert projekt"}
    labels = factory.LazyAttribute(lambda made: {"en": made.code.replace("-", " ").capitalize()})
    position = factory.Sequence(lambda n: n)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A draft of a person."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    call = factory.SubFactory(CallFactory)
    authority = factory.SelfAttribute("call.authority")
    applicant = factory.SubFactory(UserFactory)
    applicant_name = factory.SelfAttribute("applicant.name")
    reference = factory.Sequence(lambda n: f"T{n:05d}")
    language = "en"

    class Params:
        # An application handed in, as the officer meets it.
        submitted = factory.Trait(
            status=ApplicationStatus.SUBMITTED,
            title=factory.Sequence(lambda n: f"Project {n}"),
            requested=Decimal("50000"),
            submitted_at=factory.LazyFunction(timezone.now),
            submitted_by=factory.SelfAttribute("applicant"),
            diary_number=factory.Sequence(lambda n: f"A {n:05d}"),
            content={"call": {"currency": "SEK"}, "sections": []},
            content_sha256="0" * 64,
        )

    @factory.post_generation
    def registered(made, create, _extracted, **_more):  # type: ignore[no-untyped-def,misc]
        """Keep what was handed in in the register, as handing in does."""
        if create and made.submitted_at is not None:
            submissions.record(made)


class BudgetLineFactory(factory.django.DjangoModelFactory):
    """A cost of 1,000."""

    class Meta:
        model = BudgetLine

    application = factory.SubFactory(ApplicationFactory)
    side = "cost"
    description = "Travel"
    amount_typed = "1000"
    amount = Decimal("1000")


class DecisionFactory(factory.django.DjangoModelFactory):
    """An approval of a case, made now."""

    class Meta:
        model = Decision

    application = factory.SubFactory(ApplicationFactory, submitted=True, status=ApplicationStatus.APPROVED)
    outcome = DecisionOutcome.APPROVED
    reasons = "It serves the aims of the call."
    appeal_notice = "Write to the court."
    decided_at = factory.LazyFunction(timezone.now)
    decided_by = factory.SubFactory(UserFactory)


class AwardFactory(factory.django.DjangoModelFactory):
    """40,000 kronor granted."""

    class Meta:
        model = Award

    decision = factory.SubFactory(DecisionFactory)
    amount = Decimal("40000")
    currency = "SEK"
