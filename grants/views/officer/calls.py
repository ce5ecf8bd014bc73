"""Calls at the office: the list, a new one, its sections edited in their place, its copy, its history."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.domain import calls
from grants.domain.outline import asked, sections_of
from grants.filters import OfficeCallFilter
from grants.forms.calls import CopyForm, NewCallForm
from grants.forms.items import Item, drawn
from grants.models import (
    Call,
    CallBody,
    CallFunder,
    CallRule,
    Criterion,
    Duty,
    Envelope,
    FlatRate,
    Instalment,
    Question,
    Strand,
    Window,
)
from grants.tables import OFFICE_CALLS
from grants.views.officer.call_pages import READ_RULE, RULE, address, editable, find_call, trail_of
from grants.views.officer.call_sections import FORMS
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.history import history_of
from portal.core.tables import render_table

__all__ = ["RULE", "address", "editable", "trail_of"]

CHILDREN = (
    CallFunder, Question, Strand, Window, Envelope, FlatRate, Criterion, CallBody, Instalment, Duty, CallRule,
)  # fmt: skip


@office(*READING_ROLES, rule=READ_RULE)
def call_list(request: HttpRequest) -> HttpResponse:
    """Show the calls of the user's authorities."""
    found = Call.objects.visible_to(request.user).worked_with(request.user).for_list()
    return render_table(
        request,
        filterset=OfficeCallFilter(request.GET, found, request=request),
        columns=OFFICE_CALLS,
        template="grants/officer/call_list.html",
        title=_("Calls"),
        empty=_("No call has been written yet. Begin one, or copy one when there is a first."),
        context={"can_add": bool(edits(request.user))},
    )


@office(*EDITING_ROLES, rule=RULE)
def call_create(request: HttpRequest) -> HttpResponse:
    """Begin a call."""
    return edit_page(
        request,
        form_class=NewCallForm,
        record=Call(),
        prepare=lambda form: form.offer(edits(request.user)),
        save=lambda form: calls.create(form.cleaned_data, by=request.user),
        title=_("New call"),
        submit=_("Begin the call"),
        saved=_("The call is begun. It is a draft that nobody outside sees."),
        done=address,
        cancel_url=reverse("grants:officer:call_list"),
        trail=trail_of(),
    )


@office(*EDITING_ROLES, rule=RULE)
def call_edit(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Edit one section of a call."""
    call = editable(request, slug)
    if section not in FORMS:
        raise Http404
    title, form_class = FORMS[section]
    return edit_page(
        request,
        form_class=form_class,
        record=call,
        save=lambda form: calls.edit(
            call, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=title,
        done=lambda saved: address(saved, section),
        cancel_url=address(call, section),
        trail=trail_of(call),
    )


@office(*EDITING_ROLES, rule=RULE)
def call_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a new edition from this one."""
    call = editable(request, slug)
    return edit_page(
        request,
        form_class=CopyForm,
        initial={"year": call.year + 1},
        save=lambda form: calls.copy(call, year=form.cleaned_data["year"], by=request.user),
        title=_("Copy for another year"),
        submit=_("Make the copy"),
        saved=_(
            "The copy is a draft. Say when it opens and closes, and look through its texts and questions."
        ),
        done=address,
        cancel_url=address(call),
        trail=trail_of(call),
        context={
            "lead": _("Texts, amounts, funders and questions come along; dates and applications do not.")
        },
    )


@office(*READING_ROLES, rule=READ_RULE)
def call_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every change of a call, its parts, its questions and its rules, newest first."""
    call = find_call(request, slug)
    page = history_of(call, children=CHILDREN, page=request.GET.get("page"))
    context = {"record": call, "page": page, "trail": trail_of(call)}
    return render(request, "partnerships/officer/record_history.html", context)


@office(*READING_ROLES, rule=READ_RULE)
def call_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form as applicants will see it; nothing is saved here."""
    call = find_call(request, slug)
    form = asked(call)
    sections = [
        (section, [Item(question, **parts[question.code]) for question in section.questions])
        for section in sections_of(form)
        for parts in [drawn(section.questions, {}, form=form, currency=call.currency)]
    ]
    context = {"call": call, "sections": sections, "trail": trail_of(call)}
    return render(request, "grants/officer/call_preview.html", context)
