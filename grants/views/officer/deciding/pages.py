"""The page on which one act about a case is written: a form, what the domain refuses beside it, and where one goes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.domain.meetings.delegation import Allowed
from grants.models import Application
from grants.views.officer.finding import trail_of
from portal.core.editing import add_errors
from portal.core.errors import NotAllowed, StaleEdit

# Why somebody who holds the role may not do it here and now: a sentence that they can do something about.
SAID_ON_THE_PAGE = frozenset({"interest", "not_delegated"})


def act_page(
    request: HttpRequest,
    application: Application,
    form: Any,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    submit: str,
    done: str,
    lead: str = "",
    rests_on: Allowed | None = None,
) -> HttpResponse:
    """Answer the page of an act: do it when it was sent right, else show the form with what is wrong.

    Parameters: ``act`` is told what was typed; ``rests_on`` says by what right it is done, or why not. A person who may not
    do it at all gets a 403; an interest in the case, what the delegation order says, and whatever else the domain says,
    stands above the form.
    """
    back = reverse("grants:officer:application_detail", args=[application.reference])
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except NotAllowed as error:
            if error.code not in SAID_ON_THE_PAGE:
                raise PermissionDenied from error
            form.add_error(None, error)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, done)
            return redirect(f"{back}#deciding")
    context = {
        "application": application,
        "form": form,
        "title": title,
        "lead": lead,
        "rests_on": rests_on,
        "submit": submit,
        "cancel_url": back,
        "trail": trail_of(application),
        "layout": "layouts/office.html",
    }
    return render(request, "grants/officer/act.html", context, status=422 if form.errors else 200)


def refuse(form: Any, error: ValidationError) -> None:
    """Say why it was refused; after somebody else's edit the next click is from what stands now."""
    if isinstance(error, StaleEdit):
        form.data = form.data.copy()
        form.data["version"] = str(error.current_version)
        sentence = _(
            "Somebody else worked on this case while you were writing. Nothing of yours is lost: look at the case "
            "again, and send this once more if it still holds."
        )
        form.add_error(None, sentence)
        return
    add_errors(form, error)
