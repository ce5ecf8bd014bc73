"""Whose case it is, what colleagues note about it, and what is to be done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.domain.casework import case_tasks, notes, officers
from grants.forms.casework import HandOverForm, NoteForm, TaskForm
from grants.models import CaseTask
from grants.views.officer.casework.finding import WORK_RULE, address_of, workable
from grants.views.officer.finding import find_case, trail_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.errors import DomainError


@office(*EDITING_ROLES, rule=WORK_RULE)
def application_officer(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand a case over to a responsible officer and a deputy."""
    application = workable(request, reference)
    return edit_page(
        request,
        form_class=HandOverForm,
        prepare=lambda form: form.of_case(application),
        save=lambda form: officers.hand_over(
            application,
            officer=form.cleaned_data["officer"],
            deputy=form.cleaned_data["deputy"],
            note=form.cleaned_data["note"],
            seen=form.people_seen,
            by=request.user,
        ),
        title=_("Whose case it is"),
        done=lambda saved: address_of(saved, "handling"),
        cancel_url=address_of(application, "handling"),
        trail=trail_of(application),
    )


@office(*EDITING_ROLES, rule=WORK_RULE)
def application_note_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a note for colleagues."""
    application = workable(request, reference)
    return edit_page(
        request,
        form_class=NoteForm,
        save=lambda form: notes.add(application, text=form.cleaned_data["text"], by=request.user),
        title=_("Write a note"),
        saved=_("The note is with the case."),
        done=lambda note: address_of(application, "notes"),
        cancel_url=address_of(application, "notes"),
        trail=trail_of(application),
    )


@office(*EDITING_ROLES, rule=WORK_RULE)
def application_task_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what somebody has to do about a case."""
    application = workable(request, reference)
    return edit_page(
        request,
        form_class=TaskForm,
        record=CaseTask(application=application),
        prepare=lambda form: form.of_case(application, request.user),
        save=lambda form: case_tasks.add(application, **form.cleaned_data, by=request.user),
        title=_("New task"),
        submit=_("Add"),
        saved=_("The task is added."),
        done=lambda task: address_of(application, "tasks"),
        cancel_url=address_of(application, "tasks"),
        trail=trail_of(application),
    )


@office(*EDITING_ROLES, rule=WORK_RULE)
def application_task_edit(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Change a task of a case."""
    application = workable(request, reference)
    task = get_object_or_404(CaseTask.objects.visible_to(request.user), application=application, pk=pk)
    task.application = application
    return edit_page(
        request,
        form_class=TaskForm,
        record=task,
        prepare=lambda form: form.of_case(application, request.user),
        save=lambda form: case_tasks.edit(
            task, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Change the task"),
        done=lambda saved: address_of(application, "tasks"),
        cancel_url=address_of(application, "tasks"),
        trail=trail_of(application),
    )


@require_POST
@office(*READING_ROLES, rule="whoever has the task, and officers of the authority whose case it is")
def application_task_done(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say that a task is done, or that it is not after all."""
    application = find_case(request, reference)
    task = get_object_or_404(CaseTask.objects.visible_to(request.user), application=application, pk=pk)
    step = case_tasks.take_up if request.POST.get("undo") else case_tasks.finish
    try:
        step(task, by=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(address_of(application, "tasks"))
