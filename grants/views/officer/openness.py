"""The disclosure desk: requests to read documents, what is hidden in each, and the answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants import redacted_copies
from grants.domain.openness import disclosure
from grants.enums import DisclosureStatus, DisclosureVerdict
from grants.forms.openness import AnswerForm, DisclosureFilter, DisclosureRequestForm, HideForm, JudgeForm
from grants.models import Application, CaseEntry, DisclosureItem, DisclosureRequest, Submission
from grants.permissions import can_disclose
from grants.views.officer.closing.holds import holds_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.domain.jobs import retry
from portal.core.editing import add_errors, edit_page
from portal.core.models import Document, Job
from portal.core.tables import Column, by_choice, by_field, link, noted, render_table
from portal.core.templatetags.portal import status as status_word

READ_RULE = "those who read for the authority that was asked"
RULE = "officers and administrators of the authority that was asked"
TONES = {
    DisclosureStatus.OPEN: "wait",
    DisclosureStatus.ANSWERED: "good",
    DisclosureStatus.REFUSED: "stop",
}
VERDICT_TONES = {
    DisclosureVerdict.PENDING: "wait",
    DisclosureVerdict.OPEN: "good",
    DisclosureVerdict.PARTLY: "info",
    DisclosureVerdict.WITHHELD: "stop",
}
FOUND = 20
COLUMNS = [
    Column(
        "number",
        gettext_lazy("Request"),
        lambda row: noted(link(row.get_absolute_url(), row.diary_number), row.asked[:120]),
        heads_row=True,
    ),
    Column("requester", gettext_lazy("Who asks"), lambda row: row.requester),
    Column(
        "received",
        gettext_lazy("Received"),
        lambda row: date_format(row.received_on, "SHORT_DATE_FORMAT"),
        sort=by_field("received_on"),
    ),
    Column("documents", gettext_lazy("Documents"), lambda row: row.documents, numeric=True),
    Column(
        "status",
        gettext_lazy("Status"),
        lambda row: status_word(row.get_status_display(), TONES[DisclosureStatus(row.status)]),
        sort=by_choice("status", DisclosureStatus),
    ),
]


@office(*READING_ROLES, rule=READ_RULE)
@require_safe
def disclosure_list(request: HttpRequest) -> HttpResponse:
    """Show what people have asked to read."""
    found = DisclosureRequest.objects.visible_to(request.user).for_list()
    return render_table(
        request,
        filterset=DisclosureFilter(request.GET, found, request=request),
        columns=COLUMNS,
        template="grants/officer/disclosure_list.html",
        title=_("Requests to read documents"),
        empty=_("When somebody asks to read documents, the request is recorded here."),
        default_sort="-received",
        context={"can_add": bool(edits(request.user))},
    )


@office(*EDITING_ROLES, rule=RULE)
def disclosure_create(request: HttpRequest) -> HttpResponse:
    """Record a request."""
    return edit_page(
        request,
        form_class=DisclosureRequestForm,
        record=DisclosureRequest(),
        prepare=lambda form: form.offer(edits(request.user)),
        save=lambda form: disclosure.receive(form.cleaned_data, by=request.user),
        title=_("Record a request"),
        submit=_("Record"),
        saved=_("The request is recorded. Look for the documents now."),
        done=lambda made: made.get_absolute_url(),
        cancel_url=reverse("grants:officer:disclosure_list"),
        trail=_trail(),
    )


def _trail(asked: DisclosureRequest | None = None) -> list[tuple[object, str]]:
    trail: list[tuple[object, str]] = [
        (_("Requests to read documents"), reverse("grants:officer:disclosure_list"))
    ]
    return [*trail, (asked, asked.get_absolute_url())] if asked is not None else trail


def _find(request: HttpRequest, pk: int) -> DisclosureRequest:
    found = DisclosureRequest.objects.visible_to(request.user).select_related("authority__organisation")
    return get_object_or_404(found, pk=pk)


def _answered_by(request: HttpRequest, pk: int) -> DisclosureRequest:
    """Return a request that the user answers; others get a 403."""
    asked = _find(request, pk)
    if not can_disclose(request.user, asked):
        raise PermissionDenied
    return asked


@office(*READING_ROLES, rule=READ_RULE)
def disclosure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request with its documents; its officers look for more, and answer it."""
    asked = _find(request, pk)
    form = AnswerForm(initial={"answer": asked.answer})
    return _page(request, asked, form)


def _page(request: HttpRequest, asked: DisclosureRequest, form: AnswerForm) -> HttpResponse:
    items = list(asked.items.select_related("document", "application").prefetch_related("redactions"))
    words = request.GET.get("case", "").strip()
    answers = can_disclose(request.user, asked) and asked.status == DisclosureStatus.OPEN
    context = {
        "asked": asked,
        "status": (asked.get_status_display(), TONES[DisclosureStatus(asked.status)]),
        "rows": [_row(item) for item in items],
        "answers": answers,
        "form": form,
        "answer_url": reverse("grants:officer:disclosure_answer", args=[asked.pk]),
        "case": words,
        "found": _cases(request, asked, words) if answers and words else [],
        "moves": asked.moves.select_related("by"),
        "kept_back": holds_of(request, asked),
        "hold_url": reverse("grants:officer:disclosure_hold_add", args=[asked.pk]),
        "trail": _trail(),
    }
    return render(
        request, "grants/officer/disclosure_detail.html", context, status=422 if form.errors else 200
    )


def _row(item: DisclosureItem) -> dict[str, Any]:
    return {
        "item": item,
        "tone": VERDICT_TONES[DisclosureVerdict(item.verdict)],
        "copy": redacted_copies.current_copy(item) if item.verdict == DisclosureVerdict.PARTLY else None,
        "hidden": len(item.redactions.all()),
    }


