"""Partnerships: who adds and edits them, and how their state changes over time."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partnerships.domain.belonging import require_of_authority
from partnerships.enums import PARTNERSHIP_TRANSITIONS, PartnershipState
from partnerships.models import Partnership, PartnershipPeriod
from partnerships.permissions import can_edit_partnership
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError
from portal.core.multilingual import Multilingual
from portal.core.uncertain import UncertainDate
from portal.core.versions import require_version


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> Partnership:
    """Add a relation, with the state in which it begins as its first period (X03: no agreement is needed).

    Parameters: ``values`` by field name, among them ``authority``, ``holder``, ``state`` and ``since``; ``by`` is an
    officer of that authority, or None for the portal itself.
    """
    state = values.get("state") or PartnershipState.EXPLORATORY
    partnership = Partnership(authority=values["authority"], state=state)
    records.require(by is None or can_edit_partnership(by, partnership))
    partnership.slug = records.free_slug(Partnership, values["names"].in_language("en"))
    records.add(partnership, values, checks=(_require_own_holder,))
    since: UncertainDate | None = values.get("since")
    period = UncertainDate.since(since) if since is not None and _is_point(since) else since
    PartnershipPeriod.objects.create(partnership=partnership, state=state, period=period)
    return partnership


@transaction.atomic
def edit(
    partnership: Partnership, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> Partnership:
    """Change what is said of a relation; its state changes by ``change_state`` only."""
    records.require(by is None or can_edit_partnership(by, partnership))
    if {"state", "authority"} & changes.keys():
        raise DomainError(_("The state and the authority of a partnership are not changed here."))
    return records.change(partnership, changes, version=version, checks=(_require_own_holder,))


@transaction.atomic
def change_state(
    partnership: Partnership,
    to: str,
    *,
    by: Any,
    period: UncertainDate | None = None,
    note: Multilingual | None = None,
    version: int | None = None,
) -> Partnership:
    """Let a relation enter another state, as a new period after those it has had (A31).

    Parameters: ``period`` says since when or from when to when, as uncertain as it is known. Raises DomainError
    when the state cannot follow the present one or the period certainly lies before the one it follows; StaleEdit
    when somebody saved the partnership since ``version`` was read.
    """
    locked = lock(partnership)
    records.require(by is None or can_edit_partnership(by, locked))
    if version is not None:
        require_version(locked, version)
    if to not in PARTNERSHIP_TRANSITIONS[locked.state]:
        raise DomainError(
            {
                "state": [
                    _("This partnership is “%(now)s” and cannot become “%(to)s”.")
                    % {"now": locked.get_state_display(), "to": dict(PartnershipState.choices).get(to, to)}
                ]
            }
        )
    following = PartnershipPeriod(partnership=locked, state=to, period=period, note=note or Multilingual())
    following.position = next_position(locked)
    require_order(following)
    following.save()
    return refresh_state(locked)


def next_position(partnership: Partnership) -> int:
    """Return the place after the partnership's last period."""
    last = partnership.periods.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def refresh_state(partnership: Partnership) -> Partnership:
    """Keep the state of a locked partnership as of its latest period, and count its version up."""
    latest = partnership.periods.order_by("-position", "-id").first()
    if latest is None:
        raise DomainError(_("A partnership keeps at least one period. Correct this one instead."))
    partnership.state = latest.state
    partnership.version += 1
    partnership.save()
    return partnership


def require_order(period: PartnershipPeriod) -> None:
    """Refuse a period that certainly ends before the one it follows begins, or begins after the next one ends."""
    others = period.partnership.periods.exclude(pk=period.pk)
    before = others.filter(position__lt=period.position).order_by("-position").first()
    after = others.filter(position__gt=period.position).order_by("position").first()
    if before and _certainly_before(period, before):
        sentence = _("This lies before the period it follows (%(state)s, %(when)s). Check both.")
        raise DomainError(
            {"period": [sentence % {"state": before.get_state_display(), "when": before.period}]}
        )
    if after and _certainly_before(after, period):
        sentence = _("This lies after the period that follows it (%(state)s, %(when)s). Check both.")
        raise DomainError({"period": [sentence % {"state": after.get_state_display(), "when": after.period}]})


def _certainly_before(first: PartnershipPeriod, second: PartnershipPeriod) -> bool:
    end = None if first.period is None else first.period.latest
    start = None if second.period is None else second.period.earliest
    return end is not None and start is not None and end < start


def _is_point(when: UncertainDate | None) -> bool:
    return when is not None and not when.is_unknown and "/" not in when.edtf


def _require_own_holder(partnership: Partnership) -> None:
    require_of_authority(partnership.holder, partnership.authority, field="holder")
