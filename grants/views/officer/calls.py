"""Calls at the office: the list, one call with its sections, and each section edited in its place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain import calls, funders
from grants.domain.outline import asked, sections_of
from grants.enums import CALL_TRANSITIONS, CallStatus
from grants.filters import OfficeCallFilter
from grants.forms.calls import (
    AmountsForm,
    BasicsForm,
    CopyForm,
    FunderForm,
    NewCallForm,
    TextsForm,
    WindowForm,
)
from grants.forms.items import Item, drawn
from grants.models import Call, CallFunder, Question
from grants.permissions import can_edit_call
from grants.tables import CALL_TONES, OFFICE_CALLS
from partnerships.views.officer.record import Fact, Line, Section, facts_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits, reads
from portal.core.access import office
from portal.core.amounts import format_amount
from portal.core.editing import edit_page, remove_page
from portal.core.history import history_of
from portal.core.moments import say_moment
from portal.core.tables import render_table

READ_RULE = "those who read for the authority that makes the call"
RULE = "officers and administrators of the authority that makes the call"

# Section of the page -> its title and its form.
FORMS: dict[str, tuple[Any, Any]] = {
    "basics": (gettext_lazy("The call"), BasicsForm),
    "window": (gettext_lazy("When it is open"), WindowForm),
    "amounts": (gettext_lazy("Money"), AmountsForm),
    "texts": (gettext_lazy("What applicants read"), TextsForm),
}
STEPS: dict[str, Any] = {
    CallStatus.PUBLISHED: gettext_lazy("Publish"),
    CallStatus.CLOSED: gettext_lazy("Close"),
    CallStatus.WITHDRAWN: gettext_lazy("Withdraw"),
}


@office(*READING_ROLES, rule=READ_RULE)
def call_list(request: HttpRequest) -> HttpResponse:
    """Show the calls of the user's authorities."""
    found = Call.objects.visible_to(request.user).filter(authority__in=reads(request.user)).for_list()
    return render_table(
        request,
        filterset=OfficeCallFilter(request.GET, found, request=request),
        columns=OFFICE_CALLS,
        template="grants/officer/call_list.html",
        title=_("Calls"),
        empty=_("No call has been written yet. Begin one, or copy one when there is a first."),
        context={"can_add": bool(edits(request.user))},
    )


def find_call(request: HttpRequest, slug: str) -> Call:
    """Return a call of an authority that the user reads for, or answer that there is none."""
    found = Call.objects.visible_to(request.user).filter(authority__in=reads(request.user))
    return get_object_or_404(found.select_related("programme", "authority__organisation"), slug=slug)


def editable(request: HttpRequest, slug: str) -> Call:
    """Return a call that the user edits; others get a 403."""
    call = find_call(request, slug)
    if not can_edit_call(request.user, call):
        raise PermissionDenied
    return call


def address(call: Call, anchor: str = "") -> str:
    """Return the address of a call's office page."""
    page = reverse("grants:officer:call_detail", args=[call.slug])
    return f"{page}#{anchor}" if anchor else page


def trail_of(call: Call | None = None) -> list[tuple[object, str]]:
    """Return the breadcrumbs down to the list of calls, or to one call."""
    trail: list[tuple[object, str]] = [(_("Calls"), reverse("grants:officer:call_list"))]
    return [*trail, (call.names, address(call))] if call is not None else trail


