"""What came of partnerships and exchanges, at the office."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from exchanges.domain import outcomes
from exchanges.forms.outcomes import OutcomeForm
from exchanges.models import Exchange, Outcome
from exchanges.permissions import can_edit_outcome
from partnerships.models import Partnership
from partnerships.views.officer.record import Line, Section, several
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page, remove_page

RULE = "officers and administrators of the authority whose cooperation it grew out of"


def outcomes_section(
    rows: Any, may_edit: bool, *, exchange: Exchange | None = None, partnership: Partnership | None = None
) -> Section:
    """Return the section of an office page that lists what came of a partnership or an exchange."""
    lines = [
        Line(
            outcome.names,
            several(one for one in (outcome.when, str(outcome.when_note)) if one),
            reverse("exchanges:officer:outcome_edit", args=[outcome.pk]) if may_edit else "",
            reverse("exchanges:officer:outcome_remove", args=[outcome.pk]) if may_edit else "",
        )
        for outcome in rows
    ]
    return Section(
        _("What came of it"),
        "outcomes",
        lines=lines,
        add_url=add_url(exchange=exchange, partnership=partnership) if may_edit else "",
        add_words=_("Add an outcome"),
        empty=_("Nothing has been recorded yet. It may come late, and elsewhere."),
    )


def add_url(*, exchange: Exchange | None = None, partnership: Partnership | None = None) -> str:
    """Return the address at which an outcome is added."""
    origin = (
        {"exchange": exchange.slug} if exchange else {"partnership": partnership.slug if partnership else ""}
    )
    return f"{reverse('exchanges:officer:outcome_add')}?{urlencode(origin)}"


@office(*EDITING_ROLES, rule=RULE)
def outcome_add(request: HttpRequest) -> HttpResponse:
    """Add what came of the partnership or exchange that the address names."""
    outcome = _origin(request)
    back = _back(outcome)
    return edit_page(
        request,
        record=outcome,
        form_class=OutcomeForm,
        initial={"exchange": outcome.exchange_id},
        save=lambda form: outcomes.add(_origin(request), form.cleaned_data, by=request.user),
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


def _origin(request: HttpRequest) -> Outcome:
    """Return a new outcome of the exchange or partnership that the address names."""
    exchange_slug, partnership_slug = request.GET.get("exchange", ""), request.GET.get("partnership", "")
    if exchange_slug:
        exchange = get_object_or_404(
            Exchange.objects.visible_to(request.user).select_related("partnership"), slug=exchange_slug
        )
        outcome = Outcome(exchange=exchange, partnership=exchange.partnership)
    elif partnership_slug:
        partnership = get_object_or_404(Partnership.objects.visible_to(request.user), slug=partnership_slug)
        outcome = Outcome(partnership=partnership)
    else:
        raise Http404(_("An outcome is added from the page of a partnership or an exchange."))
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
