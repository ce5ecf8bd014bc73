"""What the tests of grants share."""

import pytest

from grants.enums import QuestionKind
from grants.models import Application, Call
from tests.factories.grants import ApplicationFactory, CallFactory, QuestionFactory


@pytest.fixture
def call(db: None) -> Call:
    """An open call that asks for a title and a sum."""
    call = CallFactory(programme__authority__diary_series="VGR")
    QuestionFactory(
        call=call, code="title", kind=QuestionKind.SHORT_TEXT, labels={"en": "Title of the project"}
    )
    QuestionFactory(
        call=call,
        code="requested",
        kind=QuestionKind.MONEY,
        labels={"en": "Amount you apply for"},
        section={"en": "Budget"},
    )
    return call


@pytest.fixture
def draft(call: Call) -> Application:
    """A draft of the call, still empty."""
    return ApplicationFactory(call=call)
