"""Partnerships, for the office."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import partnerships
from partnerships.enums import PartnershipState
from partnerships.filters.partnerships import PartnershipFilter
from partnerships.forms.partnerships import (
    NewPartnershipForm,
    PartnershipCompletenessForm,
    PartnershipElementsForm,
    PartnershipForm,
    PartnershipStoryForm,
    StateForm,
)
from partnerships.models import Partnership, PartnershipPeriod
from partnerships.permissions import can_edit_partnership, can_edit_shared
from partnerships.tables.partnerships import office_partnerships, state_tone
from partnerships.views.officer import dialogues, papers
from partnerships.views.officer.parts import parts_section
from partnerships.views.officer.record import Section, facts_of, several
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits, reads
from portal.core import registry
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.tables import render_table

SECTIONS: dict[str, Any] = {
    "facts": (PartnershipForm, gettext_lazy("Facts")),
    "story": (PartnershipStoryForm, gettext_lazy("Story")),
    "aims": (PartnershipElementsForm, gettext_lazy("Aims it serves")),
    "completeness": (PartnershipCompletenessForm, gettext_lazy("More participants")),
}
ASLEEP = [PartnershipState.DORMANT, PartnershipState.ENDED]
RULE = "officers and administrators of the authority that holds the partnership"


def page_of(partnership: Partnership) -> str:
    """Return the address of the partnership's office page."""
    return reverse("partnerships:officer:partnership_detail", args=[partnership.slug])


@office(*READING_ROLES, rule="everybody who works for an authority")
def partnership_list(request: HttpRequest) -> HttpResponse:
    """Show the register of partnerships."""
    rows = Partnership.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=PartnershipFilter(request.GET, rows, request=request),
        columns=office_partnerships(),
        template="partnerships/officer/partnership_list.html",
        title=_("Partnerships"),
        empty=_("Add the first relation with a region or a body. It needs no agreement yet."),
        context={"may_add": can_edit_shared(request.user)},
    )


@office(*READING_ROLES, rule="everybody who works for an authority")
def partnership_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that is known of a partnership, each section with its own edit."""
    partnership = get_object_or_404(_with_relations(request.user), slug=slug)
    may_edit = can_edit_partnership(request.user, partnership)

    def section(key: str) -> Section:
        form, title = SECTIONS[key]
        edit = reverse("partnerships:officer:partnership_edit", args=[slug, key]) if may_edit else ""
        return Section(title, key, facts=facts_of(partnership, form), edit_url=edit)

    context = {
        "record": partnership,
        "history_url": reverse("partnerships:officer:partnership_history", args=[slug]),
        "kicker": partnership.authority,
        "state": partnership.get_state_display(),
        "tone": state_tone(partnership.state),
        "facts": [section("facts")],
        "sections": [
            *_parts(partnership, request.user),
            section("completeness"),
            section("story"),
            section("aims"),
        ],
        "revival_url": reverse("partnerships:officer:partnership_revival", args=[slug])
        if may_edit and partnership.state in ASLEEP
        else "",
        "state_url": reverse("partnerships:officer:partnership_state", args=[slug]) if may_edit else "",
        "agreements": partnership.agreements.visible_to(request.user).for_list(),
        "documents": papers.shown(partnership, request.user),
        "papers_url": reverse("partnerships:officer:partnership_papers", args=[slug])
        if partnership.authority_id in reads(request.user)
        else "",
        "paper_add_url": reverse("partnerships:officer:partnership_paper_add", args=[slug])
        if may_edit
        else "",
        "pages": registry.pages(partnership, request.user),
        "panels": registry.panels(partnership, request.user),
        **dialogues.section(partnership, request.user),
    }
    return render(request, "partnerships/officer/partnership_detail.html", context)


def _parts(partnership: Partnership, user: Any) -> list[Section]:
    return [
        parts_section(
            "periods",
            partnership,
            user,
            lambda period: (
                period.get_state_display(),
                several(said for said in (period.period, period.note) if said),
            ),
            partnership.periods.all(),
        ),
        parts_section(
            "fields",
            partnership,
            user,
            lambda link: (
                link.field,
                several([link.get_basis_display(), *([_("mainly")] if link.mainly else [])]),
            ),
            partnership.field_links.select_related("field"),
        ),
        parts_section(
            "participants",
            partnership,
            user,
            lambda participant: (participant.organisation, participant.get_engagement_display()),
            partnership.participants.select_related("organisation"),
        ),
    ]


def _with_relations(user: Any) -> QuerySet[Partnership]:
    return Partnership.objects.visible_to(user).select_related(
        "authority__organisation", "holder", "region", "counterpart", "officer"
    )


@office(*EDITING_ROLES, rule=RULE)
def partnership_add(request: HttpRequest) -> HttpResponse:
    """Add a partnership."""
    return edit_page(
        request,
        record=Partnership(),
        form_class=NewPartnershipForm,
        prepare=lambda form: form.offer(edits(request.user)),
        save=lambda form: partnerships.create(form.cleaned_data, by=request.user),
        title=_("Add a partnership"),
        trail=[(_("Partnerships"), reverse("partnerships:officer:partnership_list"))],
        done=page_of,
        cancel_url=reverse("partnerships:officer:partnership_list"),
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def partnership_edit(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Edit one section of a partnership."""
    partnership = _mine(request, slug)
    if section not in SECTIONS:
        raise Http404
    form_class, title = SECTIONS[section]
    return edit_page(
        request,
        record=partnership,
        form_class=form_class,
        save=lambda form: partnerships.edit(
            partnership, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=title,
        trail=[(str(partnership), page_of(partnership))],
        done=lambda saved: f"{page_of(saved)}#{section}",
        cancel_url=f"{page_of(partnership)}#{section}",
    )


@office(*EDITING_ROLES, rule=RULE)
def partnership_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a partnership enter another state."""
    partnership = _mine(request, slug)
    return edit_page(
        request,
        record=PartnershipPeriod(partnership=partnership),
        form_class=StateForm,
        prepare=lambda form: form.follow(partnership.state),
        initial={"state": request.GET.get("to", "")},
        save=lambda form: partnerships.change_state(
            partnership,
            form.cleaned_data["state"],
            period=form.cleaned_data["period"],
            note=form.cleaned_data["note"],
            by=request.user,
        ),
        title=_("Change the state"),
        trail=[(str(partnership), page_of(partnership))],
        done=page_of,
        cancel_url=page_of(partnership),
        context={"lead": _("Now: %(state)s") % {"state": partnership.get_state_display()}},
    )


def _mine(request: HttpRequest, slug: str) -> Partnership:
    partnership = get_object_or_404(_with_relations(request.user), slug=slug)
    if not can_edit_partnership(request.user, partnership):
        raise PermissionDenied
    return partnership
