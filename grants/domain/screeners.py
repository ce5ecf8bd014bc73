"""Who screens a case: its call's authority, or each funder of a joint call."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

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
    which = own
    if others := sorted({call for _authority, call, publisher in joint if publisher not in authorities}):
        which |= Q(~Q(stage=FormStage.EXPRESSION), call__in=others)
    # Told by keys alone, so that the index in the list's order still serves: few wait for another funder at a time.
    for mine, together in _by_funders(joint).items():
        which &= ~Q(pk__in=_screened_by_all(mine, together))
    return waits & which


def _by_funders(joint: Sequence[tuple[int, int, int]]) -> dict[tuple[int, ...], list[int]]:
    """Return the calls by who of these authorities screens them."""
    mine: dict[int, list[int]] = defaultdict(list)
    for authority, call, _publisher in joint:
        mine[call].append(authority)
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for call, authorities in mine.items():
        found[tuple(sorted(set(authorities)))].append(call)
    return found


def _screened_by_all(authorities: Sequence[int], calls: Sequence[int]) -> QuerySet[Screening, int]:
    """Return the keys of the cases of calls that all of these authorities have screened, and that wait for others."""
    first, *others = authorities
    found = Screening.objects.standing().filter(
        authority=first,
        application__call__in=calls,
        application__status=ApplicationStatus.SUBMITTED,
        # As the index of a call's cases by status has it (Application.Meta.indexes).
        application__submitted_at__isnull=False,
    )
    for other in others:
        found = found.filter(
            Exists(Screening.objects.standing().filter(application=OuterRef("application"), authority=other))
        )
    return found.values_list("application", flat=True)


def _joint(authorities: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return each of these authorities with a call for which it screens beside other funders, and whose call it is."""
    deciding = CallFunder.objects.filter(
        organisation__authority__isnull=False, role__in=[FunderRole.FUNDER, FunderRole.PARTNER_FUNDER]
    )
    others = deciding.filter(call=OuterRef("call")).exclude(pk=OuterRef("pk"))
    mine = deciding.filter(Exists(others), organisation__authority__in=authorities).order_by("pk")
    return list(mine.values_list("organisation__authority", "call", "call__authority"))
