"""The parts of a call at the office: each kind listed in a section, added, edited, moved and removed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from grants.domain import call_parts, call_words
from grants.forms import call_parts as forms
from grants.models import (
    Call,
    CallBody,
    CallFunder,
    Criterion,
    Duty,
    Envelope,
    FlatRate,
    Instalment,
    Strand,
    Window,
)
from grants.views.officer.call_pages import RULE, address, editable, trail_of
from partnerships.forms.fields import RecordForm
from partnerships.views.officer.record import Line, Section
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page, remove_page

type Words = str | Promise


@dataclass(frozen=True)
class Part:
    """A kind of part: its model and form, its words, and how one of them is told in a line."""

    model: type[models.Model]
    form: type[RecordForm]
    related_name: str
    heading: Words
    adding: Words
    editing: Words
    removing: Words
    empty: Words
    told: Callable[[Any], call_words.Told]
    joined: tuple[str, ...] = ()

    def of(self, call: Call) -> models.QuerySet[Any]:
        """Return the parts of this kind that a call has, in its order."""
        return getattr(call, self.related_name).select_related("call", *self.joined)


PARTS: dict[str, Part] = {
    "funders": Part(
        CallFunder, forms.FunderForm, "funders",
        _("Funders"), _("Add a funder"), _("Edit a funder"), _("Remove this funder?"),
        _("Nobody is named: the authority pays by itself."),
        call_words.funder, ("organisation",),
    ),
    "envelopes": Part(
        Envelope, forms.EnvelopeForm, "envelopes",
        _("Money set aside"), _("Add an envelope"), _("Edit an envelope"), _("Remove this envelope?"),
        _("Nothing is set aside: all the money is for everybody."), call_words.envelope,
    ),
    "rates": Part(
        FlatRate, forms.RateForm, "rates",
        _("Flat rates"), _("Add a rate"), _("Edit a rate"), _("Remove this rate?"),
        _("Amounts are not calculated by rates."), call_words.rate,
    ),
    "strands": Part(
        Strand, forms.StrandForm, "strands",
        _("Strands"), _("Add a strand"), _("Edit a strand"), _("Remove this strand?"),
        _("The call has no strands: it is one whole."), call_words.strand,
    ),
    "windows": Part(
        Window, forms.WindowForm, "windows",
        _("Rounds and deadlines"), _("Add a round or a deadline"), _("Edit a deadline"),
        _("Remove this deadline?"), _("No round is written down."), call_words.window, ("strand",),
    ),
    "criteria": Part(
        Criterion, forms.CriterionForm, "scored_criteria",
        _("Criteria"), _("Add a criterion"), _("Edit a criterion"), _("Remove this criterion?"),
        _("No criterion is named."), call_words.criterion,
    ),
    "bodies": Part(
        CallBody, forms.BodyForm, "bodies",
        _("Who proposes and decides"), _("Add a body"), _("Edit a body"), _("Remove this body?"),
        _("Nobody is named."), call_words.body, ("organisation",),
    ),
    "instalments": Part(
        Instalment, forms.InstalmentForm, "instalments",
        _("Payment plan"), _("Add an instalment"), _("Edit an instalment"), _("Remove this instalment?"),
        _("The call does not say how grants are paid."), call_words.instalment, ("funder__organisation",),
    ),
    "duties": Part(
        Duty, forms.DutyForm, "duties",
        _("What a grantee owes"), _("Add a duty"), _("Edit a duty"), _("Remove this duty?"),
        _("Nothing is asked of grantees."), call_words.duty,
    ),
}  # fmt: skip


def parts_section(key: str, call: Call, may_edit: bool) -> Section:
    """Return the section that lists one kind of parts, with what the person may do to them."""
    part = PARTS[key]
    lines = []
    rows = list(part.of(call))
    for row in rows:
        told = part.told(row)
        lines.append(_line(told, call, key, row, may_edit, several=len(rows) > 1))
    return Section(
        part.heading,
        key,
        lines=lines,
        add_url=reverse("grants:officer:call_part_create", args=[call.slug, key]) if may_edit else "",
        add_words=part.adding,
        empty=part.empty,
    )


def _line(told: call_words.Told, call: Call, key: str, row: Any, may_edit: bool, *, several: bool) -> Line:
    if not may_edit:
        return Line(told.text, told.note)
    arguments = [call.slug, key, row.pk]
    return Line(
        told.text,
        told.note,
        edit_url=reverse("grants:officer:call_part_edit", args=arguments),
        remove_url=reverse("grants:officer:call_part_remove", args=arguments),
        move_url=reverse("grants:officer:call_part_move", args=arguments) if several else "",
        more=_further(call, key, row),
    )


def _further(call: Call, key: str, row: Any) -> list[tuple[Words, str]]:
    """Return what else can be done with a part: a deadline can become the call's own."""
    if key != "windows":
        return []
    return [(_("Use for the call"), reverse("grants:officer:call_window_use", args=[call.slug, row.pk]))]


def _part(key: str) -> Part:
    if key not in PARTS:
        raise Http404
    return PARTS[key]


def _row(call: Call, key: str, pk: int) -> Any:
    return get_object_or_404(_part(key).of(call), pk=pk)


@office(*EDITING_ROLES, rule=RULE)
def call_part_create(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Add a part to a call."""
    call, kind = editable(request, slug), _part(part)
    return edit_page(
        request,
        form_class=kind.form,
        record=kind.model(call=call),
        save=lambda form: call_parts.add(kind.model(call=call), form.cleaned_data, by=request.user),
        title=kind.adding,
        submit=_("Add"),
        done=lambda made: address(call, part),
        cancel_url=address(call, part),
        trail=trail_of(call),
    )


@office(*EDITING_ROLES, rule=RULE)
def call_part_edit(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Edit a part of a call."""
    call = editable(request, slug)
    row = _row(call, part, pk)
    return edit_page(
        request,
        form_class=PARTS[part].form,
        record=row,
        save=lambda form: call_parts.edit(
            row, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=PARTS[part].editing,
        done=lambda saved: address(call, part),
        cancel_url=address(call, part),
        trail=trail_of(call),
    )


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def call_part_move(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Move a part up or down among those of its kind."""
    call = editable(request, slug)
    places = -1 if request.POST.get("to") == "up" else 1
    try:
        call_parts.shift(_row(call, part, pk), by_places=places, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(address(call, part))


@office(*EDITING_ROLES, rule=RULE)
def call_part_remove(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Ask, and take a part off a call."""
    call = editable(request, slug)
    row = _row(call, part, pk)
    told = PARTS[part].told(row)
    return remove_page(
        request,
        remove=lambda: call_parts.remove(row, by=request.user),
        title=PARTS[part].removing,
        text=f"{told.text}. {told.note}".strip(" ."),
        done_url=address(call, part),
        trail=trail_of(call),
    )
