"""Writing a draft: one section a page, saved by its button and, where htmx is there, by itself."""

import re
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grants.domain import attachments, batches, drafts
from grants.domain.applications import closed_for
from grants.domain.deadlines import closing_of, strand_in
from grants.domain.drafts import UNTYPED, OpenDraft
from grants.enums import QuestionKind
from grants.forms.posted import field_name, pressed_code, typed_in, with_buttons_pressed
from grants.models import Application, Question
from grants.permissions import can_edit_draft
from grants.views.applicant import parking
from grants.views.applicant.finding import own_application
from grants.views.applicant.ruling_notes import notes_for
from grants.views.applicant.section_page import SectionPage
from grants.views.applicant.sent_page import SentPage
from portal.core.access import applicant
from portal.core.errors import DomainError
from portal.core.files import FileProblem, check_upload
from portal.core.limits import within_limit
from portal.core.models import Document
from portal.core.moments import say_moment, time_left

SAVES_A_MINUTE = 240
MARK = re.compile(r"[a-z0-9]{1,40}")
RULE = "the applicant and who writes with them, in an own draft"


@require_http_methods(["GET", "HEAD", "POST"])
@applicant(RULE, otherwise=parking.park)
def application_section(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show one section of a draft, or save it."""
    application = own_application(request.user, reference)
    if request.method == "POST":
        return _save(request, application, number)
    if not can_edit_draft(request.user, application):
        return redirect(application)
    if closed_for(application, timezone.now()):
        return redirect(application)
    parked = parking.parked_for(request)
    page = SectionPage(application, number, posted=parked, show_missing="missing" in request.GET)
    if not page.exists:
        raise Http404
    if parked is not None:
        sent = SentPage.of(parked, page.form, number, application.stage)
        if sent.number not in {number, None}:
            parking.move(request, _address(application, sent.number))
            return redirect(_address(application, sent.number))
        page.typed = typed_in(parked, page.questions)
    return _draw(
        request, page, problems="problems" in request.GET or page.show_missing, parked=parked is not None
    )


@require_POST
@applicant(RULE, otherwise=parking.park)
def application_autosave(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Save what is typed so far and answer with what changed beside it: the time, notes, sums, another page's text."""
    if not within_limit("save-draft", request.user.pk, limit=SAVES_A_MINUTE, seconds=60):
        return _not_saved(request, _too_often())
    try:
        with drafts.opened(reference.upper(), by=request.user) as draft:
            return _autosave(request, draft, number)
    except Application.DoesNotExist as error:
        raise Http404 from error
    except DomainError as error:
        return _not_saved(request, " ".join(error.messages))


def _autosave(request: HttpRequest, draft: OpenDraft, number: int) -> HttpResponse:
    """Save under the draft's lock, and draw the answer from what is known already: no row is read again for it."""
    application = draft.application
    sent = SentPage.of(request.POST, draft.known, number, application.stage, draft.sections)
    if not sent.questions:
        raise Http404
    typed = typed_in(request.POST, sent.questions)
    saved = draft.save(typed, **_origin(request, sent.questions))
    parking.forget(request, application.reference, number)
    page = SectionPage(
        application,
        sent.number or number,
        typed=typed,
        posted=request.POST,
        conflicts=saved.conflicts,
        sections=draft.answered,
    )
    # The files of a question are not read here, and nothing about them has changed.
    changed = [
        question.code for question in sent.asked if question.code in typed and question.kind not in UNTYPED
    ]
    notes = notes_for(application, page.sections, now=timezone.now(), with_files=False)
    context = {
        "saved_at": saved.at,
        "rule_notes": notes.of(sent.asked, with_files=False),
        "general_notes": notes.general,
        "items": page.items(changed) if changed else [],
        "totals": page.totals,
        "waiting": len(saved.conflicts),
        "corrected": _corrected() if sent.is_outdated else "",
        "corrected_address": _now_at(application, sent) if sent.is_outdated else "",
    }
    response = render(request, "grants/applicant/parts/autosaved.html", context)
    response["X-Draft"] = "waiting" if saved.conflicts else "saved"
    return response


def _not_saved(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "grants/applicant/parts/not_saved.html", {"sentence": sentence})


def _save(request: HttpRequest, application: Application, number: int) -> HttpResponse:
    """Save the whole page, wherever its questions stand by now, then do what the pressed button asks for."""
    sent = SentPage.of(request.POST, list(application.call.questions.all()), number, application.stage)
    if not sent.questions:
        raise Http404
    opened_at, number = number, sent.number or number
    page = SectionPage(application, number, posted=request.POST)
    typed = with_buttons_pressed(request.POST, sent.questions, typed_in(request.POST, sent.questions))
    if taken := request.POST.get("take"):
        typed.pop(taken, None)
    if not within_limit("save-draft", request.user.pk, limit=SAVES_A_MINUTE, seconds=60):
        page.typed = typed
        return _draw(request, page, sentence=_too_often(), status=429)
    try:
        saved = drafts.save_answers(application, typed, **_origin(request, sent.questions))
    except DomainError as error:
        if getattr(error, "code", "") == "submitted":
            messages.warning(request, " ".join(error.messages))
            return redirect(application)
        by_code = error.message_dict if hasattr(error, "error_dict") else {}
        page.typed, page.problems = typed, {code: " ".join(texts) for code, texts in by_code.items()}
        return _draw(request, page, problems=True, sentence=" ".join(error.messages) if not by_code else "")
    problems = _files(request, application, sent.asked)
    parking.forget(request, application.reference, opened_at)
    application.refresh_from_db()
    if sent.is_outdated and not (page.exists and (saved.conflicts or problems)):
        messages.warning(request, _corrected())
        return _marked(request, redirect(_now_at(application, sent)))
    if not (saved.conflicts or problems):
        return _marked(request, _onward(request, application, number))
    again = SectionPage(
        application,
        number,
        typed=typed,
        posted=request.POST,
        conflicts=saved.conflicts,
        problems=problems,
    )
    return _marked(request, _draw(request, again, problems=True))


def _marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give the mark back under which the page sent its text: the browser then lets go of what it had kept itself."""
    mark = request.POST.get("sent", "")
    if MARK.fullmatch(mark):
        response.set_cookie("draft-sent", mark, path="/my/", secure=request.is_secure(), samesite="Lax")
    return response


def _origin(request: HttpRequest, questions: Any) -> dict[str, Any]:
    """Return who saves, from which page, and from which text each of its fields began."""
    began = {
        question.code: request.POST[f"began-{question.code}"]
        for question in questions
        if f"began-{question.code}" in request.POST
    }
    return {"by": request.user, "page": request.POST.get("page", ""), "began_from": began}


def _files(request: HttpRequest, application: Application, questions: Any) -> dict[str, str]:
    """Keep the files that came with the page, remove those whose button was pressed; return what went wrong by code."""
    problems: dict[str, str] = {}
    for question in questions:
        if question.kind != QuestionKind.FILE:
            continue
        try:
            for upload in request.FILES.getlist(field_name(question)):
                _attach(request, application, question, upload)
            for document in attachments.by_question(application).get(question.pk, []):
                _replace_or_remove(request, application, question, document)
        except (FileProblem, DomainError) as error:
            problems[question.code] = " ".join(error.messages)
    return problems


@require_POST
@applicant(RULE)
def application_upload(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Keep one file that the browser sent by itself, and answer with the files of its question and what is wrong."""
    application = own_application(request.user, reference)
    page = SectionPage(application, number)
    code = request.POST.get("question", "")
    asked = [one for one in page.questions if one.kind == QuestionKind.FILE and one.code == code]
    if not asked:
        return HttpResponseBadRequest()
    if within_limit("save-draft", request.user.pk, limit=SAVES_A_MINUTE, seconds=60):
        problems = _files(request, application, asked)
    else:
        problems = {code: _too_often()}
    again = SectionPage(application, number, problems=problems)
    item = again.items([code])[0]
    notes = notes_for(application, again.sections, now=timezone.now())
    context = {
        "item": replace(item, rules=notes.by_code.get(code, ())),
        "uploads": _upload_address(application, number),
    }
    response = render(request, "grants/applicant/parts/uploaded.html", context)
    response["X-Upload"] = "refused" if problems else "kept"
    return response


def _attach(
    request: HttpRequest, application: Application, question: Question, upload: UploadedFile
) -> Document:
    allowed = attachments.FileLimits.of(question).kinds
    checked = check_upload(upload, allowed=allowed, max_bytes=settings.MAX_UPLOAD_BYTES)
    return attachments.add(
        application,
        question,
        filename=checked.name,
        content=checked.file.read(),
        media_type=checked.media_type,
        by=request.user,
    )


def _replace_or_remove(
    request: HttpRequest, application: Application, question: Question, document: Document
) -> None:
    replacement = request.FILES.get(f"replace-{document.pk}")
    if replacement is not None and _attach(request, application, question, replacement) == document:
        return  # the very file that lies there
    if replacement is not None or request.POST.get("remove-file") == str(document.pk):
        attachments.remove(application, document, by=request.user)


def _onward(request: HttpRequest, application: Application, number: int) -> HttpResponse:
    """Go where the pressed button leads: the same place on the page, the next section, or the check of all answers."""
    here = _address(application, number)
    page = SectionPage(application, number)
    pressed = request.POST
    if code := pressed_code(pressed, page.questions):
        return redirect(f"{here}#question-{code}")
    files = [question for question in page.questions if question.kind == QuestionKind.FILE]
    if "remove-file" in pressed or "upload" in pressed:
        code = pressed.get("upload") or (files[0].code if files else "")
        return redirect(f"{here}#question-{code}")
    if "take" in pressed:
        return redirect(f"{here}#question-{pressed['take']}")
    if pressed.get("go") != "next":
        messages.success(request, _("Saved."))
        return redirect(here)
    if any(item.is_problem for item in page.items()):
        return redirect(f"{here}?problems")
    following = [part.section.number for part in page.sections if part.section.number > number]
    if closed_for(application, timezone.now()):
        return redirect(application)
    if following:
        return redirect(_address(application, following[0]))
    return redirect("grants:applicant:application_check", application.reference)


def _address(application: Application, number: int) -> str:
    return reverse("grants:applicant:application_section", args=[application.reference, number])


def _upload_address(application: Application, number: int) -> str:
    return reverse("grants:applicant:application_upload", args=[application.reference, number])


def _now_at(application: Application, sent: SentPage) -> str:
    """Return where the questions of a page stand by now; the draft's own page when none of them is asked any more."""
    return _address(application, sent.number) if sent.number else application.get_absolute_url()


def _corrected() -> str:
    return _("The form has been corrected since you opened this page. All that you wrote is kept.")


def _too_often() -> str:
    return _(
        "You have saved very often in the last minute. Your text is still on the page: save it again in a minute."
    )


def _draw(
    request: HttpRequest,
    page: SectionPage,
    *,
    problems: bool = False,
    parked: bool = False,
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    now, call = timezone.now(), page.application.call
    notes = notes_for(page.application, page.sections, now=now)
    items = [replace(item, rules=notes.by_code.get(item.question.code, ())) for item in page.items()]
    steps = page.steps()
    until = closing_of(page.application, strand_in(page.sections), now)
    context = {
        "application": page.application,
        "call": call,
        "section": page,
        "items": items,
        "general_notes": notes.general,
        "left": time_left(until, now) if until else "",
        "closes": say_moment(until, call.time_zone) if until else "",
        "batch": batches.sentence_for(page.application, strand_in(page.sections), now),
        "steps": steps,
        "step_number": page.number,
        "step_count": len(steps),
        "totals": page.totals,
        "summary": [item for item in items if item.is_problem] if problems else [],
        "conflicts": [item for item in items if item.theirs_saved],
        "parked": parked,
        "sentence": sentence,
        "previous": steps[page.number - 2]["url"] if page.number > 1 else "",
        "following": steps[page.number]["url"] if page.number < len(steps) else "",
        "address": _address(page.application, page.number),
        "uploads": _upload_address(page.application, page.number),
    }
    return render(request, "grants/applicant/application_section.html", context, status=status)
