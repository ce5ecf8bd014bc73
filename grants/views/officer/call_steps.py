"""The steps of a call's life at the office, each after a page that asks."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from grants.domain import calls
from grants.enums import CALL_TRANSITIONS, CallStatus
from grants.forms.calls import StepForm, WithdrawForm
from grants.models import Call
from grants.views.officer.calls import RULE, STEPS, address, editable, trail_of
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import add_errors
from portal.core.errors import StaleEdit
from portal.core.moments import say_moment


@office(*EDITING_ROLES, rule=RULE)
def call_step(request: HttpRequest, slug: str, to: str) -> HttpResponse:
    """Ask, and publish, close or withdraw a call."""
    call = editable(request, slug)
    if to not in STEPS:
        raise Http404
    if to not in CALL_TRANSITIONS[CallStatus(call.status)]:
        messages.warning(request, _("The call is “%(state)s” by now.") % {"state": call.get_status_display()})
        return HttpResponseRedirect(address(call))
    form_class = WithdrawForm if to == CallStatus.WITHDRAWN else StepForm
    form = form_class(request.POST or None, initial={"version": call.version})
    if request.method == "POST" and form.is_valid():
        try:
            moved = _take(call, to, form, request.user)
        except StaleEdit as stale:
            form = form_class(_from_now(request.POST, stale.current_version))
            sentence = _(
                "Somebody else changed the call meanwhile. Look at it, and press again if this still holds."
            )
            form.add_error(None, sentence)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, _("The call is now “%(state)s”.") % {"state": moved.get_status_display()}
            )
            return HttpResponseRedirect(address(call))
    context = {
        "title": STEPS[to],
        "text": _consequence(call, to),
        "submit": STEPS[to],
        "form": form,
        "danger": "no" if to == CallStatus.PUBLISHED else "yes",
        "cancel_url": address(call),
        "trail": trail_of(call),
        "layout": "layouts/office.html",
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


def _from_now(data: Any, version: int) -> Any:
    again = data.copy()
    again["version"] = str(version)
    return again


def _take(call: Call, to: str, form: Any, by: Any) -> Call:
    version = form.cleaned_data["version"]
    if to == CallStatus.PUBLISHED:
        return calls.publish(call, version=version, by=by)
    if to == CallStatus.CLOSED:
        return calls.close(call, version=version, by=by)
    return calls.withdraw(call, version=version, by=by, reason=form.cleaned_data["reason"])


def _consequence(call: Call, to: str) -> str:
    counts = calls.counts(call)
    if to == CallStatus.PUBLISHED:
        if call.opens_at is None or call.closes_at is None:
            return _("Everybody can read the call from now on.")
        return _(
            "Everybody can read the call from now on. It takes applications from %(opens)s until %(closes)s."
        ) % {
            "opens": say_moment(call.opens_at, call.time_zone),
            "closes": say_moment(call.closes_at, call.time_zone),
        }
    numbers = _("It has %(drafts)s drafts and %(submitted)s applications handed in.") % counts
    if to == CallStatus.CLOSED:
        return _("Nobody can hand in an application any more, and drafts stay drafts. %(numbers)s") % {
            "numbers": numbers
        }
    return _(
        "The call is no longer shown, and nobody can hand in an application. What was handed in still has to be "
        "decided. This cannot be undone. %(numbers)s"
    ) % {"numbers": numbers}