@office(*READING_ROLES, rule=READ_RULE)
def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a call with its sections, its form and the steps it can take."""
    call = find_call(request, slug)
    may_edit = can_edit_call(request.user, call)
    context = {
        "record": call,
        "call": call,
        "kicker": call.programme,
        "state": call.get_status_display(),
        "tone": CALL_TONES[CallStatus(call.status)],
        "facts": [_section(call, name, may_edit) for name in FORMS],
        "sections": [_funders(call, may_edit)],
        "questions": sections_of(asked(call)),
        "removed": call.questions.exclude(removed_at=None),
        "steps": [
            (words, reverse("grants:officer:call_step", args=[call.slug, to]))
            for to, words in STEPS.items()
            if may_edit and to in CALL_TRANSITIONS[CallStatus(call.status)]
        ],
        "may_edit": may_edit,
        "counts": calls.counts(call),
        "sums": _sums(call),
        "history_url": reverse("grants:officer:call_history", args=[call.slug]),
        "trail": trail_of(),
    }
    return render(request, "grants/officer/call_detail.html", context)


def _section(call: Call, name: str, may_edit: bool) -> Section:
    title, form = FORMS[name]
    edit_url = reverse("grants:officer:call_edit", args=[call.slug, name]) if may_edit else ""
    facts = facts_of(call, form)
    if name == "window":
        said = {
            one: say_moment(getattr(call, one), call.time_zone) if getattr(call, one) else ""
            for one in ("opens_at", "closes_at")
        }
        facts = [Fact(_("Opens"), [said["opens_at"]]), Fact(_("Closes"), [said["closes_at"]])]
        if call.historic_window is not None:
            facts.append(Fact(_("Window of a past edition"), [call.historic_window]))
    if name == "amounts":
        facts = [
            Fact(str(fact.label), [_money(line, call.currency) for line in fact.lines]) for fact in facts
        ]
    return Section(title, name, facts=facts, edit_url=edit_url)


def _money(value: Any, currency: str) -> object:
    return format_amount(value, currency) if hasattr(value, "quantize") else value


def _sums(call: Call) -> dict[str, str]:
    left = calls.left_in(call)
    return {
        "awarded": format_amount(calls.awarded(call), call.currency),
        "left": "" if left is None else format_amount(left, call.currency),
    }


def _funders(call: Call, may_edit: bool) -> Section:
    return Section(
        _("Funders"),
        "funders",
        lines=[
            Line(
                funder.organisation.names,
                ", ".join(_funder_notes(funder)),
                remove_url=reverse("grants:officer:call_funder_remove", args=[call.slug, funder.pk])
                if may_edit
                else "",
            )
            for funder in call.funders.select_related("organisation")
        ],
        add_url=reverse("grants:officer:call_funder_create", args=[call.slug]) if may_edit else "",
        add_words=_("Add a funder"),
        empty=_("Nobody is named: the authority pays by itself."),
    )


def _funder_notes(funder: CallFunder) -> list[str]:
    notes = [funder.get_role_display()]
    if funder.share is not None:
        notes.append(_("%(share)s %%") % {"share": funder.share})
    if funder.cap is not None:
        notes.append(
            _("at most %(sum)s for each application")
            % {"sum": format_amount(funder.cap, funder.call.currency)}
        )
    return notes


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
    """Show every change of a call, its funders and its questions, newest first."""
    call = find_call(request, slug)
    page = history_of(call, children=[CallFunder, Question], page=request.GET.get("page"))
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


@office(*EDITING_ROLES, rule=RULE)
def call_funder_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Name a body that pays."""
    call = editable(request, slug)
    return edit_page(
        request,
        form_class=FunderForm,
        record=CallFunder(call=call),
        save=lambda form: funders.add(call, form.cleaned_data, by=request.user),
        title=_("Add a funder"),
        submit=_("Add"),
        done=lambda funder: address(call, "funders"),
        cancel_url=address(call, "funders"),
        trail=trail_of(call),
    )


@office(*EDITING_ROLES, rule=RULE)
def call_funder_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, and take a funder off the call."""
    call = editable(request, slug)
    funder = get_object_or_404(call.funders.select_related("organisation"), pk=pk)
    return remove_page(
        request,
        remove=lambda: funders.remove(funder, by=request.user),
        title=_("Remove this funder?"),
        text=str(funder),
        done_url=address(call, "funders"),
        trail=trail_of(call),
    )
