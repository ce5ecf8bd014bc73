"""Agreeing on a version: each party's officer accepts it; when all have, the text is agreed."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships import wording
from partnerships.domain import agreement_moves
from partnerships.domain.drafting import require_negotiation
from partnerships.enums import PartyRole
from partnerships.models import Agreement, AgreementParty, AgreementVersion, Authority, VersionAcceptance
from partnerships.permissions import can_edit_agreement
from portal.accounts.permissions import edits
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting


@dataclass(frozen=True)
class Standing:
    """Where one party stands: what it accepted last, and whether that is still what the text says."""

    party: AgreementParty
    acceptance: VersionAcceptance | None
    holds: bool


@transaction.atomic
def accept(version: AgreementVersion, organisation: Any, *, by: Any, note: str = "") -> VersionAcceptance:
    """Accept a version for one party; the acceptance of the last one makes the text agreed.

    Parameters: ``organisation`` is the party's; ``note`` says how it was said, where the holder's officer records it
    for a party without an account. Raises NotAllowed for others, DomainError when the party has left, when the text
    has been changed since the version was kept, outside the negotiation, or without a note where one is needed.
    """
    locked = lock(version.agreement)
    with acting(by):
        require_negotiation(locked)
        party = _party(locked, organisation)
        if not may_speak_for(by, party):
            _require_on_behalf(locked, party, by=by, note=note)
        if version.text_hash != wording.hash_of(wording.text_of(locked)):
            raise DomainError(
                _(
                    "The text has been changed since version %(number)s was kept. Keep the text as it stands as a new "
                    "version, and accept that one."
                )
                % {"number": version.number},
                code="changed",
            )
        acceptance = VersionAcceptance(
            version=version, organisation=party.organisation, note=note.strip(), accepted_by=by
        )
        acceptance.validate_constraints()
        acceptance.save(force_insert=True)
        if all(standing.holds for standing in standings(locked)):
            said = _("All parties have accepted version %(number)s.") % {"number": version.number}
            # The last to accept may be another party's officer: the step follows from the acceptances.
            agreement_moves.agree(locked, version=None, by=None, note=said)
        return acceptance


def standings(agreement: Agreement) -> list[Standing]:
    """Return where each party stands, in the agreement's order; those that have left are left out.

    An acceptance holds as long as the text is, word for word, the version that was accepted.
    """
    now = wording.hash_of(wording.text_of(agreement))
    latest: dict[int, VersionAcceptance] = {}
    given = VersionAcceptance.objects.filter(version__agreement=agreement)
    for acceptance in given.select_related("version", "accepted_by").order_by("pk"):
        before = latest.get(acceptance.organisation_id)
        if before is None or before.version.text_hash != now:
            latest[acceptance.organisation_id] = acceptance
    found = []
    for party in parties_of(agreement):
        last = latest.get(party.organisation_id)
        found.append(Standing(party, last, last is not None and last.version.text_hash == now))
    return found


def parties_of(agreement: Agreement) -> list[AgreementParty]:
    """Return the parties whose word is needed: those of the role *party* that have not left."""
    parties = agreement.parties.filter(role=PartyRole.PARTY, left__isnull=True)
    return list(parties.select_related("organisation"))


def may_speak_for(user: Any, party: AgreementParty) -> bool:
    """Tell whether the person is an officer of the authority that this party is or belongs to."""
    return Authority.objects.of_bodies([party.organisation_id]).filter(pk__in=edits(user)).exists()


def has_account(party: AgreementParty) -> bool:
    """Tell whether the party is, or belongs to, an authority on the portal that has an officer."""
    return Authority.objects.of_bodies([party.organisation_id]).with_editors().exists()


def may_record(agreement: Agreement, party: AgreementParty, user: Any) -> bool:
    """Tell whether the person says this party's word, or records it because the party has no account."""
    if may_speak_for(user, party):
        return True
    return can_edit_agreement(user, agreement) and not has_account(party)


def _party(agreement: Agreement, organisation: Any) -> AgreementParty:
    """Return the party that the organisation still is."""
    for party in parties_of(agreement):
        if party.organisation_id == organisation.pk:
            return party
    raise DomainError(
        _("%(party)s is not a party of this agreement any more, so nothing can be accepted for it.")
        % {"party": organisation},
        code="left",
    )


def _require_on_behalf(agreement: Agreement, party: AgreementParty, *, by: Any, note: str) -> None:
    if has_account(party) or not can_edit_agreement(by, agreement):
        raise NotAllowed(_("Only the officers of %(party)s accept for it.") % {"party": party})
    if not note.strip():
        raise field_errors(
            {"note": _("Say how %(party)s accepted: who wrote or said it, and when.") % {"party": party}}
        )
