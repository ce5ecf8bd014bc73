"""Who screens a case: its call's authority, or each funder of a joint call."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from grants.domain.deciding import halves
from grants.enums import ApplicationStatus, FormStage, FunderRole
from grants.models import Application, CallFunder, Screening
from grants.permissions import can_screen
from partnerships.models import Authority


def screeners(application: Application) -> list[Authority]:
    """Return the authorities that screen a case: of a joint call each funder that decides its half, else its own."""
    funders = halves.deciders(application.call)
    return [one.organisation.authority for one in funders] or [application.authority]


def screens_for(user: Any, application: Application) -> list[Authority]:
    """Return the authorities for which the user screens a case, as one of their officers."""
    return [one for one in screeners(application) if can_screen(user, one.pk)]


def to_screen(authorities: Sequence[int]) -> Q:
    """Return the condition that a case waits to be screened by one of these authorities.

    A case of a joint call waits for those funders that have not screened it yet; an expression of interest waits for its
    call's own authority alone.
    """
    waits = Q(status=ApplicationStatus.SUBMITTED)
    own, joint = Q(authority__in=authorities), _joint(authorities)
    if not joint:
        return waits & own
    expressed = Q(stage=FormStage.EXPRESSION)
    which = own & (expressed | ~Q(call__in=[call for _authority, call in joint]))
    for authority in dict.fromkeys(authority for authority, _call in joint):
        done = Screening.objects.standing().filter(application=OuterRef("pk"), authority=authority)
        calls = [call for one, call in joint if one == authority]
        which |= Q(~expressed, ~Exists(done), call__in=calls)
    return waits & which


def _joint(authorities: Sequence[int]) -> list[tuple[int, int]]:
    """Return pairs of one of these authorities and a call for which it screens beside other funders."""
    deciding = CallFunder.objects.filter(
        organisation__authority__isnull=False, role__in=[FunderRole.FUNDER, FunderRole.PARTNER_FUNDER]
    )
    others = deciding.filter(call=OuterRef("call")).exclude(pk=OuterRef("pk"))
    mine = deciding.filter(Exists(others), organisation__authority__in=authorities).order_by("pk")
    return list(mine.values_list("organisation__authority", "call"))
