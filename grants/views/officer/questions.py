"""The questions of a call's form: added, edited, moved, removed and put back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.domain import questions
from grants.forms.questions import QuestionForm
from grants.models import Call, Question
from grants.views.officer.calls import RULE, address, editable, trail_of
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page, remove_page


def _question(call: Call, pk: int) -> Question:
    return get_object_or_404(call.questions.select_related("call"), pk=pk)


@office(*EDITING_ROLES, rule=RULE)
def question_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a question."""
    call = editable(request, slug)
    last = call.questions.filter(removed_at=None).last()
    return edit_page(
        request,
        form_class=QuestionForm,
        record=Question(call=call, section=last.section if last else {}),
        save=lambda form: questions.add(call, form.values(), by=request.user),
        template="grants/officer/question_edit.html",
        title=_("Add a question"),
        submit=_("Add"),
        saved=_("The question stands at the end of the form."),
        done=lambda question: address(call, "form"),
        cancel_url=address(call, "form"),
        trail=trail_of(call),
    )


@office(*EDITING_ROLES, rule=RULE)
def question_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Edit a question."""
    call = editable(request, slug)
    question = _question(call, pk)
    return edit_page(
        request,
        form_class=QuestionForm,
        record=question,
        save=lambda form: questions.edit(
            question, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        template="grants/officer/question_edit.html",
        title=_("Edit the question"),
        done=lambda saved: address(call, "form"),
        cancel_url=address(call, "form"),
        trail=trail_of(call),
    )


@office(*EDITING_ROLES, rule=RULE)
def question_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, and take a question off the form."""
    call = editable(request, slug)
    question = _question(call, pk)
    return remove_page(
        request,
        remove=lambda: questions.remove(question, by=request.user),
        title=_("Remove this question?"),
        text=_(
            "“%(question)s” is no longer asked. What drafts have answered is kept, and it can be put back."
        )
        % {"question": question},
        done_url=address(call, "form"),
        trail=trail_of(call),
    )


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def question_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move a question up or down."""
    call = editable(request, slug)
    places = -1 if request.POST.get("to") == "up" else 1
    try:
        questions.shift(_question(call, pk), by_places=places, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(address(call, "form"))


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def question_restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a removed question back."""
    call = editable(request, slug)
    questions.restore(_question(call, pk), by=request.user)
    messages.success(request, _("The question is asked again, with what drafts had answered."))
    return HttpResponseRedirect(address(call, "form"))
