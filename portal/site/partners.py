"""The map of partners, for the home page and the page of the map."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from partnerships.models import Authority, Partnership
from portal.core.charts import MapPoint, Picture, cached_picture, region_map


def on_the_map(partnerships: Sequence[Partnership]) -> list[Partnership]:
    """Return the partnerships whose region has a point."""
    return [one for one in partnerships if one.region is not None and one.region.longitude is not None]


def numbered(partnerships: Sequence[Partnership]) -> list[tuple[int | None, Partnership]]:
    """Return partnerships with the numbers by which the map names them where it has no room; None off the map."""
    numbers = {one.pk: number for number, one in enumerate(on_the_map(partnerships), start=1)}
    return [(numbers.get(one.pk), one) for one in partnerships]


def partner_map(partnerships: Sequence[Partnership], authority: Authority | None = None) -> Picture | None:
    """Draw the partners on a map, joined to the authority when it is one authority's; None without any point.

    Parameters: ``partnerships`` with ``region`` and ``authority__organisation`` fetched; ``authority`` with
    ``organisation__region``.
    """
    shown = on_the_map(partnerships)
    if not shown:
        return None
    points = [_point(partnership, named=authority is None) for partnership in shown]
    home = _home(authority) if authority is not None else None
    title = (
        _("Partner regions of %(authority)s") % {"authority": authority}
        if authority is not None
        else _("Partner regions in the portal")
    )
    return cached_picture(
        ["partners", title, points, home], lambda: region_map(points, title=title, home=home)
    )


def _point(partnership: Partnership, *, named: bool) -> MapPoint:
    region = partnership.region
    assert region is not None  # noqa: S101 - on_the_map() kept those with a region
    return MapPoint(
        label=str(region),
        longitude=float(region.longitude or 0),
        latitude=float(region.latitude or 0),
        state=partnership.state,
        state_label=partnership.get_state_display(),
        url=partnership.get_absolute_url(),
        detail=str(partnership.authority) if named else str(partnership.since or ""),
    )


def _home(authority: Authority) -> MapPoint | None:
    region = authority.organisation.region
    if region is None or region.longitude is None or region.latitude is None:
        return None
    return MapPoint(label=str(region), longitude=float(region.longitude), latitude=float(region.latitude))
