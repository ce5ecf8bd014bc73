"""The report's opening chapter: the authority's cooperation at a glance, with the map."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.enums import PartnershipState
from partnerships.models import Partnership
from portal.core.charts import MapPoint, region_map
from portal.core.registry import Chapter, Section, Table


def opening_chapter(authority: Any, year: int) -> Chapter:
    """Say whom the authority works with, on a map and as a table."""
    partnerships = list(
        Partnership.objects.filter(authority=authority)
        .select_related("region", "counterpart", "holder")
        .order_by("slug")
    )
    active = sum(1 for partnership in partnerships if partnership.state == PartnershipState.ACTIVE)
    return Chapter(
        title=_("At a glance"),
        lead=_(
            "%(authority)s keeps %(all)d partnerships in its register; %(active)d of them are active. This report "
            "tells what they were in %(year)d."
        )
        % {"authority": authority, "all": len(partnerships), "active": active, "year": year},
        facts=[(_("Partnerships"), str(len(partnerships))), (_("Active now"), str(active))],
        sections=[
            Section(
                title=_("Whom we work with"),
                pictures=[_map(authority, partnerships)] if _points(partnerships) else [],
                tables=[_partners(partnerships)],
            )
        ],
    )


def _points(partnerships: list[Partnership]) -> list[MapPoint]:
    return [
        MapPoint(
            label=str(partnership.region),
            longitude=float(partnership.region.longitude),
            latitude=float(partnership.region.latitude),
            state=partnership.state,  # the map's states are the register's
            state_label=partnership.get_state_display(),
        )
        for partnership in partnerships
        if partnership.region and partnership.region.longitude is not None
    ]


def _map(authority: Any, partnerships: list[Partnership]) -> Any:
    place = authority.organisation.region
    home = (
        MapPoint(label=str(place), longitude=float(place.longitude), latitude=float(place.latitude))
        if place is not None and place.longitude is not None
        else None
    )
    return region_map(
        _points(partnerships),
        title=_("Partner regions of %(authority)s") % {"authority": authority},
        home=home,
        links=False,
    )


def _partners(partnerships: list[Partnership]) -> Table:
    return Table(
        title=_("Partners"),
        columns=[_("Partnership"), _("Counterpart"), _("Held by"), _("Since"), _("State")],
        rows=[
            [
                str(partnership),
                str(partnership.counterpart or partnership.region),
                str(partnership.holder),
                str(partnership.since or ""),
                partnership.get_state_display(),
            ]
            for partnership in partnerships
        ],
        note=_("From the register of partnerships, as it stood when this report was made."),
    )
