"""The whole call with its form, to read and to print before one begins; no account is needed."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grants import call_papers
from grants.domain.whole_call import languages_of, whole_call
from grants.models import Call
from grants.periodic import order_paper, paper_job
from portal.core import docx
from portal.core.access import public
from portal.core.limits import within_limit
from portal.core.models import Document

RULE = "a published call; a draft by those who work for the authority"
# How many papers may be ordered from one address in a minute; the sweep makes those of open calls anyway.
ORDERS_A_MINUTE = 30


def _call(request: HttpRequest, slug: str) -> Call:
    return get_object_or_404(
        Call.objects.visible_to(request.user).select_related("authority__organisation", "programme"),
        slug=slug,
    )


def _language(request: HttpRequest, call: Call) -> str:
    """Return the language that is asked for, else the reader's, else the call's first. Raises Http404 for another."""
    offered = languages_of(call) or [settings.LANGUAGE_CODE]
    wanted = request.GET.get("language", "")
    if wanted and wanted not in offered:
        raise Http404
    reader = get_language() or ""
    return wanted or (reader if reader in offered else offered[0])


@require_safe
@public(RULE)
def call_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that a call says and asks, on one page to read and to print."""
    call = _call(request, slug)
    language = _language(request, call)
    names = dict(settings.CONTENT_LANGUAGES)
    context = {
        "call": call,
        "whole": whole_call(call, language),
        "language": language,
        # What the portal itself says on the page is in a language that it speaks.
        "portal_language": language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        "offered": [(code, _(str(names[code]))) for code in languages_of(call)],
    }
    return render(request, "grants/public/call_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public(RULE)
def call_form_file(request: HttpRequest, slug: str, file_format: str) -> HttpResponseBase:
    """Send the call as a file; where it has not been made of what the call says now, offer to have it made."""
    call = _call(request, slug)
    language = _language(request, call)
    whole = whole_call(call, language)
    here = f"{reverse(f'grants:public:call_form_{file_format}', args=[slug])}?language={language}"
    document = call_papers.stored(call, whole, file_format)
    if document is not None and not request.htmx:  # type: ignore[attr-defined]
        return _sent(document)
    sentence = ""
    if request.method == "POST":
        if within_limit(
            "order-paper", request.META.get("REMOTE_ADDR", ""), limit=ORDERS_A_MINUTE, seconds=60
        ):
            order_paper(call, language=language, file_format=file_format)
            return redirect(here)
        sentence = _("Many files are being made just now. Try again in a minute.")
    job = paper_job(call, whole, file_format)
    context = {
        "call": call,
        "whole": whole,
        "document": document,
        "job": job,
        "here": here,
        "sentence": sentence,
        "label": _("The call as %(format)s") % {"format": file_format.upper()},
        "back": f"{reverse('grants:public:call_form', args=[slug])}?language={language}",
    }
    template = "grants/public/call_form_file.html"
    if request.htmx:  # type: ignore[attr-defined]
        template += "#progress"
    return render(request, template, context, status=429 if sentence else 200)


def _sent(document: Document) -> FileResponse:
    response = FileResponse(
        document.file.open("rb"),
        as_attachment=document.media_type == docx.MEDIA_TYPE,
        filename=document.filename,
        content_type=document.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
