"""What casework shows on the page of a case: whose it is, its parties, tasks, notes, register."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.casework import parties
from grants.enums import PartyState
from grants.models import Application, CaseNote, CaseParty, CaseTask, RegisterEntry
from grants.permissions import can_work_on, has_interest
from grants.views.officer.casework.telling import told
from grants.views.sections import Shown
from portal.core.moments import say_date, say_moment

LATEST = 8


def handling(request: HttpRequest, application: Application) -> Shown:
    """Whose case it is, and whether it is confidential."""
    here = {"works": can_work_on(request.user, application)}
    return "grants/officer/casework/handling.html", here


def parties_of(request: HttpRequest, application: Application) -> Shown:
    """Who is party to the case."""
    found = CaseParty.objects.visible_to(request.user).filter(application=application)
    rows = [
        {
            "party": party,
            "role": party.get_role_display(),
            "problem": parties.sentence_of(party) if not party.settlement and party.until is None else "",
            "state": "" if party.state == PartyState.ACTIVE else party.get_state_display(),
            "state_on": say_date(party.state_on) if party.state_on else "",
            "period": _period(party),
        }
        for party in found
    ]
    here = {"rows": rows, "works": can_work_on(request.user, application)}
    return "grants/officer/casework/parties.html", here


def tasks(request: HttpRequest, application: Application) -> Shown:
    """What is to be done about the case, what is open first."""
    found = CaseTask.objects.visible_to(request.user).filter(application=application)
    today = timezone.localdate()
    works = can_work_on(request.user, application)
    rows = [
        {
            "task": task,
            "due": say_date(task.due) if task.due else "",
            "is_late": task.done_at is None and task.due is not None and task.due < today,
            "ticks": works or task.assignee_id == request.user.pk,
        }
        for task in found.select_related("assignee", "done_by")
    ]
    rows.sort(key=lambda row: _place(row["task"]))
    return "grants/officer/casework/tasks.html", {"rows": rows, "works": works}


def notes(request: HttpRequest, application: Application) -> Shown:
    """What colleagues have noted; not for somebody who has an interest in the case."""
    if has_interest(request.user, application):
        return None
    found = CaseNote.objects.visible_to(request.user).filter(application=application).select_related("by")
    zone = application.authority.time_zone
    rows = [{"note": note, "at": say_moment(note.at, zone)} for note in found]
    here = {"rows": rows, "works": can_work_on(request.user, application)}
    return "grants/officer/casework/notes.html", here


def register(request: HttpRequest, application: Application) -> Shown:
    """The latest entries of the case's register, and the way to all of it."""
    found = RegisterEntry.objects.visible_to(request.user).filter(application=application)
    latest = list(found.select_related("by", "document").order_by("-number")[:LATEST])
    rows = [told(entry, application.authority.time_zone) for entry in latest]
    return "grants/officer/casework/register.html", {"rows": rows, "total": latest[0].number if latest else 0}


def _place(task: CaseTask) -> tuple[bool, Any, Any]:
    return (task.done_at is not None, task.due is None, task.due or task.created_at.date())


def _period(party: CaseParty) -> str:
    since, until = (say_date(day) if day else "" for day in (party.since, party.until))
    if since and not until:
        return _("since %(day)s") % {"day": since}
    return f"{since} – {until}" if until else ""
