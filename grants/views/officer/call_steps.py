"""The steps of a call's life at the office, each after a page that asks: publish, close, withdraw, give more time."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain import calls, windows
from grants.domain.call_check import collision_sentences
from grants.enums import CALL_TRANSITIONS, CallStatus
from grants.forms.calls import StepForm, WithdrawForm
from grants.forms.windows import ExtendForm, UseWindowForm
from grants.models import Call
from grants.views.officer.call_pages import RULE, address, editable, trail_of
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import add_errors
from portal.core.errors import DomainError, StaleEdit
from portal.core.moments import say_moment

STEPS: dict[str, str | Promise] = {
    CallStatus.PUBLISHED: gettext_lazy("Publish"),
    CallStatus.CLOSED: gettext_lazy("Close"),
    CallStatus.WITHDRAWN: gettext_lazy("Withdraw"),
}


def next_steps(call: Call) -> list[tuple[str | Promise, str]]:
    """Return the steps that a call can take now, in words and with their addresses."""
    found = []
    for to, words in STEPS.items():
        if to in CALL_TRANSITIONS[CallStatus(call.status)]:
            again = to == CallStatus.PUBLISHED and call.status == CallStatus.CLOSED
            found.append((_("Open again") if again else words, _address(call, to)))
    return found


def _address(call: Call, to: str) -> str:
    return reverse("grants:officer:call_step", args=[call.slug, to])


@office(*EDITING_ROLES, rule=RULE)
def call_step(request: HttpRequest, slug: str, to: str) -> HttpResponse:
    """Ask, and publish, close or withdraw a call."""
    call = editable(request, slug)
    if to not in STEPS:
        raise Http404
    if to not in CALL_TRANSITIONS[CallStatus(call.status)]:
        messages.warning(request, _("The call is “%(state)s” by now.") % {"state": call.get_status_display()})
        return HttpResponseRedirect(address(call, "publish"))
    form_class = WithdrawForm if to == CallStatus.WITHDRAWN else StepForm
    form = form_class(request.POST or None, initial={"version": call.version})
    if request.method == "POST" and form.is_valid():
        try:
            moved = _take(call, to, form, request.user)
        except StaleEdit as stale:
            form = form_class(_from_now(request.POST, stale.current_version))
            form.add_error(None, _meanwhile())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, _("The call is now “%(state)s”.") % {"state": moved.get_status_display()}
            )
            return HttpResponseRedirect(address(call, "publish"))
    context = {
        "title": STEPS[to],
        "text": _consequence(call, to),
        "submit": STEPS[to],
        "form": form,
        "danger": "no" if to == CallStatus.PUBLISHED else "yes",
        "cancel_url": address(call, "publish"),
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
        sentence = _(
            "Everybody can read the call from now on. It takes applications from %(opens)s until %(closes)s."
        ) % {
            "opens": say_moment(call.opens_at, call.time_zone),
            "closes": say_moment(call.closes_at, call.time_zone),
        }
        return " ".join([sentence, *collision_sentences(call)])
    numbers = _("It has %(drafts)s drafts and %(submitted)s applications handed in.") % counts
    if to == CallStatus.CLOSED:
        return _("Nobody can hand in an application any more, and drafts stay drafts. %(numbers)s") % {
            "numbers": numbers
        }
    return _(
        "The call is no longer shown, and nobody can hand in an application. What was handed in still has to be "
        "decided. This cannot be undone. %(numbers)s"
    ) % {"numbers": numbers}


@office(*EDITING_ROLES, rule=RULE)
def call_extend(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a published call more time, with a reason that is published."""
    call = editable(request, slug)
    if call.status not in {CallStatus.PUBLISHED, CallStatus.CLOSED} or call.closes_at is None:
        messages.warning(request, _("Only a call that was published can be given more time."))
        return HttpResponseRedirect(address(call, "publish"))
    local = call.closes_at.astimezone(ZoneInfo(call.time_zone)).replace(tzinfo=None)
    form = ExtendForm(request.POST or None, initial={"version": call.version, "closes_at": local})
    form.zone = call.time_zone
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            calls.extend(
                call,
                closes_at=said["closes_at"],
                reasons=said["reasons"],
                version=said["version"],
                by=request.user,
                now=timezone.now(),
            )
        except StaleEdit as stale:
            form = ExtendForm(_from_now(request.POST, stale.current_version))
            form.zone = call.time_zone
            form.add_error(None, _meanwhile())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The call has more time. The reason stands on its page."))
            return HttpResponseRedirect(address(call, "publish"))
    context = {
        "title": _("Give more time"),
        "lead": _("The call closes %(moment)s so far.")
        % {"moment": say_moment(call.closes_at, call.time_zone)},
        "submit": _("Give more time"),
        "form": form,
        "cancel_url": address(call, "publish"),
        "trail": trail_of(call),
        "layout": "layouts/office.html",
    }
    return render(request, "layouts/edit.html", context, status=422 if form.errors else 200)


def _meanwhile() -> str:
    return _("Somebody else changed the call meanwhile. Look at it, and press again if this still holds.")


@office(*EDITING_ROLES, rule=RULE)
def call_window_use(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, and let a deadline of the call be the closing that the portal enforces."""
    call = editable(request, slug)
    window = get_object_or_404(call.windows.all(), pk=pk)
    try:
        moments = windows.moments_of(window, call)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(address(call, "windows"))
    options: dict[str, Any] = {"closes": moments.closes, "zone": call.time_zone}
    form = UseWindowForm(request.POST or None, initial={"version": call.version}, **options)
    if request.method == "POST" and form.is_valid():
        changes = {"closes_at": form.closing()}
        if moments.opens is not None:
            changes["opens_at"] = moments.opens
        try:
            calls.edit(call, changes, version=form.cleaned_data["version"], by=request.user)
        except StaleEdit as stale:
            form = UseWindowForm(_from_now(request.POST, stale.current_version), **options)
            form.add_error(None, _meanwhile())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The call opens and closes by this deadline now."))
            return HttpResponseRedirect(address(call, "window"))
    context = {
        "title": _("Use this deadline for the call?"),
        "text": _what_it_becomes(call, moments),
        "submit": _("Use it"),
        "form": form,
        "danger": "no",
        "cancel_url": address(call, "windows"),
        "trail": trail_of(call),
        "layout": "layouts/office.html",
    }
    return render(request, "layouts/confirm.html", context, status=422 if form.errors else 200)


def _what_it_becomes(call: Call, moments: windows.Moments) -> str:
    closes = say_moment(moments.closes[0], call.time_zone)
    if len(moments.closes) > 1:
        closes = _("%(first)s or %(second)s") % {
            "first": closes,
            "second": say_moment(moments.closes[1], call.time_zone),
        }
    sentence = _("It closes %(closes)s: from that moment on nothing is taken.") % {"closes": closes}
    if moments.opens is None:
        return sentence
    opens = _("The call opens %(opens)s.") % {"opens": say_moment(moments.opens, call.time_zone)}
    return f"{opens} {sentence}"
