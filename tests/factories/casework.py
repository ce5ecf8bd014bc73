"""What the office keeps about cases."""

from datetime import date

import factory

from grants.enums import PartyRole
from grants.models import CaseNote, CaseParty, CaseTask, MessageTemplate, SavedList
from tests.factories.accounts import UserFactory
from tests.factories.grants import ApplicationFactory
from tests.factories.partnerships import AuthorityFactory


class CasePartyFactory(factory.django.DjangoModelFactory):
    """The applicant of a case."""

    class Meta:
        model = CaseParty

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    role = PartyRole.APPLICANT
    name = "Anna Larsson"
    email = "anna@example.org"


class CaseNoteFactory(factory.django.DjangoModelFactory):
    """A note of an officer."""

    class Meta:
        model = CaseNote

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    text = "Ask the museum about the dates."
    by = factory.SubFactory(UserFactory)


class CaseTaskFactory(factory.django.DjangoModelFactory):
    """A task of somebody, to be done by a day."""

    class Meta:
        model = CaseTask

    application = factory.SubFactory(ApplicationFactory, submitted=True)
    text = "Call the museum"
    due = date(2027, 3, 1)
    assignee = factory.SubFactory(UserFactory)
    created_by = factory.SelfAttribute("assignee")


class MessageTemplateFactory(factory.django.DjangoModelFactory):
    """A greeting in two languages."""

    class Meta:
        model = MessageTemplate

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Template {n}")
    texts = {"en": "Dear {name}, about {diary_number}.", "sv": "Hej {name}, om {diary_number}."}


class SavedListFactory(factory.django.DjangoModelFactory):
    """What waits to be screened, of one person."""

    class Meta:
        model = SavedList

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"List {n}")
    query = "status=submitted"
