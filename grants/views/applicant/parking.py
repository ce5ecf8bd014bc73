"""What was typed on a page whose session had ended: kept aside until the person has signed in again.

It lies in the visitor's new session on the server. Signing in keeps that session's content, so it is there when the
section is opened again; nobody else can reach it. Files are not kept: the browser would have to send them again.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

PARKED = "parked_answers"
LARGEST = 300_000
MOST = 5


def park(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Keep what a visitor posted for a section, and send them to sign in and back to it."""
    section = _section(reference, number)
    sign_in = f"{reverse('account_login')}?{urlencode({'next': section})}"
    kept = False
    if request.method == "POST":
        body = request.POST.urlencode()
        kept = len(body) <= LARGEST
        if kept:
            parked: dict[str, Any] = request.session.get(PARKED, {})
            parked[section] = body
            # The latest few: a visitor cannot fill the table of sessions.
            request.session[PARKED] = dict(list(parked.items())[-MOST:])
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "grants/applicant/parts/signed_out.html", {"sign_in": sign_in, "kept": kept})
    return redirect(sign_in)


def _section(reference: str, number: int) -> str:
    return reverse("grants:applicant:application_section", args=[reference, number])


def parked_for(request: HttpRequest) -> QueryDict | None:
    """Return what was parked for the page that is asked for, or None."""
    body = request.session.get(PARKED, {}).get(request.path)
    return QueryDict(body) if body else None


def move(request: HttpRequest, section: str) -> None:
    """Keep what was parked for the page that is asked for at another section instead."""
    parked = request.session.get(PARKED, {})
    parked[section] = parked.pop(request.path)
    request.session[PARKED] = parked


def forget(request: HttpRequest, reference: str, number: int) -> None:
    """Let go of what was parked for a section, once it is saved."""
    parked = request.session.get(PARKED, {})
    if parked and parked.pop(_section(reference, number), None) is not None:
        request.session[PARKED] = parked
