"""What the migration says of cases that were decided before there was a register of acts."""

from importlib import import_module

import pytest
from django.db import connection

from grants.domain import register
from grants.domain.deciding import letters
from grants.enums import ApplicationStatus, RegisterDirection, RegisterKind
from grants.models import Application, CallSpending, DecisionAct, DecisionLetter
from portal.core import documents
from portal.core.enums import DocumentKind
from portal.core.models import Document
from tests.factories.deciding import DecisionActFactory, DecisionLetterFactory
from tests.factories.grants import ApplicationFactory, AwardFactory

pytestmark = pytest.mark.django_db

STEP = import_module("grants.migrations.0025_what_stood_before")


@pytest.fixture
def case() -> Application:
    """A case that was approved, and whose letter went out."""
    case = ApplicationFactory(submitted=True, status=ApplicationStatus.APPROVED)
    AwardFactory(decision__application=case)
    store(case, "Decision", slot="")
    return case  # type: ignore[return-value]


def store(case: Application, title: str, slot: str) -> Document:
    return documents.store(
        case,
        kind=DocumentKind.DECISION_LETTER,
        title=title,
        filename="decision.pdf",
        content=title.encode(),
        media_type="application/pdf",
        slot=slot,
    )


def fill() -> None:
    CallSpending.objects.all().delete()
    with connection.cursor() as cursor:
        for statement in (STEP.BEGIN_ACTS, STEP.OFF, STEP.REGISTERS, STEP.ON):
            cursor.execute(statement)


def test_a_letter_of_the_past_is_not_taken_for_one_that_is_sent_later(case: Application) -> None:
    past = Document.objects.get(kind=DocumentKind.DECISION_LETTER)
    fill()
    DecisionLetter.objects.all().delete()
    letter = DecisionLetterFactory(pk=past.pk, act=DecisionActFactory(application=case, number=2))

    letters.sent(letter, store(case, "Correction", slot="2"))

    sent = case.register.filter(kind=RegisterKind.LETTER).order_by("number").values_list("subject", "key")
    assert list(sent) == [("Decision", f"past-letter-{past.pk}"), ("Correction", f"letter-{past.pk}")]


def test_a_decision_of_the_past_stands_in_the_register_as_its_act_does(case: Application) -> None:
    fill()

    known = case.register.get(kind=RegisterKind.DECISION)
    again = register.enter(
        case,
        kind=RegisterKind.DECISION,
        direction=RegisterDirection.DRAWN_UP,
        subject="Original",
        key=f"act-{DecisionAct.objects.get(application=case).number}",
    )

    assert (again.pk, known.key) == (known.pk, "act-1")
