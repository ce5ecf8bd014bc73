"""Letters: one for each act, sealed, sent once when they may be, and their first opening recorded."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader

from grants import periodic
from grants.domain import decisions
from grants.domain.deciding import changes, letters
from grants.models import Application, DecisionLetter
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Document, Job, Message
from portal.core.tasks import run_job
from tests.factories.deciding import WORDS


def send_all() -> None:
    for job in Job.objects.filter(task="grants.send_decision").order_by("pk"):
        run_job(periodic.send_decision, job.pk)


@pytest.fixture
def approved(case: Application, decider: User) -> Application:
    decisions.decide(case, outcome="approved", amount=Decimal(50_000), by=decider, **WORDS)
    return case


def test_each_act_has_its_sealed_letter_and_its_mail(approved: Application, decider: User) -> None:
    changes.revoke(approved, by=decider, **WORDS)

    send_all()

    found = list(Document.objects.of(approved).order_by("version"))
    assert [(one.kind, one.version) for one in found] == [("decision_letter", 1), ("decision_letter", 2)]
    with found[1].file.open("rb") as file:
        assert len(PdfFileReader(BytesIO(file.read())).embedded_signatures) == 1
    assert Message.objects.count() == 2
    assert list(approved.register.filter(kind="letter").values_list("document", flat=True)) == [
        one.pk for one in found
    ]


def test_a_letter_under_embargo_goes_out_at_its_moment_and_once(case: Application, decider: User) -> None:
    moment = timezone.now() + timedelta(hours=1)
    decisions.decide(
        case, outcome="approved", amount=Decimal(50_000), published_from=moment, by=decider, **WORDS
    )
    assert (letters.send_due(timezone.now()), Job.objects.count()) == (0, 0)

    ordered = [letters.send_due(moment + timedelta(minutes=1)) for _ in range(2)]

    assert (ordered, Job.objects.count()) == ([1, 1], 1)


def test_until_it_is_published_the_applicant_sees_the_status_before(case: Application, decider: User) -> None:
    moment = timezone.now() + timedelta(hours=1)
    decisions.decide(
        case, outcome="approved", amount=Decimal(50_000), published_from=moment, by=decider, **WORDS
    )
    client = Client()
    client.force_login(case.applicant)

    pages = [
        client.get(reverse("grants:applicant:application_detail", args=[case.reference])),
        client.get(reverse("grants:applicant:overview")),
    ]

    assert ["Approved" in page.content.decode() for page in pages] == [False, False]
    assert ["Meets the conditions" in page.content.decode() for page in pages] == [True, True]


def test_the_first_opening_is_recorded(approved: Application) -> None:
    send_all()
    client = Client()
    client.force_login(approved.applicant)
    address = reverse("grants:applicant:application_letter_open", args=[approved.reference, 1])

    answers = [client.post(address) for _ in range(2)]

    letter = DecisionLetter.objects.get()
    assert [answer["Location"] for answer in answers] == [letter.document.get_absolute_url()] * 2
    assert letter.opened_by == approved.applicant
    assert approved.register.filter(kind="opening").count() == 1


def test_only_the_applicant_opens_and_not_before_it_is_there(approved: Application, decider: User) -> None:
    letter = DecisionLetter.objects.get()

    with pytest.raises(NotAllowed):
        letters.open_letter(letter, by=decider)
    with pytest.raises(DomainError, match="being made"):
        letters.open_letter(letter, by=approved.applicant)
