"""Organisations, for the office."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import organisations, renames
from partnerships.family import family_of
from partnerships.filters.organisations import OrganisationFilter
from partnerships.forms.organisations import OrganisationDescriptionForm, OrganisationForm
from partnerships.forms.registers import RenameForm
from partnerships.models import Organisation
from partnerships.permissions import can_edit_shared
from partnerships.tables.organisations import office_organisations
from partnerships.views.addresses import follows_merges
from partnerships.views.officer.parts import parts_section
from partnerships.views.officer.record import Section, facts_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.tables import render_table

SECTIONS: dict[str, Any] = {
    "facts": (OrganisationForm, gettext_lazy("Facts")),
    "description": (OrganisationDescriptionForm, gettext_lazy("Description")),
}


def page_of(organisation: Organisation) -> str:
    """Return the address of the organisation's office page."""
    return reverse("partnerships:officer:organisation_detail", args=[organisation.slug])


@office(*READING_ROLES, rule="everybody who works for an authority")
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Show the register of organisations."""
    rows = Organisation.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=OrganisationFilter(request.GET, rows, request=request),
        columns=office_organisations(),
        template="partnerships/officer/organisation_list.html",
        title=_("Organisations"),
        empty=_("Add the first one: a museum, a municipality, a committee."),
        context={"may_add": can_edit_shared(request.user)},
    )


@office(*READING_ROLES, rule="everybody who works for an authority")
@follows_merges(Organisation)
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that is known of an organisation, each section with its own edit."""
    organisation = get_object_or_404(
        Organisation.objects.visible_to(request.user).select_related("parent", "region", "municipality"),
        slug=slug,
    )
    may_edit = can_edit_shared(request.user)
    sections = [
        Section(
            title,
            key,
            facts=facts_of(organisation, form),
            edit_url=reverse("partnerships:officer:organisation_edit", args=[slug, key]) if may_edit else "",
        )
        for key, (form, title) in SECTIONS.items()
    ]
    sections += [
        parts_section(
            "former-names",
            organisation,
            request.user,
            lambda name: (name.name, name.period or ""),
            organisation.former_names.all(),
        ),
        parts_section(
            "registration-numbers",
            organisation,
            request.user,
            lambda number: (number.number, number.list_code),
            organisation.registration_numbers.all(),
        ),
    ]
    context = {
        "record": organisation,
        "history_url": reverse("partnerships:officer:organisation_history", args=[slug]),
        "kicker": organisation.get_kind_display(),
        "sections": sections,
        "may_edit": may_edit,
        "family": family_of(organisation, request.user),
    }
    return render(request, "partnerships/officer/organisation_detail.html", context)


@office(*EDITING_ROLES, rule="every officer: organisations are shared by all authorities")
def organisation_rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down that an organisation has taken another name, and since when."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)

    def save(form: Any) -> Organisation:
        values = {name: form.cleaned_data[name] for name in ("names", "acronym")}
        since, version = form.cleaned_data["since"], form.cleaned_data["version"]
        return renames.rename(organisation, values, since=since, version=version, by=request.user)

    return edit_page(
        request,
        record=organisation,
        form_class=RenameForm,
        save=save,
        title=_("A new name"),
        trail=[(organisation, page_of(organisation))],
        done=page_of,
        cancel_url=page_of(organisation),
        saved=_("Saved. The name it had is a former name now."),
    )


@office(*EDITING_ROLES, rule="every officer: organisations are shared by all authorities")
def organisation_add(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    return edit_page(
        request,
        record=Organisation(),
        form_class=OrganisationForm,
        save=lambda form: organisations.create(form.cleaned_data, by=request.user),
        title=_("Add an organisation"),
        trail=[(_("Organisations"), reverse("partnerships:officer:organisation_list"))],
        done=page_of,
        cancel_url=reverse("partnerships:officer:organisation_list"),
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule="every officer: organisations are shared by all authorities")
def organisation_edit(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Edit one section of an organisation."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)
    if section not in SECTIONS:
        raise Http404
    form_class, title = SECTIONS[section]
    return edit_page(
        request,
        record=organisation,
        form_class=form_class,
        save=lambda form: organisations.edit(
            organisation, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=title,
        trail=[(organisation, page_of(organisation))],
        done=lambda saved: f"{page_of(saved)}#{section}",
        cancel_url=f"{page_of(organisation)}#{section}",
    )
