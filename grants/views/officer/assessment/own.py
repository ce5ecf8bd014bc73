"""The assessor's own pages: what is assigned, the declaration from a summary, the application beside the form."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.documents import readable
from grants.domain.assessment import assessments, conflicts, reading
from grants.domain.assessment.traces import traces
from grants.enums.assessment import AssessmentStatus
from grants.forms.assessment import CONFLICT, AssessmentForm, DeclarationForm
from grants.models import Assessment, Assignment
from portal.accounts.enums import Role
from portal.core.access import office
from portal.core.editing import add_errors
from portal.core.errors import StaleEdit
from portal.core.moments import say_moment
from portal.core.views.documents import SHOWN

RULE = "assessors, what is assigned to them; the full text once they declared to have no conflict of interest"
TONES = {
    AssessmentStatus.DRAFT: "draft",
    AssessmentStatus.HANDED_IN: "good",
    AssessmentStatus.RETURNED: "wait",
    AssessmentStatus.SET_ASIDE: "ended",
}


def _own(request: HttpRequest, pk: int) -> Assignment:
    """Return what is assigned to the user and has opened; everything else is not there."""
    found = Assignment.objects.own(request.user).select_related(
        "round__call__authority", "application__organisation", "application__call", "application__authority"
    )
    return get_object_or_404(found, pk=pk)


def _assessment(request: HttpRequest, assignment: Assignment) -> Assessment | None:
    found = (
        Assessment.objects.own(request.user)
        .filter(assignment=assignment)
        .select_related("submission")
        .first()
    )
    if found is not None:
        found.assignment = assignment
    return found


def _trail(assignment: Assignment | None = None) -> list[tuple[object, str]]:
    trail: list[tuple[object, str]] = [(_("To assess"), reverse("grants:officer:assignment_list"))]
    if assignment is not None:
        address = reverse("grants:officer:assignment_detail", args=[assignment.pk])
        trail.append((reading.title_of(assignment), address))
    return trail


def _closed(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Say that the application is closed to somebody with a conflict of interest in it."""
    context = {
        "title": reading.title_of(assignment),
        "late": assignment.declarations.filter(has_conflict=True, is_late=True).exists(),
        "trail": _trail(),
    }
    return render(request, "grants/officer/assignment_closed.html", context, status=403)


@require_safe
@office(Role.ASSESSOR, rule=RULE)
def assignment_list(request: HttpRequest) -> HttpResponse:
    """Show what is assigned to the user: what waits, and what is handed in."""
    found = (
        Assignment.objects.own(request.user)
        .select_related("round__call", "application", "assessment")
        .order_by("round__closes_at", "pk")
    )
    context = {"rows": [_row(one) for one in found], "trail": []}
    return render(request, "grants/officer/assignment_list.html", context)


def _row(assignment: Assignment) -> dict[str, Any]:
    assessment = getattr(assignment, "assessment", None)
    if assignment.has_conflict:
        status = (_("Conflict of interest"), "ended")
    elif assessment is None:
        status = (_("To be declared"), "wait")
    else:
        status = (assessment.get_status_display(), TONES[AssessmentStatus(assessment.status)])
    return {
        "title": reading.title_of(assignment),
        "url": reverse("grants:officer:assignment_detail", args=[assignment.pk]),
        "call": assignment.round.call,
        "round": assignment.round,
        "until": say_moment(assignment.round.closes_at, assignment.round.call.time_zone),
        "status": status,
    }


