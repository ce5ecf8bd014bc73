"""The builder of a call: its steps in order, what is done and what is missing, and each step on a page of its own."""

from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from grants.batch_words import until_in_words
from grants.domain import batches, calls
from grants.domain.call_check import Step, gaps_of
from grants.domain.nominations import takes_nominations
from grants.domain.outline import all_asked, sections_of
from grants.enums import CallStatus
from grants.models import Call
from grants.permissions import can_edit_call
from grants.tables import CALL_TONES
from grants.views.officer.call_pages import READ_RULE, SECTIONS, find_call, step_address, steps_of, trail_of
from grants.views.officer.call_parts import PARTS, parts_section
from grants.views.officer.call_sections import FORMS, facts_section, sums_of
from grants.views.officer.call_steps import next_steps
from portal.accounts.enums import READING_ROLES
from portal.core.access import office
from portal.core.moments import say_date

SHOWN_BATCHES = 12


def _head(request: HttpRequest, call: Call, current: Step | None = None) -> dict[str, Any]:
    """Return what every page of the builder shows: the call, its state, its steps, and what one may do."""
    may_edit = can_edit_call(request.user, call)
    gaps = gaps_of(call)
    return {
        "record": call,
        "call": call,
        "kicker": call.programme,
        "state": call.get_status_display(),
        "tone": CALL_TONES[CallStatus(call.status)],
        "build": steps_of(call, gaps, current),
        "may_edit": may_edit,
        "steps": next_steps(call) if may_edit else [],
        "history_url": reverse("grants:officer:call_history", args=[call.slug]),
    }


def step_page(request: HttpRequest, call: Call, step: Step, **more: Any) -> dict[str, Any]:
    """Return the context of a step's page."""
    head = _head(request, call, step)
    order = list(Step)
    place = order.index(step)
    here = head["build"][place]
    following = head["build"][place + 1] if place + 1 < len(order) else None
    return {**head, "step": here, "next_step": following, "trail": trail_of(call), **more}


@office(*READING_ROLES, rule=READ_RULE)
def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a call with the steps in which it is set up, and what has come in."""
    call = find_call(request, slug)
    context = {
        **_head(request, call),
        "counts": calls.counts(call),
        "sums": sums_of(call),
        "nominated": call.nominations.standing().count() if takes_nominations(call) else None,
        "editions": call.programme.calls.visible_to(request.user).order_by("-year", "-pk"),
        "trail": trail_of(),
    }
    return render(request, "grants/officer/call_detail.html", context)


def batches_of(call: Call) -> list[dict[str, Any]]:
    """Return the coming batches of each window that has some, in words: until when, and by when they are decided."""
    now, found = timezone.now(), []
    for window in call.windows.select_related("strand"):
        if not window.has_batches:
            continue
        coming = (one for one in batches.of_window(window, call) if one.closes > now)
        rows = [
            (until_in_words(one.closes, call.time_zone), say_date(one.decided) if one.decided else "")
            for one in islice(coming, SHOWN_BATCHES)
        ]
        strand = str(window.strand.names) if window.strand is not None else ""
        found.append({"strand": strand, "rhythm": batches.rhythm(window), "rows": rows})
    return found


@office(*READING_ROLES, rule=READ_RULE)
def call_build(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Show one step of the builder, with its sections."""
    call = find_call(request, slug)
    known = {one.value: one for one in Step}
    if step not in known:
        raise Http404
    here = known[step]
    if here is Step.RULES:
        return redirect(step_address(call, here))
    may_edit = can_edit_call(request.user, call)
    names = [name for name, of in SECTIONS.items() if of is here]
    context = step_page(
        request,
        call,
        here,
        facts=[facts_section(call, name, may_edit) for name in names if name in FORMS],
        sections=[parts_section(name, call, may_edit) for name in names if name in PARTS],
    )
    if here is Step.WINDOWS:
        context["batches"] = batches_of(call)
    if here is Step.FORM:
        context["questions"] = sections_of(all_asked(call))
        context["removed"] = call.questions.exclude(removed_at=None)
    if here is Step.PUBLISH:
        context["extensions"] = call.extensions.select_related("extended_by")
        context["counts"] = calls.counts(call)
    return render(request, "grants/officer/call_build.html", context)
