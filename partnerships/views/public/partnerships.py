"""Partnerships, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from partnerships.enums import HOUSES, FieldBasis, Purpose
from partnerships.filters.partnerships import PartnershipFilter
from partnerships.happenings import picture_of, told
from partnerships.models import Organisation, Partnership, PartnershipField, PartnershipPeriod, Region
from partnerships.papers import latest_versions, newest_first, of_relation
from partnerships.permissions import can_edit_partnership
from partnerships.tables.partnerships import PARTNERSHIPS, state_tone
from partnerships.views.public.facts import Facts
from portal.core import registry
from portal.core.access import public
from portal.core.models import Citation, Document
from portal.core.sources import about, citations_of, sources_in
from portal.core.tables import render_table, spoken

SHOWN = 20  # documents
PLACES, SIGHTS = 12, 12  # of a region's profile


@public("every partnership, whatever its state")
def partnership_list(request: HttpRequest) -> HttpResponse:
    """Show the register of partnerships."""
    rows = Partnership.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=PartnershipFilter(request.GET, rows, request=request),
        columns=PARTNERSHIPS,
        template="partnerships/public/partnership_list.html",
        title=_("Partnerships"),
        empty=_("No partnership has been entered yet."),
    )


@public("every partnership, whatever its state; drafts of its agreements only by the authority's people")
def partnership_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one partnership as an article: who, since when, what came of it."""
    partnership = get_object_or_404(
        Partnership.objects.visible_to(request.user).select_related(
            "authority__organisation", "holder", "region", "counterpart"
        ),
        slug=slug,
    )
    periods = list(partnership.periods.all())
    links = list(partnership.field_links.select_related("field"))
    participants = list(partnership.participants.select_related("organisation__municipality"))
    dialogues = _dialogues(partnership)
    citations = citations_of(partnership, *periods, *links, *participants, *dialogues)
    rows = told(partnership, request.user)
    context = {
        "picture": picture_of(partnership, periods, rows),
        "partnership": partnership,
        "tone": state_tone(partnership.state),
        "facts": _facts(partnership, about(partnership, citations)),
        "periods": _timeline(periods),
        "fields": _fields(links),
        "participants": participants,
        "dialogues": dialogues,
        "agreements": partnership.agreements.visible_to(request.user).for_list(),
        "documents": newest_first(
            latest_versions(of_relation(Document.objects.visible_to(request.user), partnership))
        )[:SHOWN],
        "elements": partnership.elements.select_related("framework"),
        "profile": _profile(partnership.region, request.user),
        "panels": registry.panels(partnership, request.user),
        "sources": sources_in(citations),
        "may_edit": can_edit_partnership(request.user, partnership),
    }
    return render(request, "partnerships/public/partnership_detail.html", context)


def _dialogues(partnership: Partnership) -> list[Any]:
    """Return the dialogues with the bodies at their tables; who the persons were is the office's own."""
    dialogues: list[Any] = list(partnership.dialogues.with_bodies())
    for dialogue in dialogues:
        dialogue.bodies = list({one.organisation_id: one.organisation for one in dialogue.seated}.values())
    return dialogues


def _profile(region: Region | None, user: Any) -> dict[str, Any] | None:
    """Return what is said of the partner region: its portrait, its places and its houses (A16); None without any."""
    if region is None:
        return None
    houses = Organisation.objects.visible_to(user).filter(region=region, kind__in=HOUSES)
    profile = {
        "text": region.profile,
        "places": region.children.visible_to(user).for_list()[:PLACES],
        "houses": houses.for_list()[:SIGHTS],
    }
    return profile if any(profile.values()) else None


def _facts(partnership: Partnership, citations: list[Citation]) -> list[Any]:
    facts = Facts(citations)
    facts.add(_("Holder"), partnership.holder, field="holder")
    facts.add(_("Partner region"), partnership.region, field="region")
    facts.add(_("Counterpart"), partnership.counterpart, field="counterpart")
    if partnership.counterpart:
        # It may stand in older papers under another name (X04).
        former = [
            str(one) if one.period is None else f"{one} ({one.period})"
            for one in partnership.counterpart.former_names.all()
        ]
        facts.add(_("Formerly"), former, field="counterpart")
    facts.add(_("Since"), partnership.since, field="since")
    facts.add(_("Formalised"), partnership.formalised, field="formalised")
    facts.add(_("Circle"), partnership.get_tier_display(), field="tier")
    words = dict(Purpose.choices)
    facts.add(_("Purpose"), [str(words[one]) for one in partnership.purposes], field="purposes")
    return facts.facts


def _timeline(periods: list[PartnershipPeriod]) -> list[dict[str, object]]:
    """Return the states in order; the last one is where the partnership stands."""
    return [
        {
            "when": period.period or _("date not known"),
            "text": period.get_state_display(),
            "note": spoken(period.note),
            "state": "now" if period is periods[-1] else "done",
        }
        for period in periods
    ]


def _fields(links: list[PartnershipField]) -> list[tuple[str, list[PartnershipField]]]:
    """Return the fields agreed, active and in talks, side by side; a column nobody named is left out (A24)."""
    columns = [
        (_("Agreed"), FieldBasis.AGREED),
        (_("Active in fact"), FieldBasis.ACTIVE),
        (_("In talks"), FieldBasis.EXPLORED),
    ]
    named = [(words, [link for link in links if link.basis == basis]) for words, basis in columns]
    return [(words, fields) for words, fields in named if fields]
