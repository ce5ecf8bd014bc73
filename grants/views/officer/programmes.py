"""Programmes at the office: the list, one with its editions, a new one, and what it says."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.domain import programmes
from grants.forms.programmes import NewProgrammeForm, ProgrammeForm
from grants.models import Call, Programme
from grants.permissions import can_edit_programme
from partnerships.views.officer.record import Line, Section, facts_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.collation import order_by_name
from portal.core.editing import edit_page
from portal.core.history import history_of

READ_RULE = "those who read for the authority that the programme belongs to"
RULE = "officers and administrators of the authority that the programme belongs to"


def _find(request: HttpRequest, slug: str) -> Programme:
    return get_object_or_404(
        Programme.objects.visible_to(request.user).select_related("authority__organisation"), slug=slug
    )


def _address(programme: Programme) -> str:
    return reverse("grants:officer:programme_detail", args=[programme.slug])


def _trail(programme: Programme | None = None) -> list[tuple[object, str]]:
    trail: list[tuple[object, str]] = [
        (_("Calls"), reverse("grants:officer:call_list")),
        (_("Programmes"), reverse("grants:officer:programme_list")),
    ]
    return [*trail, (programme.names, _address(programme))] if programme is not None else trail


@office(*READING_ROLES, rule=READ_RULE)
def programme_list(request: HttpRequest) -> HttpResponse:
    """Show the programmes of the user's authorities."""
    found = Programme.objects.visible_to(request.user).for_list().order_by(order_by_name(), "pk")
    context = {
        "programmes": found,
        "can_add": bool(edits(request.user)),
        "trail": _trail()[:1],
    }
    return render(request, "grants/officer/programme_list.html", context)


@office(*READING_ROLES, rule=READ_RULE)
def programme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a programme with its editions."""
    programme = _find(request, slug)
    may_edit = can_edit_programme(request.user, programme)
    edit_url = reverse("grants:officer:programme_edit", args=[slug]) if may_edit else ""
    editions = Call.objects.visible_to(request.user).filter(programme=programme).order_by("-year", "-pk")
    context = {
        "programme": programme,
        "section": Section(
            _("The programme"), "programme", facts=facts_of(programme, ProgrammeForm), edit_url=edit_url
        ),
        "editions": Section(
            _("Editions"),
            "editions",
            lines=[
                Line(
                    f"{call.year}: {call.names}",
                    call.get_status_display(),
                    more=[(_("Open"), reverse("grants:officer:call_detail", args=[call.slug]))],
                )
                for call in editions
            ],
            empty=_("No call of this programme has been written yet."),
        ),
        "trail": _trail(),
    }
    return render(request, "grants/officer/programme_detail.html", context)


@office(*EDITING_ROLES, rule=RULE)
def programme_create(request: HttpRequest) -> HttpResponse:
    """Add a programme."""
    return edit_page(
        request,
        form_class=NewProgrammeForm,
        record=Programme(),
        prepare=lambda form: form.offer(edits(request.user)),
        save=lambda form: programmes.create(form.cleaned_data, by=request.user),
        title=_("New programme"),
        submit=_("Add"),
        saved=_("The programme is added. Its calls can be begun now."),
        done=_address,
        cancel_url=reverse("grants:officer:programme_list"),
        trail=_trail(),
    )


@office(*EDITING_ROLES, rule=RULE)
def programme_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit a programme, and end its series."""
    programme = _find(request, slug)
    if not can_edit_programme(request.user, programme):
        raise PermissionDenied
    return edit_page(
        request,
        form_class=ProgrammeForm,
        record=programme,
        save=lambda form: programmes.edit(
            programme, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit the programme"),
        done=_address,
        cancel_url=_address(programme),
        trail=_trail(programme),
    )


@office(*READING_ROLES, rule=READ_RULE)
def programme_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every change of a programme, newest first."""
    programme = _find(request, slug)
    page = history_of(programme, page=request.GET.get("page"))
    context = {"record": programme, "page": page, "trail": _trail(programme)}
    return render(request, "partnerships/officer/record_history.html", context)
