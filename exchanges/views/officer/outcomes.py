"""What came of partnerships and exchanges, at the office."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from exchanges.domain import outcomes
from exchanges.forms.outcomes import OutcomeForm
from exchanges.models import Exchange, Outcome
from exchanges.permissions import can_edit_outcome
from partnerships.views.officer.record import Line, Section, several
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page, remove_page

RULE = "officers and administrators of the authority whose cooperation it grew out of"


def outcomes_section(exchange: Exchange, may_edit: bool) -> Section:
    """Return the section of an office page that lists what came of an exchange."""
    lines = [
        Line(
            outcome.names,
            several(one for one in (outcome.when, str(outcome.when_note)) if one),
            reverse("exchanges:officer:outcome_edit", args=[outcome.pk]) if may_edit else "",
            reverse("exchanges:officer:outcome_remove", args=[outcome.pk]) if may_edit else "",
        )
        for outcome in Outcome.objects.filter(exchange=exchange)
    ]
    return Section(
        _("What came of it"),
        "outcomes",
        lines=lines,
        add_url=reverse("exchanges:officer:exchange_outcome_add", args=[exchange.slug]) if may_edit else "",
        add_words=_("Add an outcome"),
        empty=_("Nothing has been recorded yet. It may come late, and elsewhere."),
    )


@office(*EDITING_ROLES, rule=RULE)
def outcome_add(request: HttpRequest, owner: type[models.Model], slug: str) -> HttpResponse:
    """Add what came of a partnership or an exchange."""
    outcome = _new(request, owner, slug)
    back = _back(outcome)
    return edit_page(
        request,
        record=outcome,
        form_class=OutcomeForm,
        initial={"exchange": outcome.exchange_id},
        save=lambda form: outcomes.add(_new(request, owner, slug), form.cleaned_data, by=request.user),
        title=_("Add an outcome"),
        trail=[(outcome.exchange or outcome.partnership, back)],
        done=lambda saved: f"{back}#outcomes",
        cancel_url=f"{back}#outcomes",
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def outcome_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit what came of a cooperation."""
    outcome = _editable(request, pk)
    back = _back(outcome)
    return edit_page(
        request,
        record=outcome,
        form_class=OutcomeForm,
        save=lambda form: outcomes.edit(
            _editable(request, pk), form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit an outcome"),
        trail=[(outcome.exchange or outcome.partnership, back)],
        done=lambda saved: f"{back}#outcomes",
        cancel_url=f"{back}#outcomes",
    )


@office(*EDITING_ROLES, rule=RULE)
def outcome_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and remove an outcome."""
    outcome = _editable(request, pk)
    back = _back(outcome)
    return remove_page(
        request,
        remove=lambda: outcomes.remove(outcome, version=None, by=request.user),
        title=_("Remove this outcome?"),
        text=str(outcome),
        trail=[(outcome.exchange or outcome.partnership, back)],
        done_url=f"{back}#outcomes",
    )


def _new(request: HttpRequest, owner: type[models.Model], slug: str) -> Outcome:
    """Return a new outcome of the exchange or partnership that the address names."""
    origin = get_object_or_404(owner._default_manager.visible_to(request.user), slug=slug)  # type: ignore[attr-defined]
    if isinstance(origin, Exchange):
        outcome = Outcome(exchange=origin, partnership=origin.partnership)
    else:
        outcome = Outcome(partnership=origin)
    if not can_edit_outcome(request.user, outcome):
        raise PermissionDenied
    return outcome


def _editable(request: HttpRequest, pk: int) -> Outcome:
    outcome = get_object_or_404(
        Outcome.objects.visible_to(request.user).select_related("exchange", "partnership"), pk=pk
    )
    if not can_edit_outcome(request.user, outcome):
        raise PermissionDenied
    return outcome


def _back(outcome: Outcome) -> str:
    """Return the office page that the outcome is shown on."""
    if outcome.exchange is not None:
        return reverse("exchanges:officer:exchange_detail", args=[outcome.exchange.slug])
    if outcome.partnership is None:
        raise Http404
    return reverse("partnerships:officer:partnership_detail", args=[outcome.partnership.slug])
