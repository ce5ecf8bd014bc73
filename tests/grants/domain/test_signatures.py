"""A signature stands under the text as it was; who changes the text has it signed again."""

from decimal import Decimal

import pytest
from django.utils import timezone

from grants.domain import applications, drafts, participants, signatures
from grants.enums import ParticipantRole, SignatureState
from grants.models import Application
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import UserFactory
from tests.people import invited, taking_part, values

PARTNER = {"role": ParticipantRole.PARTNER, "amount": Decimal("5000.00"), "currency": "EUR"}


@pytest.fixture
def complete(draft: Application) -> Application:
    """A draft with all its answers."""
    drafts.save_answers(draft, {"title": "Choirs meet", "requested": "50 000"}, by=draft.applicant)
    draft.refresh_from_db()
    return draft


def sign(application: Application, by) -> None:  # type: ignore[no-untyped-def]
    """Sign the text as it stands."""
    signatures.sign(application, seen=signatures.content_sha256(application), by=by)


def states(application: Application) -> list[tuple[str, str]]:
    """Return who belongs under the application and where each name stands."""
    return [(signer.role, str(signer.state)) for signer in signatures.signers(application)]


def test_who_applies_alone_needs_no_signature(complete: Application) -> None:
    assert signatures.signers(complete) == []


def test_sign_by_both_leads_is_valid(complete: Application) -> None:
    inga = taking_part(complete).accepted_by

    sign(complete, complete.applicant)
    sign(complete, inga)

    assert states(complete) == [("lead", SignatureState.VALID), ("co_lead", SignatureState.VALID)]
    assert [signer.role for signer in signatures.valid(complete)] == ["lead", "co_lead"]


def test_sign_goes_stale_with_any_change_of_an_answer_and_is_given_again(complete: Application) -> None:
    inga = taking_part(complete).accepted_by
    sign(complete, inga)

    drafts.save_answers(complete, {"title": "Choirs meet!"}, by=complete.applicant)
    complete.refresh_from_db()

    assert states(complete) == [("lead", SignatureState.MISSING), ("co_lead", SignatureState.STALE)]
    sign(complete, inga)
    assert states(complete)[1] == ("co_lead", SignatureState.VALID)


def test_sign_counts_again_when_the_text_is_put_back(complete: Application) -> None:
    inga = taking_part(complete).accepted_by
    sign(complete, inga)
    for title in ("Other", "Choirs meet"):
        drafts.save_answers(complete, {"title": title}, by=complete.applicant)
    complete.refresh_from_db()

    assert states(complete)[1] == ("co_lead", SignatureState.VALID)


def test_sign_a_text_that_has_changed_since_it_was_shown_is_refused(complete: Application) -> None:
    inga = taking_part(complete).accepted_by
    seen = signatures.content_sha256(complete)
    drafts.save_answers(complete, {"title": "Other"}, by=complete.applicant)

    with pytest.raises(DomainError) as said:
        signatures.sign(complete, seen=seen, by=inga)

    assert said.value.messages == [
        "The text has changed since you opened this page. Read it again, then sign."
    ]


def test_sign_twice_leaves_one_signature(complete: Application) -> None:
    sign(complete, complete.applicant)
    sign(complete, complete.applicant)

    assert complete.signatures.count() == 1


@pytest.mark.parametrize("role", [None, ParticipantRole.EDITOR])
def test_sign_by_somebody_who_was_not_asked_is_not_allowed(complete: Application, role: str | None) -> None:
    person = taking_part(complete, role=role).accepted_by if role else UserFactory()

    with pytest.raises(NotAllowed) as said:
        sign(complete, person)

    assert said.value.messages == ["You were not asked to sign this application."]


def test_confirm_by_link_covers_the_partners_part_and_money(complete: Application) -> None:
    partner = invited(complete, **PARTNER)

    given = signatures.confirm_by_link(partner, name="Ana", seen=signatures.part_sha256(partner))

    assert (given.name, given.amount, given.currency, given.signed_by) == ("Ana", 5000, "EUR", None)
    assert states(complete)[1] == ("partner", SignatureState.VALID)


def test_confirm_by_link_goes_stale_when_a_cent_changes_and_not_with_the_answers(
    complete: Application,
) -> None:
    partner = invited(complete, **PARTNER)
    signatures.confirm_by_link(partner, name="Ana", seen=signatures.part_sha256(partner))

    drafts.save_answers(complete, {"title": "Other"}, by=complete.applicant)
    assert states(complete)[1] == ("partner", SignatureState.VALID)
    participants.change(
        partner,
        values=values(**{**PARTNER, "amount": Decimal("5000.01")}),
        by=complete.applicant,
    )
    assert states(complete)[1] == ("partner", SignatureState.STALE)


def test_confirm_by_link_is_for_partners_alone(complete: Application) -> None:
    lead = invited(complete)

    with pytest.raises(NotAllowed) as said:
        signatures.confirm_by_link(lead, name="Ana", seen=signatures.part_sha256(lead))

    assert said.value.messages == ["Sign in to sign: only partners confirm by the link."]


def test_confirm_by_link_of_somebody_removed_is_refused(complete: Application) -> None:
    partner = participants.remove(invited(complete, **PARTNER), by=complete.applicant)

    with pytest.raises(DomainError) as said:
        signatures.confirm_by_link(partner, name="Ana", seen=signatures.part_sha256(partner))

    assert said.value.code == "closed"


def test_partner_confirms_with_an_account_too(complete: Application) -> None:
    partner = taking_part(complete, **PARTNER)

    given = signatures.sign(complete, seen=signatures.part_sha256(partner), by=partner.accepted_by)

    assert (given.signed_by, given.amount) == (partner.accepted_by, 5000)


def test_submit_names_who_takes_part_and_the_valid_signatures(complete: Application) -> None:
    inga = taking_part(complete, side="Flanders").accepted_by
    invited(complete, "ana@example.org", **PARTNER)
    sign(complete, complete.applicant)
    sign(complete, inga)

    sent = applications.submit(complete, by=complete.applicant, now=timezone.now())

    assert [(one["role"], one["side"]) for one in sent.content["signatures"]] == [
        ("lead", ""),
        ("co_lead", "Flanders"),
    ]
    assert [one["role"] for one in sent.content["participants"]] == ["co_lead", "partner"]


def test_sign_after_handing_in_is_refused(complete: Application) -> None:
    inga = taking_part(complete).accepted_by
    applications.submit(complete, by=complete.applicant, now=timezone.now())
    complete.refresh_from_db()

    with pytest.raises(DomainError) as said:
        sign(complete, inga)

    assert said.value.messages == ["This application has been handed in and is no longer signed."]
