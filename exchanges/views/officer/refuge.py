"""The refuge compartment: placements for refuge officers, the programme's public words for officers too (A07)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from exchanges.domain import refuge
from exchanges.enums import PLACEMENT_TONES
from exchanges.forms.refuge import PlacementForm, PlacementStatusForm, ProgrammeForm
from exchanges.models import RefugePlacement, RefugeProgramme
from exchanges.permissions import can_edit_programme, can_see_placements
from portal.accounts.enums import EDITING_ROLES, Role
from portal.accounts.permissions import authority_ids
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.history import history_of

ONLY_REFUGE = "refuge officers of the programme's authority, nobody else"


@never_cache
@office(Role.REFUGE_OFFICER, rule=ONLY_REFUGE)
def refuge_placement_list(request: HttpRequest) -> HttpResponse:
    """Show the programmes that the person answers for, each with its placements."""
    own = authority_ids(request.user, [Role.REFUGE_OFFICER])
    programmes = RefugeProgramme.objects.visible_to(request.user).filter(authority__in=own).for_list()
    placements = list(RefugePlacement.objects.visible_to(request.user).for_list())
    context = {
        "programmes": [
            (
                programme,
                [
                    (placement, PLACEMENT_TONES[placement.status])
                    for placement in placements
                    if placement.programme_id == programme.pk
                ],
            )
            for programme in programmes
        ]
    }
    return render(request, "exchanges/officer/refuge_placement_list.html", context)


@never_cache
@office(Role.REFUGE_OFFICER, rule=ONLY_REFUGE)
def refuge_placement_add(request: HttpRequest, refuge_programme: str) -> HttpResponse:
    """Record a place of refuge."""
    programme = get_object_or_404(
        RefugeProgramme.objects.visible_to(request.user).select_related("authority__organisation"),
        slug=refuge_programme,
    )
    if not can_see_placements(request.user, programme):
        raise PermissionDenied
    back = reverse("exchanges:officer:refuge_placement_list")
    return edit_page(
        request,
        record=RefugePlacement(programme=programme),
        form_class=PlacementForm,
        save=lambda form: refuge.add_placement(programme, form.cleaned_data, by=request.user),
        title=_("Add a place of refuge"),
        trail=[(_("Refuge"), back)],
        done=lambda saved: back,
        cancel_url=back,
        submit=_("Add"),
        context={"lead": _("Never write of a person here: a municipality and a time are all.")},
    )


@never_cache
@office(Role.REFUGE_OFFICER, rule=ONLY_REFUGE)
def refuge_placement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the municipality or the time of a placement."""
    placement = _placement(request, pk)
    back = reverse("exchanges:officer:refuge_placement_list")
    return edit_page(
        request,
        record=placement,
        form_class=PlacementForm,
        save=lambda form: refuge.edit_placement(
            _placement(request, pk), form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit a place of refuge"),
        trail=[(_("Refuge"), back)],
        done=lambda saved: back,
        cancel_url=back,
    )


@never_cache
@office(Role.REFUGE_OFFICER, rule=ONLY_REFUGE)
def refuge_placement_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a placement begin, end, or be taken up again."""
    placement = _placement(request, pk)
    back = reverse("exchanges:officer:refuge_placement_list")
    return edit_page(
        request,
        form_class=PlacementStatusForm,
        prepare=lambda form: form.follow(placement),
        save=lambda form: refuge.change_status(placement, form.cleaned_data["status"], by=request.user),
        title=_("Change the status"),
        trail=[(_("Refuge"), back)],
        done=lambda saved: back,
        cancel_url=back,
        context={"lead": _("Now: %(state)s") % {"state": placement.get_status_display()}},
    )


@never_cache
@office(Role.REFUGE_OFFICER, rule=ONLY_REFUGE)
def refuge_placement_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything that was ever changed in a placement."""
    placement = _placement(request, pk)
    page = history_of(placement, page=request.GET.get("page"))
    trail = [(_("Refuge"), reverse("exchanges:officer:refuge_placement_list"))]
    context = {"record": placement, "page": page, "trail": trail, "name": placement.municipality.names}
    return render(request, "exchanges/officer/history.html", context)


@office(*EDITING_ROLES, Role.REFUGE_OFFICER, rule="officers and refuge officers of the programme's authority")
def refuge_programme_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit what everybody reads of a programme."""
    programmes = RefugeProgramme.objects.visible_to(request.user).select_related("authority__organisation")
    programme = get_object_or_404(programmes, slug=slug)
    if not can_edit_programme(request.user, programme):
        raise PermissionDenied
    back = reverse("exchanges:public:refuge")
    return edit_page(
        request,
        record=programme,
        form_class=ProgrammeForm,
        save=lambda form: refuge.edit_programme(
            get_object_or_404(programmes, slug=slug),
            form.changes(),
            version=form.cleaned_data["version"],
            by=request.user,
        ),
        title=_("Edit the programme"),
        trail=[(_("Places of refuge"), back)],
        done=lambda saved: f"{back}#{saved.slug}",
        cancel_url=back,
    )


def _placement(request: HttpRequest, pk: int) -> RefugePlacement:
    return get_object_or_404(
        RefugePlacement.objects.visible_to(request.user).select_related(
            "programme__authority__organisation", "municipality"
        ),
        pk=pk,
    )
