"""One step for several cases of the list: what it is, what it would do with each, and then it is taken."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.domain.casework import bulk
from grants.domain.casework.bulk import BulkStep
from grants.forms.casework import AssignCasesForm, MessageCasesForm, TaskCasesForm
from grants.models import Application
from grants.views.officer.casework.finding import WORK_RULE
from grants.views.officer.finding import trail_of
from portal.accounts.enums import EDITING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office

FORMS: dict[str, Any] = {
    BulkStep.ASSIGN: AssignCasesForm,
    BulkStep.MESSAGE: MessageCasesForm,
    BulkStep.TASK: TaskCasesForm,
}
TEMPLATE = "grants/officer/application_bulk.html"


@office(*EDITING_ROLES, rule=WORK_RULE)
def application_bulk(request: HttpRequest) -> HttpResponse:
    """Ask what a step needs, show what it does with each of the chosen cases, and take it when that is confirmed."""
    said = request.POST if request.method == "POST" else request.GET
    step = said.get("step", "")
    cases = _cases(request, said)
    if step not in BulkStep.values or not cases:
        messages.info(request, _("Choose cases in the list first, and what is to be done with them."))
        return redirect(f"{reverse('grants:officer:application_list')}?all=1")
    form = FORMS[step](request.POST if request.method == "POST" else None)
    form.offer({case.authority_id for case in cases}, request.user)
    page = {
        "step": step,
        "title": BulkStep(step).label,
        "cases": cases,
        "form": form,
        "trail": trail_of(),
        "list_url": f"{reverse('grants:officer:application_list')}?all=1",
    }
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return render(request, TEMPLATE, page, status=422 if form.errors else 200)
    key = _key(request.POST.get("key", ""))
    if "confirmed" in request.POST and key:
        return _take(request, step, cases, form.cleaned_data, key, page)
    planned = bulk.plan(step, cases, form.cleaned_data, by=request.user)
    page |= {
        "planned": [one for one in planned if not one.refusal],
        "refused": [one for one in planned if one.refusal],
        "typed": [(name, value) for name, value in request.POST.items() if name in form.fields],
        "key": uuid4(),
    }
    return render(request, TEMPLATE, page)


def _cases(request: HttpRequest, said: QueryDict) -> list[Application]:
    """Return the chosen cases that the person works for an authority on, in the order of the list."""
    references = said.getlist("case")[: bulk.MOST]
    found = Application.objects.submitted_to(request.user).filter(
        reference__in=references, authority__in=edits(request.user)
    )
    by_reference = {
        case.reference: case
        for case in found.select_related("call", "authority__organisation", "officer", "deputy", "applicant")
    }
    return [by_reference[one] for one in dict.fromkeys(references) if one in by_reference]


def _take(
    request: HttpRequest, step: str, cases: list[Application], values: Any, key: str, page: dict[str, Any]
) -> HttpResponse:
    taken = bulk.run(step, cases, values, key=key, by=request.user)
    if taken.done:
        sentence = ngettext("Done with %(count)s case.", "Done with %(count)s cases.", taken.done)
        messages.success(request, sentence % {"count": taken.done})
    if not taken.refused:
        return redirect(page["list_url"])
    return render(request, TEMPLATE, {**page, "planned": [], "refused": taken.refused, "is_over": True})


def _key(text: str) -> str:
    """Return the key that the preview gave, or nothing where it is none."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""
