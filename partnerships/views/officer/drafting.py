"""The page on which the parties draft a text together, what is said there, and who has seen what."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partnerships import drafting_news, wording
from partnerships.domain import acceptances, drafting, versions
from partnerships.enums import AGREEMENT_TONES, DRAFTED_STATUSES
from partnerships.forms.agreements import languages_of
from partnerships.forms.drafting import CommentForm, SeenForm
from partnerships.models import Agreement, Authority, DraftComment
from partnerships.views.draft_page import Page
from partnerships.views.officer.agreements import trail
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page

RULE = "people of the authority that holds the agreement, and of the parties once it is shared"
EDITING_RULE = "officers of the authority that holds the agreement, and of the parties once it is shared"


def shared_draft(request: HttpRequest, slug: str) -> Agreement:
    """Return an agreement whose text the person works on, with its articles; 404 for any other."""
    agreements = Agreement.objects.shared_with(request.user).select_related(
        "partnership__authority__organisation", "recorded_by__organisation"
    )
    agreement: Agreement = get_object_or_404(agreements.prefetch_related("articles"), slug=slug)
    return agreement


def draftable(request: HttpRequest, slug: str) -> tuple[Agreement, Authority]:
    """Return a shared draft and the side for which the person acts; 403 for those who only read it."""
    agreement = shared_draft(request, slug)
    side = drafting.side_of(agreement, request.user)
    if side is None:
        raise PermissionDenied
    return agreement, side


def address(agreement: Agreement, anchor: str = "") -> str:
    """Return a place on the drafting page."""
    page = reverse("partnerships:officer:agreement_drafting", args=[agreement.slug])
    return f"{page}#{anchor}" if anchor else page


def drafting_trail(agreement: Agreement) -> list[tuple[object, str]]:
    """Return the way to a page below the drafting page."""
    return [*trail(agreement), (_("Drafting together"), address(agreement))]


@office(*READING_ROLES, rule=RULE)
def agreement_drafting(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the text with what is proposed and said about it, what is new, and which party accepts what."""
    agreement = shared_draft(request, slug)
    side = drafting.side_of(agreement, request.user)
    may_draft = side is not None and agreement.status in DRAFTED_STATUSES
    since = drafting_news.seen_until(agreement, request.user)
    news = drafting_news.news_of(agreement, request.user, since)
    page = Page(agreement, side if may_draft else None)
    latest = versions.latest(agreement)
    is_kept = latest is not None and latest.text_hash == wording.hash_of(wording.text_of(agreement))
    context = {
        "agreement": agreement,
        "tone": AGREEMENT_TONES[agreement.status],
        "side": side,
        "may_draft": may_draft,
        "news": news,
        "since": since,
        "news_until": news[0].at.isoformat() if news else "",
        "blocks": page.blocks(languages_of(agreement)),
        "additions": page.additions(),
        "answered": page.answered(),
        "threads": page.threads[None],
        "columns": len(languages_of(agreement)),
        "standings": _standings(agreement, request.user, may_draft=may_draft),
        "latest": latest,
        "is_kept": is_kept,
        "links": agreement.draft_links.select_related("organisation", "created_by") if side else (),
        "title": _("Drafting together"),
        "trail": trail(agreement),
    }
    return render(request, "partnerships/officer/agreement_drafting.html", context)


def _standings(agreement: Agreement, user: Any, *, may_draft: bool) -> list[dict[str, Any]]:
    """Return where each party stands, and whether this person may say its word."""
    return [
        {
            "standing": one,
            "may_accept": may_draft and not one.holds and acceptances.may_record(agreement, one.party, user),
        }
        for one in acceptances.standings(agreement)
    ]


@office(*EDITING_ROLES, rule=EDITING_RULE)
@require_POST
def agreement_seen(request: HttpRequest, slug: str) -> HttpResponse:
    """Remember that the person has seen what was on the page."""
    agreement = shared_draft(request, slug)
    form = SeenForm(request.POST)
    if form.is_valid():
        drafting.mark_seen(agreement, until=form.cleaned_data["until"], by=request.user)
        messages.success(request, _("Next time you see here what is new since now."))
    else:
        messages.error(request, " ".join(map(str, form.errors["until"])))
    return HttpResponseRedirect(address(agreement))


@office(*EDITING_ROLES, rule=EDITING_RULE)
def agreement_comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Say something about the draft, an article or a proposal, or answer."""
    agreement, _side = draftable(request, slug)
    asked = {name: request.GET.get(name, "") for name in ("article", "proposal", "parent")}
    return edit_page(
        request,
        form_class=CommentForm,
        record=DraftComment(),
        prepare=lambda form: form.about(agreement),
        initial={name: int(value) for name, value in asked.items() if value.isdecimal()},
        save=lambda form: drafting.comment(agreement, by=request.user, **form.cleaned_data),
        title=_("Comment"),
        submit=_("Send the comment"),
        saved=_("Your comment is there for all parties."),
        done=lambda comment: address(agreement, f"comment-{comment.pk}"),
        cancel_url=address(agreement),
        trail=drafting_trail(agreement),
    )
