"""Answers of the check before an application, on their way into the draft: they lie in the visitor's session."""

from typing import Any

from django.http import HttpRequest

from grants.domain import drafts
from grants.domain.eligibility import to_carry
from grants.models import Application, Call

CHECKED = "checked_answers"
LARGEST = 50_000
MOST = 5


def keep(request: HttpRequest, call: Call, typed: dict[str, Any], kind: str) -> bool:
    """Keep the answers of a check; tell whether there was room for them."""
    answers = to_carry(typed)
    if len(str(answers)) > LARGEST:
        return False
    kept: dict[str, Any] = request.session.get(CHECKED, {})
    kept.pop(call.slug, None)
    kept[call.slug] = {"typed": answers, "kind": kind}
    # The latest few: a visitor cannot fill the table of sessions.
    request.session[CHECKED] = dict(list(kept.items())[-MOST:])
    return True


def answers_for(request: HttpRequest, call: Call) -> dict[str, Any]:
    """Return the answers that the visitor gave to the check of this call, by code."""
    return dict(request.session.get(CHECKED, {}).get(call.slug, {}).get("typed", {}))


def kind_for(request: HttpRequest, call: Call) -> str:
    """Return the kind of applicant that the visitor chose for this call."""
    return str(request.session.get(CHECKED, {}).get(call.slug, {}).get("kind", ""))


def into_draft(request: HttpRequest, application: Application) -> None:
    """Save the answers of the check in a draft that has just begun, and let go of them."""
    kept: dict[str, Any] = request.session.get(CHECKED, {})
    found = kept.pop(application.call.slug, None)
    if found is None:
        return
    if found["typed"]:
        drafts.save_answers(application, found["typed"], by=request.user)
    request.session[CHECKED] = kept