@require_safe
@office(Role.ASSESSOR, rule=RULE)
def assignment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the application beside the form; before the declaration its summary, with a conflict nothing."""
    assignment = _own(request, pk)
    if assignment.has_conflict:
        return _closed(request, assignment)
    assessment = _assessment(request, assignment)
    if assessment is None:
        return _summary(request, assignment, DeclarationForm())
    return _page(request, assignment, assessment, AssessmentForm(assessment=assessment))


@office(Role.ASSESSOR, rule=RULE)
def assignment_declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare that there is no conflict of interest, or that there is one; also later than at first."""
    assignment = _own(request, pk)
    if assignment.has_conflict:
        return _closed(request, assignment)
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            conflicts.declare(
                assignment,
                has_conflict=said["answer"] == CONFLICT,
                ground=said["ground"],
                note=said["note"],
                by=request.user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            if said["answer"] == CONFLICT:
                messages.success(
                    request, _("Your conflict of interest is on record. The office finds somebody else.")
                )
                return redirect("grants:officer:assignment_list")
            return redirect("grants:officer:assignment_detail", pk)
    return _summary(request, assignment, form)


def _summary(request: HttpRequest, assignment: Assignment, form: DeclarationForm) -> HttpResponse:
    round = assignment.round
    found = [] if round.is_blind else traces(assignment.application, request.user)
    context = {
        "assignment": assignment,
        "title": reading.title_of(assignment),
        "facts": reading.summary_of(assignment),
        "traces": [{"kind": trace.kind.label, "words": trace.words} for trace in found],
        "form": form,
        "action": reverse("grants:officer:assignment_declare", args=[assignment.pk]),
        "trail": _trail(),
    }
    status = 422 if form.errors else 200
    return render(request, "grants/officer/assignment_declare.html", context, status=status)


def _page(
    request: HttpRequest, assignment: Assignment, assessment: Assessment, form: AssessmentForm
) -> HttpResponse:
    stale = assessments.staleness(assessment)
    closed = assessments.closed_sentence(assignment.round)
    returned = assessment.moves.filter(to_status=AssessmentStatus.RETURNED).last()
    context = {
        "assignment": assignment,
        "assessment": assessment,
        "status": (assessment.get_status_display(), TONES[AssessmentStatus(assessment.status)]),
        "round": assignment.round,
        "until": say_moment(assignment.round.closes_at, assignment.round.call.time_zone),
        "title": reading.title_of(assignment),
        "facts": reading.summary_of(assignment),
        "sections": readable(reading.content_of(assignment)),
        "completions": reading.completions_of(assignment),
        "files": reading.files_of(assignment),
        "stale": stale,
        "closed": closed,
        "writes": assessment.is_open and not closed,
        "note": returned.note if returned and assessment.status == AssessmentStatus.RETURNED else "",
        "form": form,
        "said": [] if assessment.is_open and not closed else reading.said_in(assessment),
        "others": reading.others_of(assessment),
        "currency": assignment.round.call.currency,
        "trail": _trail(),
    }
    status = 422 if form.errors else 200
    return render(request, "grants/officer/assignment_detail.html", context, status=status)


def _to_write(request: HttpRequest, pk: int) -> tuple[Assignment, Assessment] | HttpResponse:
    """Return what the user writes in; a conflict of interest answers instead, and what is not declared is not there."""
    assignment = _own(request, pk)
    if assignment.has_conflict:
        return _closed(request, assignment)
    assessment = _assessment(request, assignment)
    if assessment is None:
        raise Http404
    return assignment, assessment


@require_POST
@office(Role.ASSESSOR, rule=RULE)
def assignment_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was written so far; answered with the line that says when it was saved, or why it was not."""
    found = _to_write(request, pk)
    if isinstance(found, HttpResponse):
        return found
    _assignment, assessment = found
    form = AssessmentForm(request.POST, assessment=assessment)
    sentence = ""
    if form.is_valid():
        try:
            assessment = assessments.save(
                assessment, form.given(), version=form.cleaned_data["version"], by=request.user
            )
        except ValidationError as error:
            sentence = " ".join(error.messages)
    else:
        sentence = " ".join(
            f"{form.fields[name].label}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()
        )
    context = {"assessment": assessment, "sentence": sentence}
    if not request.htmx:  # type: ignore[attr-defined]
        messages.add_message(
            request, messages.ERROR if sentence else messages.SUCCESS, sentence or _("Saved.")
        )
        if sentence:
            return _page(request, _assignment, assessment, form)
        return redirect("grants:officer:assignment_detail", pk)
    return render(request, "grants/officer/parts/assessment_saved.html", context)


@require_POST
@office(Role.ASSESSOR, rule=RULE)
def assignment_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the assessment in, once."""
    found = _to_write(request, pk)
    if isinstance(found, HttpResponse):
        return found
    assignment, assessment = found
    form = AssessmentForm(request.POST, assessment=assessment)
    if form.is_valid():
        try:
            assessments.hand_in(
                assessment, form.given(), version=form.cleaned_data["version"], by=request.user
            )
        except StaleEdit as error:
            form.add_error(None, error.messages)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Your assessment is handed in. Thank you."))
            return redirect("grants:officer:assignment_list")
    return _page(request, assignment, assessment, form)


@require_POST
@office(Role.ASSESSOR, rule=RULE)
def assignment_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the version that counts now was looked at."""
    found = _to_write(request, pk)
    if isinstance(found, HttpResponse):
        return found
    try:
        assessments.look_again(found[1], by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Your assessment is about the version that counts now."))
    return redirect("grants:officer:assignment_detail", pk)


@require_safe
@office(Role.ASSESSOR, rule=RULE)
def assignment_file(request: HttpRequest, pk: int, document: int) -> HttpResponse | FileResponse:
    """Send one of the files that assessors may read."""
    found = _to_write(request, pk)
    if isinstance(found, HttpResponse):
        return found
    file = next((one for one in reading.files_of(found[0]) if one.pk == document), None)
    if file is None:
        raise Http404
    response = FileResponse(
        file.file.open("rb"),
        as_attachment=file.media_type not in SHOWN,
        filename=file.filename,
        content_type=file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
