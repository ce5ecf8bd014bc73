"""Stopping the destruction of a case, of a meeting's papers or of a request, and letting it go on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.retention import holds
from grants.domain.retention.records import KEYS, gone
from grants.forms.closing import HoldForm, LiftForm
from grants.models import Application, DisclosureRequest, LegalHold, Meeting
from grants.models.kept_records import record_of
from grants.permissions import can_hold
from grants.views.officer.casework.finding import address_of
from grants.views.officer.finding import find_case, trail_of
from grants.views.officer.meetings.pages import find_meeting
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.moments import say_date

RULE = "officers and administrators of the authority whose case, meeting or request it is"


def holds_of(request: HttpRequest, record: Any) -> dict[str, Any]:
    """Return what the page of a record says of its holds, and of what has been taken away of it."""
    return {
        "holds": [_row(hold) for hold in LegalHold.objects.visible_to(request.user).of(record)],
        "holds_up": can_hold(request.user, record),
        "gone": list(gone(**{KEYS[type(record)]: record}).select_related("destruction").order_by("pk")),
    }


def _row(hold: LegalHold) -> dict[str, Any]:
    in_force = hold.lifted_at is None and (hold.until is None or hold.until >= timezone.localdate())
    return {
        "hold": hold,
        "until": say_date(hold.until) if hold.until else "",
        "in_force": in_force,
    }


def _back(record: Any) -> str:
    """Return the address of the section in which a record's holds stand."""
    if isinstance(record, Application):
        return address_of(record, "closing")
    return f"{record.get_absolute_url()}#keeping"


def _trail(record: Any) -> list[tuple[object, str]]:
    return trail_of(record) if isinstance(record, Application) else [(record, record.get_absolute_url())]


def _place(request: HttpRequest, record: Any, title: str, saved: str) -> HttpResponse:
    if not can_hold(request.user, record):
        raise PermissionDenied
    return edit_page(
        request,
        form_class=HoldForm,
        save=lambda form: holds.place(record, **form.cleaned_data, by=request.user),
        title=title,
        submit=_("Place the hold"),
        saved=saved,
        done=lambda hold: _back(record),
        cancel_url=_back(record),
        trail=_trail(record),
    )


@office(*EDITING_ROLES, rule=RULE)
def application_hold_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Stop the destruction of a case."""
    return _place(
        request,
        find_case(request, reference),
        _("Stop the destruction of this case"),
        _("The hold is placed: nothing of this case is destroyed."),
    )


@office(*EDITING_ROLES, rule=RULE)
def meeting_hold_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the destruction of a meeting's papers."""
    return _place(
        request,
        find_meeting(request, pk),
        _("Stop the destruction of the papers of this meeting"),
        _("The hold is placed: no paper of this meeting is destroyed."),
    )


@office(*EDITING_ROLES, rule=RULE)
def disclosure_hold_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the destruction of a request to read documents."""
    found = DisclosureRequest.objects.visible_to(request.user)
    return _place(
        request,
        get_object_or_404(found, pk=pk),
        _("Stop the destruction of this request"),
        _("The hold is placed: nothing of this request is destroyed."),
    )


@office(*EDITING_ROLES, rule=RULE)
def legal_hold_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a record be destroyed again when its time has passed."""
    found = LegalHold.objects.visible_to(request.user).select_related(
        "application__authority", "meeting__body", "meeting__call_body", "disclosure"
    )
    hold = get_object_or_404(found, pk=pk)
    record: Application | Meeting | DisclosureRequest = record_of(hold)
    if not can_hold(request.user, record):
        raise PermissionDenied
    return edit_page(
        request,
        form_class=LiftForm,
        save=lambda form: holds.lift(hold, reason=form.cleaned_data["reason"], by=request.user),
        title=_("Lift the hold"),
        submit=_("Lift the hold"),
        saved=_("The hold is lifted."),
        done=lambda saved: _back(record),
        cancel_url=_back(record),
        trail=_trail(record),
    )
