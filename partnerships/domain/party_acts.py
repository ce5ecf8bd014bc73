"""Who is a party changes after the signing: one joins, one leaves, two become one."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.domain.agreement_acts import current_party, require_within, start_act, write_act
from partnerships.domain.agreement_steps import take
from partnerships.domain.agreement_writing import finish, party_ids
from partnerships.domain.parties import FEWEST
from partnerships.enums import AgreementActKind, AgreementStatus, PartyRole
from partnerships.models import Agreement, AgreementAct, AgreementParty, Organisation
from portal.core.errors import field_errors
from portal.core.history import acting
from portal.core.uncertain import UncertainDate
from portal.core.uncertain.arithmetic import day_before


@transaction.atomic
def accede(
    agreement: Agreement,
    organisation: Organisation,
    *,
    effective: UncertainDate | None,
    role: str = PartyRole.PARTY,
    signatory: str = "",
    function: str = "",
    signed: UncertainDate | None = None,
    note: str = "",
    version: int | None,
    by: Any,
) -> AgreementAct:
    """Record that a further organisation joins the agreement, from when, and who signed for it.

    Raises DomainError for one that is on the list already, and for a day outside the agreement's validity.
    """
    with acting(by):
        locked = start_act(agreement, version=version, by=by)
        require_within(locked, effective)
        party = locked.parties.filter(organisation=organisation).first()
        if party is not None and party.left is None:
            raise field_errors(
                {"organisation": _("%(party)s is on the list already.") % {"party": organisation}}
            )
        if party is None:
            party = AgreementParty(agreement=locked, organisation=organisation, position=_next_place(locked))
        party.role, party.joined, party.left = role, effective, None
        party.signatory, party.signatory_function, party.signed = signatory.strip(), function.strip(), signed
        party.validate_constraints()
        party.save()
        act = write_act(
            locked,
            AgreementActKind.ACCESSION,
            by=by,
            party=party,
            decided=signed,
            effective=effective,
            note=note.strip(),
        )
        finish(locked)
        return act


@transaction.atomic
def leave(
    agreement: Agreement,
    party: AgreementParty,
    *,
    last_day: UncertainDate | None,
    decided: UncertainDate | None = None,
    ends_agreement: bool = False,
    note: str = "",
    version: int | None,
    by: Any,
    today: date | None = None,
) -> AgreementAct:
    """Record that a party leaves the agreement, and its last day in it.

    Parameters: ``ends_agreement`` confirms that the agreement ends, which it does when fewer than two parties remain.
    Raises DomainError without that confirmation, for one that is no party, and for a day outside the validity.
    """
    with acting(by):
        locked = start_act(agreement, version=version, by=by)
        current = current_party(locked, party)
        require_within(locked, last_day, field="last_day")
        ends = _require_enough(locked, leaving=[current], ends_agreement=ends_agreement)
        _part(current, last_day)
        act = write_act(
            locked,
            AgreementActKind.WITHDRAWAL,
            by=by,
            party=current,
            decided=decided,
            effective=last_day,
            previous_end=locked.valid_until if ends else None,
            new_end=last_day if ends else None,
            note=note.strip(),
        )
        if ends:
            reason = _("%(party)s has left, and fewer than two parties remain.") % {"party": current}
            _end(locked, last_day, reason, by=by, today=today)
        else:
            finish(locked)
        return act


@transaction.atomic
def merge(
    agreement: Agreement,
    party: AgreementParty,
    other: AgreementParty,
    *,
    into: Organisation,
    effective: UncertainDate | None,
    ends_agreement: bool = False,
    note: str = "",
    version: int | None,
    by: Any,
    today: date | None = None,
) -> AgreementAct:
    """Record that two parties have become one organisation, which takes their place from a day on.

    Parameters: ``into`` is their successor, a new one or one of the two; ``effective`` its first day. Raises
    DomainError for a party with itself, a successor that is another party already, or, unless ``ends_agreement``
    confirms that, when the successor would be left alone.
    """
    with acting(by):
        locked = start_act(agreement, version=version, by=by)
        one, two = current_party(locked, party), current_party(locked, other)
        if one.pk == two.pk:
            raise field_errors({"other": _("A party cannot merge with itself. Choose two parties.")})
        require_within(locked, effective)
        heir = locked.parties.filter(organisation=into).first()
        if heir is not None and heir.pk not in {one.pk, two.pk} and heir.left is None:
            raise field_errors(
                {
                    "into": _("%(party)s is a party of its own. Record that the others leave.")
                    % {"party": heir}
                }
            )
        gone = [member for member in (one, two) if member.organisation_id != into.pk]
        ends = _require_enough(locked, leaving=gone, ends_agreement=ends_agreement, joining=into)
        last_day = day_before(effective) if effective else UncertainDate.unknown()
        for member in gone:
            _part(member, last_day)
        if len(gone) == 2:
            _inherit(locked, heir, into, effective)
        act = write_act(
            locked,
            AgreementActKind.MERGER,
            by=by,
            party=one,
            other_party=two,
            organisation=into,
            effective=effective,
            previous_end=locked.valid_until if ends else None,
            new_end=last_day if ends else None,
            note=note.strip(),
        )
        if ends:
            reason = _("The parties have become one: %(into)s.") % {"into": into}
            _end(locked, last_day, reason, by=by, today=today)
        else:
            finish(locked)
        return act


def _inherit(
    agreement: Agreement, heir: AgreementParty | None, into: Organisation, effective: UncertainDate | None
) -> None:
    """Make the successor a party, from its first day; its predecessors' signatures bind it."""
    if heir is None:
        heir = AgreementParty(agreement=agreement, organisation=into, position=_next_place(agreement))
    heir.role, heir.joined, heir.left = PartyRole.PARTY, effective, None
    heir.validate_constraints()
    heir.save()


