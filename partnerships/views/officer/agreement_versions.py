"""Versions of an agreement's text at the office: kept, read side by side, and compared."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships import comparison, wording
from partnerships.domain import comparisons, versions
from partnerships.forms.agreement_versions import KeepVersionForm
from partnerships.forms.agreements import languages_of
from partnerships.models import Agreement, AgreementVersion
from partnerships.permissions import can_draft, can_edit_agreement
from partnerships.views.officer.agreements import trail
from portal.accounts.enums import READING_ROLES
from portal.core.access import office
from portal.core.editing import add_errors
from portal.core.models import Document

RULE = "people of the authority that holds the agreement, and of the parties once it is shared"
WORKING = "working"
INLINE, BESIDE = "inline", "beside"


@dataclass(frozen=True)
class Side:
    """One of the texts that can be read or compared: a version, or the text as it is being worked on."""

    key: str  # the version's number, or "working"
    label: str
    articles: list[dict[str, Any]]
    version: AgreementVersion | None = None


def shared(request: HttpRequest, slug: str) -> Agreement:
    """Return an agreement whose text the person works on; 404 for any other."""
    agreements = Agreement.objects.shared_with(request.user).select_related(
        "partnership__authority__organisation", "recorded_by__organisation"
    )
    agreement: Agreement = get_object_or_404(agreements, slug=slug)
    return agreement


def may_keep(request: HttpRequest, agreement: Agreement) -> bool:
    """Tell whether the person may keep a version of the text."""
    return can_edit_agreement(request.user, agreement) or can_draft(request.user, agreement)


@office(*READING_ROLES, rule=RULE)
def agreement_versions(request: HttpRequest, slug: str) -> HttpResponse:
    """List the versions of the text; an officer keeps the next one."""
    agreement = shared(request, slug)
    form = KeepVersionForm(request.POST or None) if may_keep(request, agreement) else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            kept = versions.keep(agreement, by=request.user, note=form.cleaned_data["note"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The text is kept as version %(number)s.") % {"number": kept.number})
            return HttpResponseRedirect(request.path)
    kept_versions = list(agreement.text_versions.visible_to(request.user).for_list())
    context = {
        "agreement": agreement,
        "form": form,
        "versions": kept_versions,
        "current_hash": wording.hash_of(wording.text_of(agreement)),
        "title": _("Versions of the text"),
        "trail": trail(agreement),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "partnerships/officer/agreement_versions.html", context, status=status)


@office(*READING_ROLES, rule=RULE)
def agreement_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the text or one of its versions, the languages one chooses side by side."""
    agreement = shared(request, slug)
    sides = _sides(request, agreement)
    shown = _side(request, sides, request.GET.get("version", ""), otherwise=WORKING)
    written = comparison.languages_of(shown.articles)
    offered = [
        code for code, _name in settings.CONTENT_LANGUAGES if code in {*written, *languages_of(agreement)}
    ]
    chosen = [code for code in request.GET.getlist("language") if code in offered]
    chosen = chosen or [code for code in offered if code in written][:3] or offered[:1]
    context = {
        "agreement": agreement,
        "sides": sides,
        "shown": shown,
        "offered": offered,
        "chosen": chosen,
        "columns": len(chosen),
        "articles": [_in_languages(article, chosen) for article in shown.articles],
        "title": _("The text side by side"),
        "trail": trail(agreement),
    }
    return render(request, "partnerships/officer/agreement_read.html", context)


def _in_languages(article: dict[str, Any], languages: list[str]) -> dict[str, Any]:
    """Return an article with its heading and text in each language, also where there is none yet."""
    return {
        "number": article["number"],
        "texts": [
            (code, article["headings"].get(code, ""), article["texts"].get(code, "")) for code in languages
        ],
    }


@office(*READING_ROLES, rule=RULE)
def agreement_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare two versions, or a version and the text being worked on; a POST orders the comparison as a PDF."""
    agreement = shared(request, slug)
    sides = _sides(request, agreement)
    before = _side(request, sides, request.GET.get("from", ""), otherwise=_differing(sides))
    after = _side(request, sides, request.GET.get("to", ""), otherwise=WORKING)
    written = comparison.languages_of([*before.articles, *after.articles])
    offered = [code for code, _name in settings.CONTENT_LANGUAGES if code in written]
    chosen = [code for code in request.GET.getlist("language") if code in offered] or offered
    document, job = None, None
    if before.version is not None:
        document, job = comparisons.state_of(
            before.version, after.version, languages=chosen, language=_reader()
        )
    if request.method == "POST":
        return _on_paper(request, before, after, chosen)
    compared = comparison.compare(before.articles, after.articles, languages=chosen)
    context = {
        "document": document,
        "job": job,
        "here": request.get_full_path(),
        "agreement": agreement,
        "sides": sides,
        "before": before,
        "after": after,
        "offered": offered,
        "chosen": chosen,
        "layout_of_texts": BESIDE if request.GET.get("layout") == BESIDE else INLINE,
        "comparison": compared,
        "counts": compared.counts(),
        "different": compared.different,
        "title": _("Compare two versions"),
        "trail": trail(agreement),
    }
    template = "partnerships/officer/agreement_compare.html"
    return render(request, f"{template}#paper" if request.htmx else template, context)  # type: ignore[attr-defined]


def _on_paper(request: HttpRequest, before: Side, after: Side, languages: list[str]) -> HttpResponse:
    """Order the comparison as a PDF: a short one is there at once, a long one comes from the worker."""
    if before.version is None:
        messages.error(
            request, _("A PDF begins with a version that was kept. Choose one, or keep the text first.")
        )
        return HttpResponseRedirect(request.get_full_path())
    made = comparisons.order(
        before.version, after.version, languages=languages, language=_reader(), by=request.user
    )
    target = made.get_absolute_url() if isinstance(made, Document) else request.get_full_path()
    return HttpResponseRedirect(target)


def _reader() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _sides(request: HttpRequest, agreement: Agreement) -> list[Side]:
    """Return what can be read and compared, the text being worked on first, then the versions, latest first."""
    kept = agreement.text_versions.visible_to(request.user).order_by("-number")
    working = Side(WORKING, _("The text as it stands now"), wording.text_of(agreement))
    return [working, *(Side(str(one.number), str(one), one.articles, one) for one in kept)]


def _differing(sides: list[Side]) -> str:
    """Return what the text being worked on is compared with unasked: the latest version that says something else."""
    working, *kept = sides
    differing = [side for side in kept if side.articles != working.articles]
    return (differing or kept or sides)[0].key


def _side(request: HttpRequest, sides: list[Side], key: str, *, otherwise: str) -> Side:
    """Return the side that was asked for. Raises Http404 for a version that does not exist."""
    found = {side.key: side for side in sides}.get(key or otherwise)
    if found is None:
        raise Http404
    return found


def address(agreement: Agreement) -> str:
    """Return the address of the list of versions."""
    return reverse("partnerships:officer:agreement_versions", args=[agreement.slug])
