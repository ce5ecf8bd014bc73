"""Giving applications to assessors: chosen or proposed, looked at, then written; and what is done to one of them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.assessment import assessments, assigning, conflicts
from grants.domain.assessment.assigning import Plan
from grants.domain.assessment.pools import members_on
from grants.forms.assessment import ConflictForm, NoteForm, TakeBackForm
from grants.models import Assessment, AssessmentRound, Assignment, PoolMember
from grants.permissions import can_run_assessment
from grants.views.officer.assessment.rounds import PAGE_SIZE, RULE, address, running, trail_of
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page


@office(*EDITING_ROLES, rule=RULE)
def assessment_round_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who gets which applications, by hand or as proposed; see it before it is written."""
    round = running(request, pk)
    if request.method != "POST":
        return _choose(request, round)
    step = request.POST.get("step", "")
    try:
        if step == "propose":
            return _preview(request, round, assigning.propose(round))
        wanted = _posted(request)
        if step == "write":
            made = assigning.assign(round, wanted, by=request.user)
            messages.success(
                request,
                _("%(count)s assignments are made, and the assessors have been told.") % {"count": len(made)},
            )
            return redirect(address(round))
        return _preview(request, round, assigning.plan_of(round, wanted))
    except ValidationError as error:
        return _choose(request, round, error.messages)


def _posted(request: HttpRequest) -> list[tuple[int, int]]:
    """Return the pairs that were chosen: each as "application:member", or every application with every member."""
    pairs = [tuple(one.split(":")) for one in request.POST.getlist("pair")]
    if not pairs:
        cases, members = request.POST.getlist("case"), request.POST.getlist("member")
        pairs = [(case, member) for case in cases for member in members]
    return [
        (int(pair[0]), int(pair[1]))
        for pair in pairs
        if len(pair) == 2 and all(part.isdecimal() for part in pair)
    ]


def _choose(request: HttpRequest, round: AssessmentRound, problems: Sequence[str] = ()) -> HttpResponse:
    counting = Q(assignments__round=round, assignments__ended_at=None) & ~Q(assignments__has_conflict=True)
    cases = assigning.open_cases(round).annotate(given=Count("assignments", filter=counting))
    page = Paginator(cases, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "round": round,
        "page": page,
        "members": members_on(round, timezone.localdate()),
        "problems": problems,
        "chosen": request.POST.getlist("case"),
        "chosen_members": request.POST.getlist("member"),
        "trail": trail_of(round.call, round),
    }
    status = 422 if problems else 200
    return render(request, "grants/officer/assessment_round_assign.html", context, status=status)


def _preview(request: HttpRequest, round: AssessmentRound, plan: Plan) -> HttpResponse:
    context = {
        "round": round,
        "pairs": [
            {
                "value": f"{pair.application.pk}:{pair.member.pk}",
                "application": pair.application,
                "member": pair.member,
                "traces": [f"{trace.kind.label} {trace.words}".strip() for trace in pair.traces],
            }
            for pair in plan.pairs
        ],
        "short": plan.short,
        "trail": trail_of(round.call, round),
    }
    return render(request, "grants/officer/assessment_round_preview.html", context)


def _assignment(request: HttpRequest, pk: int) -> Assignment:
    """Return an assignment of a round whose assessment the user runs; others who see it get a 403."""
    found = Assignment.objects.visible_to(request.user).select_related(
        "round__call__authority", "application", "assessor"
    )
    assignment = get_object_or_404(found.present(), pk=pk)
    if not can_run_assessment(request.user, assignment.round.call):
        raise PermissionDenied
    return assignment


def _step(request: HttpRequest, assignment: Assignment, **options: Any) -> HttpResponse:
    """Answer with the form of a step on an assignment."""
    back = address(assignment.round)
    return edit_page(
        request,
        done=lambda saved: back,
        cancel_url=back,
        trail=trail_of(assignment.round.call, assignment.round),
        context={"lead": f"{assignment.application} · {assignment.assessor}"},
        **options,
    )


@office(*EDITING_ROLES, rule=RULE)
def assignment_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an application back from its assessor, and give it to another where one is chosen."""
    assignment = _assignment(request, pk)

    def save(form: TakeBackForm) -> Assignment:
        said = form.cleaned_data
        if said["member"] is None:
            return assigning.take_back(assignment, reason=said["reason"], by=request.user)
        return assigning.reassign(assignment, member=said["member"], reason=said["reason"], by=request.user)

    def prepare(form: TakeBackForm) -> None:
        others = [one.pk for one in members_on(assignment.round, timezone.localdate())]
        field: Any = form.fields["member"]
        field.queryset = (
            PoolMember.objects.filter(pk__in=others)
            .exclude(user=assignment.assessor_id)
            .select_related("user")
        )

    return _step(
        request,
        assignment,
        form_class=TakeBackForm,
        save=save,
        prepare=prepare,
        title=_("Take an application back"),
        submit=_("Take it back"),
        saved=_("It is taken back, and stands in the register of the case."),
    )


@office(*EDITING_ROLES, rule=RULE)
def assignment_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a conflict of interest that came to light; the scores are set aside."""
    assignment = _assignment(request, pk)
    return _step(
        request,
        assignment,
        form_class=ConflictForm,
        save=lambda form: conflicts.record(assignment, **form.cleaned_data, by=request.user),
        title=_("Record a conflict of interest"),
        submit=_("Record it"),
        saved=_("The conflict is on record. What this assessor scored no longer counts."),
    )


@office(*EDITING_ROLES, rule=RULE)
def assignment_give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an assessment back to its assessor for correction."""
    assignment = _assignment(request, pk)
    assessment = get_object_or_404(
        Assessment.objects.visible_to(request.user).select_related("assignment__application"),
        assignment=assignment,
    )
    return _step(
        request,
        assignment,
        form_class=NoteForm,
        save=lambda form: assessments.give_back(assessment, by=request.user, **form.cleaned_data),
        title=_("Give an assessment back"),
        submit=_("Give it back"),
        saved=_("It is given back, and the assessor has been told."),
    )
