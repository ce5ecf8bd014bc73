"""Registers brought in from files: many records of one noun written at once, by the rules of one."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.domain.agreement_writing import DERIVED, derive_validity, parties_key
from partnerships.domain.regions import members_rule, with_known_names
from partnerships.enums import FieldBasis, PartyRole
from partnerships.models import (
    Agreement,
    AgreementAct,
    AgreementMove,
    AgreementParty,
    Partnership,
    PartnershipField,
    PartnershipPeriod,
    Region,
    RegistrationNumber,
)
from partnerships.models.memberships import NetworkFee
from partnerships.permissions import can_edit_shared
from portal.accounts.permissions import can_edit_for
from portal.core.domain import bulk, records
from portal.core.domain.bulk import Draft, RowRefused
from portal.core.history import acting
from portal.core.uncertain import UncertainDate


@transaction.atomic
def organisations(drafts: Sequence[Draft], *, by: Any) -> None:
    """Write bodies with their registration numbers. Raises NotAllowed, RowRefused."""
    records.require(by is None or can_edit_shared(by))
    with acting(by):
        bulk.insert(drafts, slug_from=lambda record: str(record.names))
        bulk.update(drafts)
        _set_numbers(drafts)


@transaction.atomic
def regions(drafts: Sequence[Draft], *, by: Any) -> None:
    """Write places; none may contain itself by way of its members. Raises NotAllowed, RowRefused."""
    records.require(by is None or can_edit_shared(by))
    with acting(by):
        given = {id(draft.record): draft.record.names for draft in drafts if draft.is_new}
        for draft in drafts:
            if draft.is_new:
                draft.record.names = with_known_names(draft.record, draft.record.names)
        bulk.insert(drafts, slug_from=lambda record: (given[id(record)] or record.names).in_language("en"))
        bulk.update(drafts)
        for draft in drafts:
            if members := draft.many.get("members"):
                _require_no_circle(draft, members)
        bulk.relate(drafts)


@transaction.atomic
def partnerships(drafts: Sequence[Draft], *, authority: Any, by: Any) -> None:
    """Write an authority's relations; a new one begins with the state that its row says (X03)."""
    records.require(by is None or can_edit_for(by, authority.pk))
    with acting(by):
        bulk.insert(drafts, slug_from=lambda record: record.names.in_language("en"))
        bulk.update(drafts)
        bulk.relate(drafts)
        PartnershipPeriod.objects.bulk_create(
            [_first_period(draft.record) for draft in drafts if draft.is_new], batch_size=bulk.BATCH
        )
        for basis in (FieldBasis.AGREED, FieldBasis.ACTIVE):
            _set_fields(drafts, basis)


@transaction.atomic
def agreements(drafts: Sequence[Draft], *, authority: Any, by: Any, note: str) -> None:
    """Write an authority's instruments with their parties.

    A register says of an old agreement where it stands; the first move says that the register is where it is from.

    Parameters: ``note`` says which register. Raises NotAllowed, RowRefused where two would overlap.
    """
    records.require(by is None or can_edit_for(by, authority.pk))
    with acting(by):
        _derive(drafts)
        bulk.insert(drafts, slug_from=lambda record: record.names.in_language("en"))
        bulk.update(drafts, derived=DERIVED)
        bulk.relate(drafts)
        _set_parties(drafts)
        AgreementMove.objects.bulk_create(
            [
                AgreementMove(
                    agreement=draft.record, from_status="", to_status=draft.record.status, by=by, note=note
                )
                for draft in drafts
                if draft.is_new
            ],
            batch_size=bulk.BATCH,
        )


@transaction.atomic
def memberships(drafts: Sequence[Draft], *, authority: Any, by: Any) -> None:
    """Write an authority's memberships of networks with their fees."""
    records.require(by is None or can_edit_for(by, authority.pk))
    with acting(by):
        bulk.insert(drafts)
        bulk.update(drafts)
        bulk.relate(drafts)
        _set_fees(drafts)


def _set_numbers(drafts: Sequence[Draft]) -> None:
    """Let each body have the numbers that its row names, and no others."""
    wanted = _wanted(drafts, "registration_numbers")
    there: dict[int, set[tuple[str, str]]] = defaultdict(set)
    gone = []
    for number in RegistrationNumber.objects.filter(organisation__in=list(wanted)):
        pair = (number.list_code, number.number)
        there[number.organisation_id].add(pair)
        if pair not in wanted[number.organisation_id]:
            gone.append(number.pk)
    RegistrationNumber.objects.filter(pk__in=gone).delete()
    RegistrationNumber.objects.bulk_create(
        [
            RegistrationNumber(organisation_id=pk, list_code=code, number=number)
            for pk, pairs in wanted.items()
            for code, number in pairs
            if (code, number) not in there[pk]
        ],
        batch_size=bulk.BATCH,
    )


def _require_no_circle(draft: Draft, members: Sequence[int]) -> None:
    try:
        members_rule(Region.objects.filter(pk__in=members))(draft.record)
    except ValidationError as error:
        raise RowRefused(draft.row, " ".join(error.messages)) from error


