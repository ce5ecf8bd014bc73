"""Exchanges and documents prove commitments, and fulfil lines of plans; only those of the same relation do."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from exchanges.domain import evidence
from exchanges.models import CommitmentEvidence
from partnerships.domain import commitments, programmes
from partnerships.domain.proofs import proofs_of
from partnerships.enums import CommitmentStatus
from portal.core import documents
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import member
from tests.factories.commitments import CommitmentFactory, WorkProgrammeLineFactory
from tests.factories.exchanges import ExchangeFactory

pytestmark = pytest.mark.django_db


def test_a_proved_commitment_is_kept_without_a_word() -> None:
    commitment = CommitmentFactory()
    partnership = commitment.agreement.partnership
    exchange = ExchangeFactory(partnership=partnership)
    officer = member(partnership.authority)

    evidence.prove(commitment, {"exchange": exchange}, by=officer)
    kept = commitments.change_status(commitment, CommitmentStatus.KEPT, by=officer)

    assert kept.status == CommitmentStatus.KEPT
    assert [proof.url for proof in proofs_of([commitment.pk], AnonymousUser())[commitment.pk]] == [
        exchange.get_absolute_url()
    ]


def test_a_document_proves_and_is_shown_to_whoever_may_read_it() -> None:
    commitment = CommitmentFactory()
    agreement = commitment.agreement
    paper = documents.store(
        agreement,
        kind=DocumentKind.ANNEX,
        title="Minutes",
        filename="minutes.txt",
        content=b"Minutes",
        media_type="text/plain",
        confidentiality=Confidentiality.INTERNAL,
    )

    evidence.prove(commitment, {"document": paper}, by=None)

    officer = member(agreement.partnership.authority)
    assert len(proofs_of([commitment.pk], officer)[commitment.pk]) == 1
    assert proofs_of([commitment.pk], AnonymousUser())[commitment.pk] == []
    assert list(evidence.documents_of(commitment, officer)) == [paper]


def test_a_proof_is_one_thing_and_named_once() -> None:
    commitment = CommitmentFactory()
    exchange = ExchangeFactory(partnership=commitment.agreement.partnership)
    evidence.prove(commitment, {"exchange": exchange}, by=None)

    with pytest.raises(ValidationError) as nothing:
        evidence.prove(commitment, {}, by=None)
    with pytest.raises(ValidationError) as again:
        evidence.prove(commitment, {"exchange": exchange}, by=None)

    assert nothing.value.messages == ["Name the exchange or the document that proves it: one of the two."]
    assert again.value.messages == ["This is already named as a proof."]


def test_an_exchange_of_another_relation_proves_and_fulfils_nothing() -> None:
    foreign, line = ExchangeFactory(), WorkProgrammeLineFactory()

    with pytest.raises(DomainError) as proving:
        evidence.prove(CommitmentFactory(), {"exchange": foreign}, by=None)
    with pytest.raises(DomainError) as fulfilling:
        evidence.fulfil(line, foreign, by=None)

    sentence = {"exchange": ["This exchange belongs to another partnership."]}
    assert (proving.value.message_dict, fulfilling.value.message_dict) == (sentence, sentence)


def test_others_may_neither_prove_nor_take_a_proof_off() -> None:
    commitment = CommitmentFactory()
    exchange = ExchangeFactory(partnership=commitment.agreement.partnership)
    proof = evidence.prove(commitment, {"exchange": exchange}, by=None)
    stranger = member(ExchangeFactory().authority)

    with pytest.raises(NotAllowed):
        evidence.prove(commitment, {"exchange": exchange}, by=stranger)
    with pytest.raises(NotAllowed):
        evidence.unprove(proof, by=stranger)
    evidence.unprove(proof, by=None)

    assert CommitmentEvidence.objects.count() == 0


def test_a_fulfilled_line_stays_until_its_exchanges_are_taken_off() -> None:
    line = WorkProgrammeLineFactory()
    fulfilment = evidence.fulfil(line, ExchangeFactory(partnership=line.work_programme.partnership), by=None)

    with pytest.raises(DomainError) as refused:
        programmes.remove_line(line, version=None, by=None)
    with pytest.raises(DomainError):
        programmes.remove(line.work_programme, version=None, by=None)
    evidence.unfulfil(fulfilment, by=None)
    programmes.remove_line(line, version=None, by=None)

    assert refused.value.messages == ["Exchanges fulfil this line. Take them off it first."]