def _cases(request: HttpRequest, asked: DisclosureRequest, words: str) -> list[dict[str, Any]]:
    """Return the cases that match, each with its documents; at most a page of them."""
    cases = (
        Application.objects.submitted_to(request.user)
        .filter(authority=asked.authority_id)
        .found_first(words)
        .only("reference", "title", "diary_number", "applicant_name")
        .order_by("-submitted_at", "-pk")[:FOUND]
    )
    return [{"case": case, "documents": list(_documents_of(request, case))} for case in cases]


def _documents_of(request: HttpRequest, case: Application) -> QuerySet[Document]:
    """Return the documents of a case that the user may read: its own, its versions' and its entries'."""
    visible = Document.objects.visible_of
    submissions = Submission.objects.visible_to(request.user).filter(application=case).only("pk")
    entries = CaseEntry.objects.visible_to(request.user).filter(application=case).only("pk")
    return visible(request.user, case) | visible(request.user, *submissions) | visible(request.user, *entries)


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def disclosure_add(request: HttpRequest, pk: int, reference: str) -> HttpResponse:
    """Put the chosen documents of a case among those of the request."""
    asked = _answered_by(request, pk)
    case = get_object_or_404(Application.objects.submitted_to(request.user), reference=reference)
    chosen = [int(value) for value in request.POST.getlist("document") if value.isdigit()]
    documents = list(_documents_of(request, case).filter(pk__in=chosen))
    if not documents:
        messages.warning(request, _("Choose at least one document."))
        return redirect(asked)
    try:
        added = disclosure.add_documents(asked, case, documents, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Documents added: %(count)s.") % {"count": added})
    return redirect(asked)


def _find_item(request: HttpRequest, pk: int, item: int) -> DisclosureItem:
    found = DisclosureItem.objects.visible_to(request.user).select_related(
        "request__authority__organisation", "document", "application"
    )
    return get_object_or_404(found, request=pk, pk=item)


@office(*EDITING_ROLES, rule=RULE)
@require_http_methods(["GET", "HEAD", "POST"])
def disclosure_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Read a document with its text beside it, and say what was found of it."""
    _answered_by(request, pk)
    found = _find_item(request, pk, item)
    form = JudgeForm(
        request.POST or None,
        initial={
            "verdict": "" if found.verdict == DisclosureVerdict.PENDING else found.verdict,
            "ground": found.ground,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            disclosure.judge(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, _("It is recorded what was found of “%(document)s”.") % {"document": found}
            )
            return redirect(found.request)
    return _item_page(request, found, form=form)


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def disclosure_hide(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Hide a passage of a document."""
    _answered_by(request, pk)
    found = _find_item(request, pk, item)
    hide = HideForm(request.POST, prefix="hide")
    if hide.is_valid():
        try:
            disclosure.hide(found, by=request.user, **hide.cleaned_data)
        except ValidationError as error:
            add_errors(hide, error)
        else:
            messages.success(request, _("It is hidden in the copy."))
            return redirect("grants:officer:disclosure_item", pk, item)
    return _item_page(request, found, hide=hide)


def _item_page(
    request: HttpRequest, item: DisclosureItem, *, form: JudgeForm | None = None, hide: HideForm | None = None
) -> HttpResponse:
    pages, problem = [], ""
    try:
        pages = disclosure.pages_of(item.document)
    except ValidationError as error:
        problem = " ".join(error.messages)
    context = {
        "item": item,
        "asked": item.request,
        "pages": pages,
        "problem": problem,
        "redactions": item.redactions.all(),
        "open": item.request.status == DisclosureStatus.OPEN,
        "form": form or JudgeForm(),
        "hide": hide or HideForm(prefix="hide"),
        "hide_url": reverse("grants:officer:disclosure_hide", args=[item.request_id, item.pk]),
        "trail": _trail(item.request),
    }
    wrong = any(one is not None and one.errors for one in (form, hide))
    return render(request, "grants/officer/disclosure_item.html", context, status=422 if wrong else 200)


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def disclosure_show(request: HttpRequest, pk: int, item: int, redaction: int) -> HttpResponse:
    """Show a passage again."""
    _answered_by(request, pk)
    hidden = _find_item(request, pk, item).redactions.select_related("item__request")
    found = get_object_or_404(hidden, pk=redaction)
    return _after(
        request, lambda: disclosure.show_again(found, by=request.user), _("It is shown again."), pk, item
    )


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def disclosure_leave_out(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take a document out of the request."""
    _answered_by(request, pk)
    found = _find_item(request, pk, item)
    return _after(
        request, lambda: disclosure.leave_out(found, by=request.user), _("The document is left out."), pk
    )


def _after(request: HttpRequest, step: Any, done: str, pk: int, item: int | None = None) -> HttpResponse:
    try:
        step()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    if item is None:
        return redirect("grants:officer:disclosure_detail", pk)
    return redirect("grants:officer:disclosure_item", pk, item)


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def disclosure_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the request."""
    asked = _answered_by(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            disclosure.answer(asked, text=form.cleaned_data["answer"], by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The request is answered. The copies can be sent now."))
            return redirect(asked)
    return _page(request, asked, form)


@require_POST
@office(*EDITING_ROLES, rule=RULE)
def disclosure_copy(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Make a copy again whose making failed."""
    _answered_by(request, pk)
    job: Job = disclosure.order_copy(_find_item(request, pk, item), by=request.user)
    retry(job)
    messages.success(request, _("The copy is being made."))
    return redirect("grants:officer:disclosure_detail", pk)
