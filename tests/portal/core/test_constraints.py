"""The constraints of a record, asked together."""

import pytest
from django.core.exceptions import ValidationError

from grants.enums import ApplicationStatus
from grants.models import Answer
from portal.core.domain import constraints
from tests.factories.grants import ApplicationFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return ApplicationFactory()


def test_all_conditions_are_asked_in_one_statement(application, django_assert_num_queries):
    # One statement for seven conditions and one for the diary number, which nobody else may have; each in a savepoint.
    with django_assert_num_queries(6):
        constraints.validate(application)


def test_each_that_fails_says_so_in_its_own_sentence(application):
    application.status = ApplicationStatus.SUBMITTED
    application.requested = -1
    with pytest.raises(ValidationError) as together:
        constraints.validate(application)
    with pytest.raises(ValidationError) as one_by_one:
        application.validate_constraints()
    assert together.value.message_dict == one_by_one.value.message_dict
    assert len(together.value.messages) == 2


def test_what_is_unknown_is_not_refused(application):
    application.requested = None
    constraints.validate(application)


def test_what_must_be_the_only_one_is_asked_for_too(application):
    question = QuestionFactory(call=application.call)
    Answer.objects.create(application=application, question=question, value="Kör")
    with pytest.raises(ValidationError):
        constraints.validate(Answer(application=application, question=question, value="Orkester"))
