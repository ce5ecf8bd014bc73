"""Delegation orders and meetings."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from grants.enums.meetings import DelegableKind, ItemKind, MeetingStatus, MemberRole
from grants.models import (
    AgendaCase,
    AgendaItem,
    Delegation,
    DelegationFunction,
    DelegationOrder,
    Disqualification,
    FunctionHolder,
    Meeting,
    MeetingMember,
    MinutesAdjuster,
)
from portal.accounts.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.grants import ApplicationFactory
from tests.factories.partnerships import AuthorityFactory, OrganisationFactory


class DelegationOrderFactory(factory.django.DjangoModelFactory):
    """An order of a committee, valid since 2026 began."""

    class Meta:
        model = DelegationOrder

    authority = factory.SubFactory(AuthorityFactory)
    body = factory.SubFactory(OrganisationFactory)
    reference = "2025-12-10 § 112"
    adopted_on = date(2025, 12, 10)
    valid_from = date(2026, 1, 1)


class DelegationFactory(factory.django.DjangoModelFactory):
    """Decision makers approve and reject, whatever the amount."""

    class Meta:
        model = Delegation

    order = factory.SubFactory(DelegationOrderFactory)
    paragraph = factory.Sequence(lambda n: f"3.{n}")
    kinds = [DelegableKind.APPROVE, DelegableKind.REJECT]
    role = Role.DECISION_MAKER


class DelegationFunctionFactory(factory.django.DjangoModelFactory):
    """The head of a unit."""

    class Meta:
        model = DelegationFunction

    authority = factory.SubFactory(AuthorityFactory)
    title = factory.Sequence(lambda n: f"Head of unit {n}")


class FunctionHolderFactory(factory.django.DjangoModelFactory):
    """Somebody who heads a unit since 2026 began."""

    class Meta:
        model = FunctionHolder

    function = factory.SubFactory(DelegationFunctionFactory)
    user = factory.SubFactory(UserFactory)
    valid_from = date(2026, 1, 1)


class MeetingFactory(factory.django.DjangoModelFactory):
    """A meeting of a committee that began an hour ago, still planned."""

    class Meta:
        model = Meeting

    authority = factory.SubFactory(AuthorityFactory)
    body = factory.SubFactory(OrganisationFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))

    class Params:
        held = factory.Trait(status=MeetingStatus.HELD)


class MeetingMemberFactory(factory.django.DjangoModelFactory):
    """A member who was there."""

    class Meta:
        model = MeetingMember

    meeting = factory.SubFactory(MeetingFactory)
    name = factory.Sequence(lambda n: f"Member {n}")
    role = MemberRole.MEMBER
    attended = True
    position = factory.Sequence(lambda n: n)


class AgendaItemFactory(factory.django.DjangoModelFactory):
    """An item on which cases are decided."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    kind = ItemKind.CASES
    title = factory.Sequence(lambda n: f"Item {n}")
    position = factory.Sequence(lambda n: n)


class AgendaCaseFactory(factory.django.DjangoModelFactory):
    """A case of the meeting's authority, without a proposal."""

    class Meta:
        model = AgendaCase

    item = factory.SubFactory(AgendaItemFactory)
    application = factory.SubFactory(
        ApplicationFactory,
        submitted=True,
        status="eligible",
        call__programme__authority=factory.SelfAttribute("....item.meeting.authority"),
    )
    position = factory.Sequence(lambda n: n)


class DisqualificationFactory(factory.django.DjangoModelFactory):
    """A member who chairs the association that applies."""

    class Meta:
        model = Disqualification

    item = factory.SubFactory(AgendaItemFactory)
    member = factory.SubFactory(MeetingMemberFactory, meeting=factory.SelfAttribute("..item.meeting"))
    ground = "Chairs the association that applies."


class MinutesAdjusterFactory(factory.django.DjangoModelFactory):
    """A member chosen to adjust the minutes."""

    class Meta:
        model = MinutesAdjuster

    meeting = factory.SubFactory(MeetingFactory)
    member = factory.SubFactory(MeetingMemberFactory, meeting=factory.SelfAttribute("..meeting"))
