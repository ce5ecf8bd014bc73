"""Rounds of assessment at the office: those of a call, one with its form and progress, and its criteria."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.domain.assessment import assigning, progress, rounds
from grants.enums.assessment import AssessmentStatus
from grants.forms.assessment import RoundCriterionForm, RoundForm
from grants.models import AssessmentRound, Call, RoundCriterion
from grants.permissions import can_run_assessment
from grants.views.officer.assessment.own import TONES
from partnerships.views.officer.record import Line, Section, facts_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page, remove_page
from portal.core.moments import say_moment

READ_RULE = "those who read for the authority that makes the call, or for one that pays for it"
RULE = "officers and administrators of the authority that makes the call"
PAGE_SIZE = 100


def find_round(request: HttpRequest, pk: int) -> AssessmentRound:
    """Return a round of a call that the user works with, or answer that there is none."""
    found = AssessmentRound.objects.visible_to(request.user).select_related("call__authority", "agreed_by")
    return get_object_or_404(found, pk=pk)


def running(request: HttpRequest, pk: int) -> AssessmentRound:
    """Return a round whose assessment the user runs; others who see it get a 403."""
    round = find_round(request, pk)
    if not can_run_assessment(request.user, round.call):
        raise PermissionDenied
    return round


def address(round: AssessmentRound) -> str:
    """Return where a round stands."""
    return reverse("grants:officer:assessment_round_detail", args=[round.pk])


def trail_of(call: Call, round: AssessmentRound | None = None) -> list[tuple[object, str]]:
    """Return the breadcrumbs down to a call's rounds, or to one of them."""
    trail: list[tuple[object, str]] = [
        (_("Calls"), reverse("grants:officer:call_list")),
        (call.names, reverse("grants:officer:call_detail", args=[call.slug])),
        (_("Assessment"), reverse("grants:officer:assessment_round_list", args=[call.slug])),
    ]
    return [*trail, (round.names, address(round))] if round is not None else trail


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def assessment_round_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the rounds of a call."""
    call = get_object_or_404(Call.objects.visible_to(request.user).worked_with(request.user), slug=slug)
    context = {
        "call": call,
        "may_run": can_run_assessment(request.user, call),
        "rounds": [
            (one, say_moment(one.closes_at, call.time_zone), address(one))
            for one in call.assessment_rounds.all()
        ],
        "trail": trail_of(call)[:2],
    }
    return render(request, "grants/officer/assessment_round_list.html", context)


@office(*EDITING_ROLES, rule=RULE)
def assessment_round_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a round, with the criteria of the call."""
    call = get_object_or_404(Call.objects.visible_to(request.user).worked_with(request.user), slug=slug)
    if not can_run_assessment(request.user, call):
        raise PermissionDenied
    return edit_page(
        request,
        form_class=RoundForm,
        record=AssessmentRound(call=call),
        save=lambda form: rounds.create(call, form.cleaned_data, by=request.user),
        title=_("Add a round of assessment"),
        submit=_("Add"),
        saved=_("The round is added, with the criteria of the call."),
        done=address,
        cancel_url=reverse("grants:officer:assessment_round_list", args=[slug]),
        trail=trail_of(call),
    )


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def assessment_round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a round: how far it has come, who has what, and its form."""
    round = find_round(request, pk)
    may_run = can_run_assessment(request.user, round.call) and not round.is_agreed
    page = Paginator(progress.assignments_of(round), PAGE_SIZE).get_page(request.GET.get("page"))
    edit_url = reverse("grants:officer:assessment_round_edit", args=[pk]) if may_run else ""
    context = {
        "round": round,
        "until": say_moment(round.closes_at, round.call.time_zone),
        "opens": say_moment(round.opens_at, round.call.time_zone),
        "may_run": may_run,
        "assessors": progress.of_assessors(round),
        "waiting": assigning.open_cases(round).exclude(assignments__in=assigning.given_in(round)).count(),
        "page": page,
        "rows": [_row(one, may_run) for one in page],
        "section": Section(_("The round"), "round", facts=facts_of(round, RoundForm), edit_url=edit_url),
        "criteria": _criteria(round, may_run),
        "trail": trail_of(round.call),
    }
    return render(request, "grants/officer/assessment_round_detail.html", context)


def _row(assignment: Any, may_run: bool) -> dict[str, Any]:
    assessment = getattr(assignment, "assessment", None)
    status = (_("To be declared"), "wait")
    if assignment.has_conflict:
        status = (_("Conflict of interest"), "ended")
    elif assessment is not None:
        status = (assessment.get_status_display(), TONES[AssessmentStatus(assessment.status)])
    steps = []
    if may_run:
        steps.append((_("Take back or give to another"), _step("take_back", assignment)))
        if not assignment.has_conflict:
            steps.append((_("Record a conflict"), _step("conflict", assignment)))
        if assessment is not None and assessment.status == AssessmentStatus.HANDED_IN:
            steps.append((_("Give back for correction"), _step("give_back", assignment)))
    case = reverse("grants:officer:application_detail", args=[assignment.application.reference])
    return {"one": assignment, "status": status, "steps": steps, "case": f"{case}#assessment"}


def _step(name: str, assignment: Any) -> str:
    return reverse(f"grants:officer:assignment_{name}", args=[assignment.pk])


def _criteria(round: AssessmentRound, may_run: bool) -> Section:
    lines = [
        Line(
            str(one.names),
            _("weight %(weight)s") % {"weight": one.weight},
            edit_url=reverse("grants:officer:round_criterion_edit", args=[one.pk]) if may_run else "",
            remove_url=reverse("grants:officer:round_criterion_remove", args=[one.pk]) if may_run else "",
        )
        for one in round.criteria.all()
    ]
    add_url = reverse("grants:officer:round_criterion_create", args=[round.pk]) if may_run else ""
    return Section(
        _("Criteria"),
        "criteria",
        lines=lines,
        add_url=add_url,
        add_words=_("Add a criterion"),
        empty=_("No criterion is named."),
    )


@office(*EDITING_ROLES, rule=RULE)
def assessment_round_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a round."""
    round = running(request, pk)
    return edit_page(
        request,
        form_class=RoundForm,
        record=round,
        save=lambda form: rounds.edit(
            round, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit the round"),
        done=address,
        cancel_url=address(round),
        trail=trail_of(round.call, round),
    )


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def assessment_round_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the assessors who have not handed everything in."""
    round = running(request, pk)
    try:
        count = assigning.remind(round, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            _("%(count)s assessors are reminded, each at most once a day.") % {"count": count},
        )
    return redirect(address(round))


@office(*EDITING_ROLES, rule=RULE)
def round_criterion_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a criterion to the form of a round."""
    round = running(request, pk)
    return edit_page(
        request,
        form_class=RoundCriterionForm,
        record=RoundCriterion(round=round),
        save=lambda form: rounds.add_criterion(round, form.cleaned_data, by=request.user),
        title=_("Add a criterion"),
        submit=_("Add"),
        done=lambda made: address(round),
        cancel_url=address(round),
        trail=trail_of(round.call, round),
    )


def _criterion(request: HttpRequest, pk: int) -> RoundCriterion:
    """Return a criterion of a round whose assessment the user runs."""
    seen = AssessmentRound.objects.visible_to(request.user)
    criterion = get_object_or_404(
        RoundCriterion.objects.filter(round__in=seen).select_related("round__call__authority"), pk=pk
    )
    if not can_run_assessment(request.user, criterion.round.call):
        raise PermissionDenied
    return criterion


@office(*EDITING_ROLES, rule=RULE)
def round_criterion_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a criterion of a round."""
    criterion = _criterion(request, pk)
    round = criterion.round
    return edit_page(
        request,
        form_class=RoundCriterionForm,
        record=criterion,
        save=lambda form: rounds.edit_criterion(
            criterion, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit a criterion"),
        done=lambda saved: address(round),
        cancel_url=address(round),
        trail=trail_of(round.call, round),
    )


@office(*EDITING_ROLES, rule=RULE)
def round_criterion_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and take a criterion off the form of a round."""
    criterion = _criterion(request, pk)
    round = criterion.round
    return remove_page(
        request,
        remove=lambda: rounds.remove_criterion(criterion, by=request.user),
        title=_("Remove this criterion?"),
        text=str(criterion.names),
        done_url=address(round),
        trail=trail_of(round.call, round),
    )
