"""The portal's own public pages: home, map, search, accessibility, privacy."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from exchanges.models import Exchange
from grants.models import Call
from partnerships.models import Authority, Partnership
from portal.core.access import public
from portal.core.registry import search_hits
from portal.site.partners import numbered, partner_map

OPEN_CALLS = 4
LATEST = 5
HITS_OF_A_KIND = 10


@public("what everybody may read, at a glance")
def home(request: HttpRequest) -> HttpResponse:
    """Show who works with whom, which calls are open, and what happened lately."""
    partnerships = list(Partnership.objects.visible_to(request.user).for_list())
    calls = Call.objects.visible_to(request.user).open_at(timezone.now()).for_list()
    exchanges = Exchange.objects.visible_to(request.user).for_list()
    return render(
        request,
        "site/public/home.html",
        {
            "partnerships": numbered(partnerships),
            "picture": partner_map(partnerships),
            "authorities": Authority.objects.visible_to(request.user)
            .select_related("organisation")
            .order_by("slug"),
            "calls": calls.order_by("closes_at", "pk")[:OPEN_CALLS],
            "exchanges": exchanges.order_by(F("period_latest").desc(nulls_last=True), "-pk")[:LATEST],
        },
    )


@public("partner regions of all authorities")
def partners_map(request: HttpRequest) -> HttpResponse:
    """Show the partners on a map with the list beside it, of all authorities or of one."""
    known = Authority.objects.visible_to(request.user).select_related("organisation__region")
    chosen = None
    partnerships = Partnership.objects.visible_to(request.user).for_list()
    if slug := request.GET.get("authority"):
        chosen = get_object_or_404(known, slug=slug)
        partnerships = partnerships.filter(authority=chosen)
    rows = list(partnerships)
    return render(
        request,
        "site/public/map.html",
        {
            "partnerships": numbered(rows),
            "picture": partner_map(rows, chosen),
            "authorities": known.order_by("slug"),
            "chosen": chosen,
        },
    )


@public("what the visitor may see of everything that is found")
def search(request: HttpRequest) -> HttpResponse:
    """Search over everything: each kind of record with its first hits."""
    q = request.GET.get("q", "").replace("\0", "").strip()[:200]
    hits = search_hits(q, request.user, HITS_OF_A_KIND) if q else []
    kinds: dict[str, list[object]] = {}
    for hit in hits:
        kinds.setdefault(hit.kind, []).append(hit)
    context = {"q": q, "kinds": kinds, "count": len(hits), "limit": HITS_OF_A_KIND}
    return render(request, "site/public/search.html", context)


@public("how accessible the portal is")
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what the portal does for accessibility and whom to tell when it fails."""
    return render(request, "site/public/accessibility.html")


@public("what the portal knows of people")
def privacy(request: HttpRequest) -> HttpResponse:
    """Say which personal data the portal keeps, why and for how long."""
    return render(request, "site/public/privacy.html")
