"""What the tests of the pages share."""

import pytest
from django.test import Client

from grants.enums import QuestionKind
from grants.models import Application
from tests.factories.grants import QuestionFactory


@pytest.fixture
def applicant(draft: Application, client: Client) -> Client:
    """The browser of the draft's applicant."""
    client.force_login(draft.applicant)
    return client


@pytest.fixture
def full(draft: Application) -> Application:
    """A draft of a call that asks for every kind of answer in one section."""
    draft.call.questions.all().delete()
    for kind in QuestionKind.values:
        QuestionFactory(
            call=draft.call,
            code=kind.replace("_", "-"),
            kind=kind,
            options=[{"code": "a", "names": {"en": "First"}}, {"code": "b", "names": {"en": "Second"}}],
        )
    return draft
