"""Parties: who an agreement is between. Each change is one new version of the agreement."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from partnerships.domain.agreement_writing import begin, finish, party_ids
from partnerships.enums import UNSIGNED_STATUSES
from partnerships.models import Agreement, AgreementParty
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting

COLUMNS = frozenset({"organisation", "role", "name_as_signed", "signatory", "signatory_function", "signed"})
FEWEST = 2


@transaction.atomic
def add(agreement: Agreement, *, version: int | None, by: Any, **data: Any) -> AgreementParty:
    """Add an organisation to the agreement, at the end of the list.

    Parameters: ``data`` are fields of ``COLUMNS``; the role is *party* unless given. Raises NotAllowed, StaleEdit, or
    DomainError when the organisation is on the list already or an overlap would arise.
    """
    with acting(by):
        locked = begin(agreement, version=version, by=by)
        last = locked.parties.aggregate(last=Max("position"))["last"]
        party = AgreementParty(agreement=locked, position=0 if last is None else last + 1)
        _write(party, data)
        finish(locked)
        return party


@transaction.atomic
def edit(
    party: AgreementParty, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> AgreementParty:
    """Change what is said about a party: name as signed, signatory, date, role. Raises as `add`."""
    with acting(by):
        locked = begin(party.agreement, version=version, by=by)
        current = _of(locked, party.pk)
        if not changes:
            return current
        _write(current, changes)
        _require_enough(locked)
        finish(locked)
        return current


@transaction.atomic
def remove(party: AgreementParty, *, version: int | None, by: Any) -> Agreement:
    """Take an organisation off the list.

    Raises DomainError when a signed agreement would keep fewer than two, or when something has happened to the
    agreement that names this party: then it leaves, and is not forgotten.
    """
    with acting(by):
        locked = begin(party.agreement, version=version, by=by)
        current = _of(locked, party.pk)
        if locked.acts.filter(Q(party=current) | Q(other_party=current)).exists():
            raise DomainError(
                _(
                    "%(party)s is named in the agreement's life, and stays on the list. Record there that it leaves, or "
                    "take back what was recorded."
                )
                % {"party": current},
                code="acts",
            )
        current.delete()
        _require_enough(locked)
        return finish(locked)


def _write(party: AgreementParty, changes: Mapping[str, Any]) -> None:
    unknown = set(changes) - COLUMNS
    if unknown:
        raise TypeError(f"A party has no field {', '.join(sorted(unknown))} to edit.")
    for name, value in changes.items():
        setattr(party, name, value)
    if party.organisation_id is None:
        raise field_errors({"organisation": _("Choose the organisation.")})
    others = party.agreement.parties.exclude(pk=party.pk)
    if others.filter(organisation=party.organisation_id).exists():
        raise field_errors(
            {
                "organisation": _("%(organisation)s is already on the list.")
                % {"organisation": party.organisation}
            }
        )
    party.save()


def _require_enough(agreement: Agreement) -> None:
    # Before signing the parties may still be looked for; after it there are two of them.
    if agreement.status not in UNSIGNED_STATUSES and len(party_ids(agreement)) < FEWEST:
        raise DomainError(
            _("A signed agreement keeps at least two parties. Add the other one first."), code="parties"
        )


def _of(agreement: Agreement, key: int) -> AgreementParty:
    party = agreement.parties.filter(pk=key).first()
    if party is None:
        raise DomainError(_("This party has been removed since you opened it."), code="removed")
    return party
