"""What partnerships, organisations, regions, networks and frameworks show elsewhere: navigation, search, desk, report."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships import deeds, indicators, memberships, panels, report
from partnerships.enums import PartnershipState
from partnerships.models import Framework, Network, Organisation, Partnership, Region
from partnerships.thread import register_deeds
from portal.accounts.permissions import edits, reads
from portal.core import navigation, registry
from portal.core.registry import DeskGroup, DeskItem, SearchHit

ON_DESK = 5
# Words in the navigation, the register's address, and where it stands.
REGISTERS: list[tuple[str | Promise, str, int]] = [
    (gettext_lazy("Partnerships"), "partnership_list", 10),
    (gettext_lazy("Networks"), "network_list", 60),
    (gettext_lazy("Frameworks"), "framework_list", 70),
    (gettext_lazy("Organisations"), "organisation_list", 80),
    (gettext_lazy("Regions"), "region_list", 90),
]

OFFICE_ONLY: list[tuple[str | Promise, str, int]] = [
    (gettext_lazy("Radar"), "radar", 12),
    (gettext_lazy("Follow-ups"), "follow_up_list", 14),
]


def register() -> None:
    """Register everything; called once, when the app is ready."""
    for label, name, order in REGISTERS:
        public = navigation.NavigationEntry(label=label, url_name=f"partnerships:public:{name}", order=order)
        office = navigation.NavigationEntry(
            label=label,
            url_name=f"partnerships:officer:{name}",
            order=order,
            visible=lambda request: bool(reads(request.user)),
        )
        navigation.register("public", public)
        navigation.register("office", office)
    navigation.register(
        "office",
        navigation.NavigationEntry(
            label=gettext_lazy("Authorities"),
            url_name="partnerships:officer:authority_list",
            order=95,
            visible=lambda request: bool(reads(request.user)),
        ),
    )
    registry.register_panel(Region, panels.region_lines, position=60)
    register_deeds(deeds.agreement_deeds, position=10)
    register_deeds(deeds.membership_deeds, position=15)
    registry.register_deadlines(memberships.deadlines, position=60)
    for label, name, order in OFFICE_ONLY:
        entry = navigation.NavigationEntry(
            label=label,
            url_name=f"partnerships:officer:{name}",
            order=order,
            visible=lambda request: bool(reads(request.user)),
        )
        navigation.register("office", entry)
    registry.register_search(hits, position=10)
    registry.register_desk(desk, position=60)
    registry.register_chapter(report.chapter, position=10)


def hits(q: str, user: Any, limit: int) -> Iterator[SearchHit]:
    """Return what the search over everything finds here, at most ``limit`` of each kind."""
    kinds: list[tuple[Any, str | Promise, Any]] = [
        (Partnership, _("Partnership"), lambda row: str(row.summary)),
        (Region, _("Region"), lambda row: row.get_tier_display()),
        (Organisation, _("Organisation"), lambda row: row.get_kind_display()),
        (Network, _("Network"), lambda row: row.acronym),
        (Framework, _("Framework"), lambda row: row.get_kind_display()),
    ]
    for model, kind, summary in kinds:
        for row in model.objects.visible_to(user).search(q).for_list()[:limit]:
            yield SearchHit(str(row.names), row.get_absolute_url(), str(kind), str(summary(row)))


def desk(user: Any) -> Iterable[DeskGroup]:
    """Return what partnerships and frameworks lay on an officer's desk: what sleeps, and what ends this year."""
    authorities = edits(user)
    if not authorities:
        return
    partnerships = Partnership.objects.visible_to(user).of_authorities(authorities)
    dormant = partnerships.filter(state=PartnershipState.DORMANT).for_list()
    query = urlencode({"state": PartnershipState.DORMANT})
    url = f"{reverse('partnerships:officer:partnership_list')}?{query}"
    yield from _group(
        _("Dormant partnerships: take them up, or let them end"), "waits", dormant, url, "partnership"
    )
    today = localdate()
    ending = Framework.objects.visible_to(user).filter(
        authority__in=authorities, period_latest__range=(today, today.replace(month=12, day=31))
    )
    yield from _unanswered(authorities, today)
    url = reverse("partnerships:officer:framework_list")
    yield from _group(_("Frameworks that end this year"), "expires", ending.for_list(), url, "framework")


def _unanswered(authorities: list[int], today: date) -> Iterator[DeskGroup]:
    """Yield the indicators whose target year is over and of which nobody has said whether they were met (C12)."""
    rows = list(indicators.unanswered(authorities, today)[: ON_DESK + 1])
    if not rows:
        return
    count = len(rows) if len(rows) <= ON_DESK else indicators.unanswered(authorities, today).count()
    items = [
        DeskItem(
            text=str(row.names),
            url=f"{reverse('partnerships:officer:framework_detail', args=[row.element.framework.slug])}#indicators",
            note=str(row.target_year),
        )
        for row in rows[:ON_DESK]
    ]
    title = _("Was it met? The target year is over")
    yield DeskGroup(title=title, kind="waits", count=count, url=items[0].url, items=items)


def _group(title: str, kind: str, rows: QuerySet[Any], url: str, noun: str) -> Iterator[DeskGroup]:
    first = list(rows[: ON_DESK + 1])
    if not first:
        return
    count = rows.count() if len(first) > ON_DESK else len(first)
    items = [
        DeskItem(
            text=str(row.names),
            url=reverse(f"partnerships:officer:{noun}_detail", args=[row.slug]),
            note=str(row.authority.organisation.names),
        )
        for row in first[:ON_DESK]
    ]
    yield DeskGroup(title=title, kind=kind, count=count, url=url, items=items)
