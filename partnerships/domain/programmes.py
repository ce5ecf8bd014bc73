"""Work programmes: the plan for a period, and its lines."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partnerships.models import WorkProgramme, WorkProgrammeLine
from partnerships.permissions import can_edit_line, can_edit_programme
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import field_errors
from portal.core.history import acting


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> WorkProgramme:
    """Add a work programme of the authority that holds the partnership or agreement it names.

    Raises NotAllowed, or DomainError and ValidationError with sentences beside fields.
    """
    with acting(by):
        programme = WorkProgramme()
        partnership = values.get("partnership") or (
            values["agreement"].partnership if values.get("agreement") else None
        )
        if partnership is None:
            raise field_errors({"partnership": _("Name the partnership, or the agreement that it executes.")})
        programme.authority_id = partnership.authority_id
        records.require(by is None or can_edit_programme(by, programme))
        return records.add(programme, {**values, "partnership": partnership}, checks=(_require_one_relation,))


@transaction.atomic
def edit(
    programme: WorkProgramme, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> WorkProgramme:
    """Change a work programme. Raises StaleEdit when somebody saved it since ``version`` was read."""
    with acting(by):
        records.require(by is None or can_edit_programme(by, programme))
        return records.change(programme, changes, version=version, checks=(_require_one_relation,))


@transaction.atomic
def remove(programme: WorkProgramme, *, version: int | None, by: Any) -> None:
    """Remove a work programme with its lines; one whose lines exchanges fulfil, or whose commitments moved, stays."""
    with acting(by):
        records.require(by is None or can_edit_programme(by, programme))
        records.remove(
            programme,
            version=version,
            protected=_("Exchanges or records of its commitments refer to this plan. It is kept with them."),
        )


@transaction.atomic
def add_line(line: WorkProgrammeLine, values: Mapping[str, Any], *, by: Any) -> WorkProgrammeLine:
    """Add a line to the work programme that it names, after the others."""
    with acting(by):
        programme = lock(line.work_programme)
        records.require(by is None or can_edit_line(by, line))
        last = programme.lines.aggregate(last=Max("position"))["last"]
        line.position = 0 if last is None else last + 1
        return records.add(line, values)


@transaction.atomic
def edit_line(
    line: WorkProgrammeLine, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> WorkProgrammeLine:
    """Change a line. Raises StaleEdit when somebody saved it since ``version`` was read."""
    with acting(by):
        records.require(by is None or can_edit_line(by, line))
        return records.change(line, changes, version=version)


@transaction.atomic
def remove_line(line: WorkProgrammeLine, *, version: int | None, by: Any) -> None:
    """Take a line out of its plan, unless exchanges fulfil it."""
    with acting(by):
        records.require(by is None or can_edit_line(by, line))
        records.remove(
            line, version=version, protected=_("Exchanges fulfil this line. Take them off it first.")
        )


def _require_one_relation(programme: WorkProgramme) -> None:
    """Refuse an agreement of another partnership, and a partnership of another authority."""
    partnership, agreement = programme.partnership, programme.agreement
    if partnership is not None and partnership.authority_id != programme.authority_id:
        raise field_errors({"partnership": _("This partnership belongs to another authority.")})
    if agreement is not None and partnership is not None and agreement.partnership_id != partnership.pk:
        raise field_errors({"agreement": _("This agreement belongs to another partnership.")})