def _part(party: AgreementParty, last_day: UncertainDate | None) -> None:
    party.left = last_day or UncertainDate.unknown()  # somebody left, and nobody said when
    if (
        party.joined
        and party.joined.earliest
        and party.left.latest
        and party.left.latest < party.joined.earliest
    ):
        raise field_errors(
            {
                "last_day": _("%(party)s is a party since %(day)s, and cannot have left before.")
                % {"party": party, "day": party.joined}
            }
        )
    party.save()


def _end(
    agreement: Agreement, last_day: UncertainDate | None, reason: str, *, by: Any, today: date | None
) -> None:
    """End an agreement that too few are left in: now, or by the portal's clock when that day has passed."""
    day = today or timezone.localdate()
    agreement.last_day = last_day or UncertainDate(f"[..{day.isoformat()}]")
    if agreement.last_day.latest is not None and agreement.last_day.latest > day:
        finish(agreement)
    else:
        take(agreement, AgreementStatus.TERMINATED, by=by, note=reason, today=day)


def _require_enough(
    agreement: Agreement,
    *,
    leaving: list[AgreementParty],
    ends_agreement: bool,
    joining: Organisation | None = None,
) -> bool:
    """Tell whether the agreement ends because fewer than two parties remain; refuse unless that is confirmed."""
    remaining = set(party_ids(agreement)) - {party.organisation_id for party in leaving}
    if joining is not None:
        remaining.add(joining.pk)
    if len(remaining) >= FEWEST:
        return False
    if ends_agreement:
        return True
    rest = Organisation.objects.filter(pk__in=remaining).first()
    raise field_errors(
        {
            "ends_agreement": _(
                "Only %(rest)s would remain, and an agreement has two parties at least. Confirm here that it ends, or "
                "record first who joins."
            )
            % {"rest": rest or _("nobody")}
        }
    )


def _next_place(agreement: Agreement) -> int:
    last = agreement.parties.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
