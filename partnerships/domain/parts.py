"""The small records that belong to one record: former names, groups, counts, periods, fields, participants, talks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partnerships.domain import agreement_contents, networks, partnerships, registration_numbers
from partnerships.models import (
    Aim,
    Dialogue,
    DialogueParticipant,
    FollowUp,
    FormerName,
    FormerRegionName,
    Indicator,
    Instrument,
    MemberCount,
    Milestone,
    NetworkFee,
    NetworkGroup,
    NetworkSeat,
    Organ,
    OrganSeat,
    PartnershipField,
    PartnershipParticipant,
    PartnershipPeriod,
    Pledge,
    RegistrationNumber,
)
from partnerships.permissions import (
    can_edit_framework,
    can_edit_membership,
    can_edit_partnership,
    can_edit_shared,
)
from portal.core.domain import records
from portal.core.domain.locking import lock


@dataclass(frozen=True)
class Rules:
    """What holds for one kind of part: what it belongs to, who edits it, what else is checked and kept up to date."""

    owner: str  # the field, or the property, that names the record it belongs to
    may_edit: Callable[[Any, Any], bool]
    checks: tuple[records.Check[Any], ...] = ()
    afterwards: Callable[[Any], object] = lambda owner: None
    among: tuple[str, ...] = ()  # the fields that its like have in common, where that is not the owner


def _anybody_of_the_office(user: Any, owner: object) -> bool:
    return can_edit_shared(user)


def _editor_of_the_framework(user: Any, element: Any) -> bool:
    return can_edit_framework(user, element.framework)


def _editor_of_the_partnership(user: Any, dialogue: Any) -> bool:
    return can_edit_partnership(user, dialogue.partnership)


RULES: dict[type[models.Model], Rules] = {
    FormerName: Rules("organisation", _anybody_of_the_office),
    FormerRegionName: Rules("region", _anybody_of_the_office),
    RegistrationNumber: Rules(
        "organisation", _anybody_of_the_office, checks=(registration_numbers.require_known,)
    ),
    NetworkGroup: Rules("network", _anybody_of_the_office),
    MemberCount: Rules("network", _anybody_of_the_office),
    NetworkSeat: Rules("membership", can_edit_membership, checks=(networks.require_own_group,)),
    NetworkFee: Rules("membership", can_edit_membership, checks=(networks.require_paid_by_then,)),
    PartnershipPeriod: Rules(
        "partnership",
        can_edit_partnership,
        checks=(partnerships.require_order,),
        afterwards=partnerships.refresh_state,
    ),
    PartnershipField: Rules("partnership", can_edit_partnership),
    PartnershipParticipant: Rules("partnership", can_edit_partnership),
    Dialogue: Rules("partnership", can_edit_partnership),
    DialogueParticipant: Rules("dialogue", _editor_of_the_partnership),
    FollowUp: Rules("dialogue", _editor_of_the_partnership),
    Indicator: Rules("element", _editor_of_the_framework),
    **{
        kind: Rules(
            "record",
            agreement_contents.may_edit,
            checks=(agreement_contents.require_sound,),
            among=("organ",) if kind is OrganSeat else ("agreement", "network"),
        )
        for kind in (Aim, Organ, OrganSeat, Instrument, Pledge, Milestone)
    },
}


@transaction.atomic
def add[M: models.Model](part: M, values: Mapping[str, Any], *, by: Any) -> M:
    """Add a part to the record it names, last among its like.

    Raises NotAllowed for people of other authorities, DomainError and ValidationError for what a rule forbids.
    """
    rules, owner = _begin(part, by)
    if any(field.name == "position" for field in part._meta.concrete_fields):
        shared = {name: getattr(part, name) for name in rules.among} or {rules.owner: owner}
        siblings = type(part)._default_manager.filter(**shared)
        last = siblings.aggregate(last=Max("position"))["last"]
        part.position = 0 if last is None else last + 1  # type: ignore[attr-defined]
    stored = records.add(part, values, checks=rules.checks)
    rules.afterwards(owner)
    return stored


@transaction.atomic
def edit[M: models.Model](part: M, changes: Mapping[str, Any], *, version: int | None, by: Any) -> M:
    """Change a part as it stands now. Raises StaleEdit when somebody saved it since ``version`` was read."""
    rules, owner = _begin(part, by)
    stored = records.change(part, changes, version=version, checks=rules.checks)
    rules.afterwards(owner)
    return stored


@transaction.atomic
def remove(part: models.Model, *, version: int | None, by: Any) -> None:
    """Remove a part from its record."""
    rules, owner = _begin(part, by)
    records.remove(part, version=version, protected=_("Other records refer to this. Change them first."))
    rules.afterwards(owner)


def may_edit(user: Any, part: models.Model) -> bool:
    """Tell whether the user may change this part."""
    rules = RULES[type(part)]
    return rules.may_edit(user, getattr(part, rules.owner))


def _begin(part: models.Model, by: Any) -> tuple[Rules, Any]:
    """Lock the record that the part belongs to, so that its parts are changed one after the other."""
    rules = RULES[type(part)]
    owner = lock(getattr(part, rules.owner))
    records.require(by is None or rules.may_edit(by, owner))
    return rules, owner
