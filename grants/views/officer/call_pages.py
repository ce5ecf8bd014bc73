"""What the pages of a call at the office have in common: how it is found, where its sections stand, the way back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain.call_check import Step
from grants.models import Call
from grants.permissions import can_edit_call

READ_RULE = "those who read for the authority that makes the call, or for one that pays for it"
RULE = "officers and administrators of the authority that makes the call"

# Sections of the builder -> the step in which they stand.
SECTIONS: dict[str, Step] = {
    "basics": Step.CALL,
    "texts": Step.CALL,
    "amounts": Step.MONEY,
    "funders": Step.MONEY,
    "envelopes": Step.MONEY,
    "rates": Step.MONEY,
    "window": Step.WINDOWS,
    "strands": Step.WINDOWS,
    "windows": Step.WINDOWS,
    "form": Step.FORM,
    "rules": Step.RULES,
    "handling": Step.ASSESSMENT,
    "afterwards": Step.ASSESSMENT,
    "criteria": Step.ASSESSMENT,
    "bodies": Step.ASSESSMENT,
    "instalments": Step.PAYMENT,
    "duties": Step.PAYMENT,
    "publish": Step.PUBLISH,
}
LEADS: dict[Step, str | Promise] = {
    Step.CALL: gettext_lazy("What the call is, what it belongs to, and what applicants read first."),
    Step.MONEY: gettext_lazy("Who pays, how much there is, and how amounts are calculated."),
    Step.WINDOWS: gettext_lazy("When applications are taken, in which rounds, and for which strands."),
    Step.FORM: gettext_lazy("What applicants are asked."),
    Step.RULES: gettext_lazy(
        "What an application has to meet. The portal helps applicants to meet it, and checks it."
    ),
    Step.ASSESSMENT: gettext_lazy("What applications are assessed by, and who decides."),
    Step.PAYMENT: gettext_lazy("How grants are paid, and what grantees owe."),
    Step.PUBLISH: gettext_lazy("What is still missing, and the steps in the life of the call."),
}


def find_call(request: HttpRequest, slug: str) -> Call:
    """Return a call that the user works with, or answer that there is none."""
    found = Call.objects.visible_to(request.user).worked_with(request.user)
    return get_object_or_404(found.select_related("programme", "authority__organisation"), slug=slug)


def editable(request: HttpRequest, slug: str) -> Call:
    """Return a call that the user edits; others get a 403."""
    call = find_call(request, slug)
    if not can_edit_call(request.user, call):
        raise PermissionDenied
    return call


def address(call: Call, section: str = "") -> str:
    """Return the address of a call's office page, or of the section of its builder."""
    if not section:
        return reverse("grants:officer:call_detail", args=[call.slug])
    return f"{step_address(call, SECTIONS[section])}#{section}"


def step_address(call: Call, step: Step) -> str:
    """Return the address of a step of the builder."""
    if step is Step.RULES:
        return reverse("grants:officer:call_rule_list", args=[call.slug])
    return reverse("grants:officer:call_build", args=[call.slug, step.value])


def trail_of(call: Call | None = None) -> list[tuple[object, str]]:
    """Return the breadcrumbs down to the list of calls, or to one call."""
    trail: list[tuple[object, str]] = [(_("Calls"), reverse("grants:officer:call_list"))]
    return [*trail, (call.names, address(call))] if call is not None else trail


def steps_of(call: Call, gaps: Any, current: Step | None = None) -> list[dict[str, Any]]:
    """Return the steps of the builder with what is missing in each, for the list beside every page of it."""
    found = []
    for step in Step:
        # The last step is done when nothing in any of them stops the publishing.
        here = [gap for gap in gaps if gap.step is step]
        open_ = (
            [gap for gap in gaps if gap.stops] if step is Step.PUBLISH else [gap for gap in here if gap.stops]
        )
        found.append(
            {
                "label": step.label,
                "lead": LEADS[step],
                "url": step_address(call, step),
                "current": step is current,
                "missing": [gap for gap in here if gap.stops],
                "remarks": [gap for gap in here if not gap.stops],
                "done": not open_,
            }
        )
    return found