def _first_period(partnership: Partnership) -> PartnershipPeriod:
    since: UncertainDate | None = partnership.since
    is_point = since is not None and not since.is_unknown and "/" not in since.edtf
    period = UncertainDate.since(since) if since is not None and is_point else since
    return PartnershipPeriod(partnership=partnership, state=partnership.state, period=period)


def _set_fields(drafts: Sequence[Draft], basis: str) -> None:
    """Let each partnership have the fields on this basis that its row names; a note on one that stays is kept."""
    wanted = _wanted(drafts, f"fields_{basis}")
    there: dict[int, set[int]] = defaultdict(set)
    gone = []
    for link in PartnershipField.objects.filter(partnership__in=list(wanted), basis=basis):
        there[link.partnership_id].add(link.field_id)
        if link.field_id not in wanted[link.partnership_id]:
            gone.append(link.pk)
    PartnershipField.objects.filter(pk__in=gone).delete()
    PartnershipField.objects.bulk_create(
        [
            PartnershipField(partnership_id=pk, field_id=field, basis=basis)
            for pk, fields in wanted.items()
            for field in fields
            if field not in there[pk]
        ],
        batch_size=bulk.BATCH,
    )


def _derive(drafts: Sequence[Draft]) -> None:
    """Set what the exclusion constraint compares: who the parties are and which days are certain."""
    known = [draft.record.pk for draft in drafts if not draft.is_new]
    there: dict[int, list[int]] = defaultdict(list)
    parties = AgreementParty.objects.filter(
        agreement__in=known, role=PartyRole.PARTY, left__isnull=True
    ).order_by("position", "pk")
    for key, organisation in parties.values_list("agreement_id", "organisation_id"):
        there[key].append(organisation)
    unnamed = {
        draft.record.partnership_id for draft in drafts if draft.is_new and "parties" not in draft.parts
    }
    both = {
        pk: [one for one in sides if one is not None]
        for pk, *sides in Partnership.objects.filter(pk__in=unnamed).values_list(
            "pk", "holder_id", "counterpart_id"
        )
    }
    for draft in drafts:
        agreement: Agreement = draft.record
        if draft.is_new:
            draft.parts.setdefault("parties", both.get(agreement.partnership_id or 0, []))
        agreement.parties_key = parties_key(draft.parts.get("parties", there[agreement.pk]))
        derive_validity(agreement)


def _set_parties(drafts: Sequence[Draft]) -> None:
    """Let each agreement have the parties that its row names; associates, witnesses and those that left stay.

    Raises RowRefused for a party that joined, left or gave notice: who reads its name in the agreement's life finds it.
    """
    wanted = _wanted(drafts, "parties")
    there: dict[int, set[int]] = defaultdict(set)
    gone: dict[int, AgreementParty] = {}
    for party in AgreementParty.objects.filter(agreement__in=list(wanted), role=PartyRole.PARTY):
        there[party.agreement_id].add(party.organisation_id)
        if party.left is None and party.organisation_id not in wanted[party.agreement_id]:
            gone[party.pk] = party
    named = AgreementAct.objects.filter(Q(party__in=gone) | Q(other_party__in=gone)).first()
    if named is not None:
        row = next(draft.row for draft in drafts if draft.record.pk == named.agreement_id)
        raise RowRefused(
            row,
            _(
                "%(party)s is named in the agreement's life and is missing here. Name it, or record in the portal "
                "that it leaves."
            )
            % {"party": gone.get(named.party_id or 0) or gone[named.other_party_id or 0]},
        )
    AgreementParty.objects.filter(pk__in=gone).delete()
    AgreementParty.objects.bulk_create(
        [
            AgreementParty(
                agreement_id=pk, organisation_id=organisation, role=PartyRole.PARTY, position=place
            )
            for pk, parties in wanted.items()
            for place, organisation in enumerate(parties)
            if organisation not in there[pk]
        ],
        batch_size=bulk.BATCH,
    )


def _set_fees(drafts: Sequence[Draft]) -> None:
    """Let each membership have the fees that its row names, year by year."""
    wanted = _wanted(drafts, "fees")
    there: dict[int, set[Any]] = defaultdict(set)
    gone = []
    for fee in NetworkFee.objects.filter(membership__in=list(wanted)):
        said = (fee.year or 0, fee.amount, fee.currency)
        there[fee.membership_id].add(said)
        if said not in wanted[fee.membership_id]:
            gone.append(fee.pk)
    NetworkFee.objects.filter(pk__in=gone).delete()
    NetworkFee.objects.bulk_create(
        [
            NetworkFee(membership_id=pk, year=year or None, amount=amount, currency=currency)
            for pk, fees in wanted.items()
            for year, amount, currency in fees
            if (year, amount, currency) not in there[pk]
        ],
        batch_size=bulk.BATCH,
    )


def _wanted(drafts: Sequence[Draft], part: str) -> dict[int, list[Any]]:
    """Return what each record's row says of its parts, by primary key."""
    return {draft.record.pk: draft.parts[part] for draft in drafts if part in draft.parts}
