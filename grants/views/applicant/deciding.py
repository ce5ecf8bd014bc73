"""The decision, seen by the applicant: its letters, its conditions, and how it is appealed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grants.domain.closed import is_closed
from grants.domain.deciding import appeals, conditions, letters
from grants.forms.deciding import AppealForm
from grants.models import Appeal, Decision, DecisionAct, DecisionLetter
from grants.views.applicant.finding import applied_for, own_application
from grants.views.sections import Shown
from portal.core.access import applicant
from portal.core.editing import add_errors
from portal.core.errors import DomainError
from portal.core.moments import say_date, say_moment

TEMPLATE = "grants/applicant/parts/deciding.html"


@require_POST
@applicant("the applicant, and who takes part, about an own application")
def application_letter_open(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Open a letter; the first time is recorded."""
    application = own_application(request.user, reference)
    acts = DecisionAct.objects.visible_to(request.user).filter(application=application, number=number)
    letter = get_object_or_404(DecisionLetter.objects.select_related("act__application"), act__in=acts)
    try:
        document = letters.open_letter(letter, by=request.user)
    except DomainError as error:
        messages.info(request, " ".join(error.messages))
        return redirect(application)
    return redirect(document)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("the applicant, about an own application")
def application_appeal(request: HttpRequest, reference: str) -> HttpResponse:
    """Appeal the decision."""
    application = applied_for(request.user, reference)
    form = AppealForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal = appeals.hand_in(application, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, _late(appeal) if appeal.is_late else _("Your appeal has been received.")
            )
            return redirect(f"{application.get_absolute_url()}#deciding")
    act = appeals.appealable(application)
    if act is None and request.method != "POST":
        messages.info(request, _("There is no decision yet that could be appealed."))
        return redirect(application)
    due = appeals.due_on(act, appeals.terms_of(application.authority)) if act else None
    context = {
        "form": form,
        "title": _("Appeal the decision"),
        "lead": _("It can be appealed until %(day)s.") % {"day": say_date(due)} if due else "",
        "submit": _("Send the appeal"),
        "cancel_url": application.get_absolute_url(),
        "layout": "layouts/applicant.html",
    }
    return render(request, "layouts/edit.html", context, status=422 if form.errors else 200)


def _late(appeal: Appeal) -> str:
    day = say_date(appeal.due_on) if appeal.due_on else ""
    return _("Your appeal has been received. The last day to appeal was %(day)s: it may be dismissed.") % {
        "day": day
    }


def build(request: HttpRequest, application: Any) -> Shown:
    """Return the letters, conditions and appeals of the application; nothing while there is no decision to tell of."""
    if not application.has_acts:
        return None
    zone = application.call.time_zone
    acts = DecisionAct.objects.visible_to(request.user).filter(application=application)
    rows = [_letter(act, zone) for act in acts.select_related("letter__document").order_by("number")]
    own = list(
        Appeal.objects.visible_to(request.user).filter(application=application).prefetch_related("moves")
    )
    if not rows and not own:
        return None
    told = Decision.objects.published().filter(application=application).exists()
    may_appeal = (
        application.applicant_id == request.user.pk
        and appeals.appealable(application) is not None
        and not is_closed(application)
    )
    here: dict[str, Any] = {
        "application": application,
        "letters": rows,
        "conditions": conditions.in_force(application) if told else [],
        "appeals": [
            {"appeal": one, "note": next((move.note for move in reversed(one.moves.all())), "")}
            for one in own
        ],
        "may_appeal": may_appeal,
    }
    return TEMPLATE, here


def _letter(act: DecisionAct, zone: str) -> dict[str, Any]:
    letter = act.letter
    return {
        "act": act,
        "at": say_moment(act.at, zone),
        "is_ready": letter.document is not None,
        "opened": say_moment(letter.opened_at, zone) if letter.opened_at else "",
    }
