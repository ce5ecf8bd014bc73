"""What every change of an agreement has in common: the lock, the version, the rules and the derived columns."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.enums import BINDING_STATUSES, PartyRole
from partnerships.models import Agreement, Organisation
from partnerships.permissions import can_edit_agreement
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.uncertain import UncertainDate
from portal.core.uncertain.edtf_text import Kind
from portal.core.versions import require_version

OVERLAP_CONSTRAINT = "agreement_no_overlap"
PARTIES_KEY_LENGTH = 200
# What `derive` writes.
DERIVED = ("parties_key", "certain_validity", "possible_validity")


def parties_key(organisation_ids: Iterable[int]) -> str:
    """Return what two agreements between the same parties have in common, whatever order the parties stand in.

    Parameters: ``organisation_ids`` are those of the role *party*. Fewer than two give an empty key, which clashes
    with nothing; a list too long for the column gives its digest.
    """
    ids = sorted(set(organisation_ids))
    if len(ids) < 2:
        return ""
    key = ",".join(str(one) for one in ids)
    if len(key) <= PARTIES_KEY_LENGTH:
        return key
    return hashlib.sha256(key.encode()).hexdigest()


def certain_validity(
    valid_from: UncertainDate | None,
    valid_until: UncertainDate | None,
    *,
    open_ended: bool,
    last_day: UncertainDate | None = None,
) -> DateRange | None:
    """Return the days on which an agreement is certainly valid, first and last included; None if there are none.

    "2014 to the end of 2017" is certain from 31 December 2014 to 1 September 2017: nobody invents a day (X01).
    An open end has no last day; an unknown end makes no day certain. ``last_day`` is the one that an act has set: the
    earlier of the two counts.
    """
    first = valid_from.latest if valid_from else None
    last = valid_until.earliest if valid_until else None
    if first is None or (last is None and not open_ended):
        return None
    if last_day is not None:
        if last_day.earliest is None:
            return None
        last = min(last, last_day.earliest) if last else last_day.earliest
    if last is not None and last < first:
        return None
    return DateRange(first, last, "[]")


def possible_validity(agreement: Agreement) -> DateRange | None:
    """Return the days on which an agreement may be valid, first and last included; None if there are none.

    Where nobody said from when, it may be from its signing on; an end that nobody said may be any day. One that renews
    itself may go on, unless it has ended.
    """
    start = agreement.valid_from or agreement.signed
    until, last_day = agreement.valid_until, agreement.last_day
    first = start.earliest if start else None
    goes_on = agreement.renews_tacitly and agreement.status in BINDING_STATUSES
    last = until.latest if until and not goes_on else None
    if last_day is not None and last_day.latest is not None:
        last = min(last, last_day.latest) if last else last_day.latest
    if first is not None and last is not None and last < first:
        return None
    return DateRange(first, last, "[]")


def shares_days(agreement: Agreement, successor: Agreement) -> bool:
    """Tell whether an agreement may still be valid when its successor begins; one that renews itself always may."""
    begins = successor.valid_from.earliest if successor.valid_from else None
    days = possible_validity(agreement)
    return days is not None and (begins is None or days.upper is None or begins <= days.upper)


def begin(agreement: Agreement, *, version: int | None, by: Any) -> Agreement:
    """Return the agreement as it stands, locked, when this person may change this version of it.

    Parameters: ``version`` is the one the person saw, or None where the portal itself acts; ``by`` is the person, or
    None for the portal. Raises NotAllowed, StaleEdit, or DomainError when it is gone.
    """
    locked = lock(agreement)
    if by is not None and not can_edit_agreement(by, locked):
        raise NotAllowed(_("Only the people of the authority that holds this agreement may change it."))
    if version is not None:
        require_version(locked, version)
    return locked


def finish(agreement: Agreement) -> Agreement:
    """Check the agreement's rules, write it with its derived columns, and count its version up.

    Raises DomainError with sentences beside fields: end before start, an overlap, itself as predecessor.
    """
    prepare(agreement)
    agreement.validate_constraints()
    with overlaps_explained(agreement):
        agreement.save()
    return agreement


def prepare(agreement: Agreement) -> None:
    """Derive the columns of the exclusion constraint, check the rules, and count the version up, without saving."""
    derive(agreement)
    agreement.version += 1
    require_sound_validity(agreement)
    require_no_overlap(agreement)


def derive(agreement: Agreement) -> None:
    """Set the columns that the exclusion constraint compares: who the parties are and which days are certain."""
    agreement.parties_key = parties_key(party_ids(agreement))
    derive_validity(agreement)


def derive_validity(agreement: Agreement) -> None:
    """Set the days on which an agreement is certainly and possibly valid, from its dates and what ended it."""
    agreement.certain_validity = certain_validity(
        agreement.valid_from,
        agreement.valid_until,
        open_ended=agreement.open_ended,
        last_day=agreement.last_day,
    )
    agreement.possible_validity = possible_validity(agreement)


def party_ids(agreement: Agreement) -> list[int]:
    """Return the organisations that are parties, not associates, witnesses or those that left; none while unsaved."""
    if agreement._state.adding:
        return []
    parties = agreement.parties.filter(role=PartyRole.PARTY, left=None).order_by("organisation_id")
    return list(parties.values_list("organisation_id", flat=True))


def require_sound_validity(agreement: Agreement) -> None:
    """Refuse a validity that cannot be: the end before the start, an open end with an end, a period as a date.

    Raises DomainError with the sentence beside the field where the mistake is.
    """
    errors: dict[str, str] = {}
    start, end = agreement.valid_from, agreement.valid_until
    for name, value in (("valid_from", start), ("valid_until", end)):
        if value is not None and value.reading.kind == Kind.PERIOD:
            errors[name] = _(
                "Write one date here, as uncertain as it is. The first day goes into “valid from”, the last into "
                "“valid until”, and “without an end” has a box of its own."
            )
    if agreement.open_ended and end is not None:
        errors["valid_until"] = _(
            "An agreement without an end is not valid until a date. Empty this, or take the tick from “without an "
            "end”."
        )
    if not errors and start and end and start.earliest and end.latest and end.latest < start.earliest:
        errors["valid_until"] = _("The agreement ends before it starts (%(start)s). Check both dates.") % {
            "start": start
        }
    if errors:
        raise field_errors(errors)


def overlapping(agreement: Agreement, *, among: Collection[str] = BINDING_STATUSES) -> Agreement | None:
    """Return another binding agreement of the same kind between the same parties that is valid on the same days."""
    if not agreement.parties_key or agreement.certain_validity is None:
        return None
    return (
        Agreement.objects.filter(
            ~Q(pk=agreement.pk),
            parties_key=agreement.parties_key,
            kind=agreement.kind,
            status__in=among,
            certain_validity__overlap=agreement.certain_validity,
        )
        .order_by("pk")
        .first()
    )


def require_no_overlap(agreement: Agreement) -> None:
    """Refuse two binding agreements of the same kind between the same parties at the same time, and name the other.

    The parties' rows are locked first, in one order, so that two such agreements are decided one after the other
    and the exclusion constraint never has to break a deadlock.
    """
    if agreement.status not in BINDING_STATUSES or not agreement.parties_key:
        return
    parties = Organisation.objects.select_for_update(no_key=True, of=("self",))
    list(parties.filter(pk__in=party_ids(agreement)).order_by("pk").values_list("pk", flat=True))
    if other := overlapping(agreement):
        raise overlap_error(other)


def overlap_error(other: Agreement) -> DomainError:
    """Return the sentence that names the agreement with which another one would overlap."""
    sentence = _(
        "“%(other)s” is of the same kind, between the same parties, and valid at the same time (%(validity)s). Let "
        "one end before the other begins, or choose another kind."
    )
    return field_errors({"valid_from": sentence % {"other": other, "validity": other.validity}})


@contextmanager
def overlaps_explained(agreement: Agreement) -> Iterator[None]:
    """Turn the exclusion constraint's refusal into the sentence a person can use, in a savepoint.

    The domain looks before it writes; this catches whoever wrote past the domain between the look and the write.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "constraint_name", None) != OVERLAP_CONSTRAINT:
            raise
        other = overlapping(agreement)
        if other is None:
            raise
        raise overlap_error(other) from error
