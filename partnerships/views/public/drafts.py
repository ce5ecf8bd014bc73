"""A draft for somebody without an account, opened by a link that ends."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partnerships.domain import draft_links, drafting
from partnerships.forms.agreements import languages_of
from partnerships.forms.drafting import GuestCommentForm
from partnerships.models import DraftComment, DraftLink
from partnerships.views.draft_page import Page
from portal.core.access import public
from portal.core.editing import add_errors
from portal.core.limits import within_limit

HOUR = 3600
MOST_READ, MOST_SAID = 300, 20  # in an hour: from one address, with one link


@public("whoever has a link to one draft that has not ended; they read it and comment on it, nothing else")
@never_cache
def draft_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the draft to whoever has the link, and take their comments."""
    if not within_limit(
        "draft-link-read", get_adapter().get_client_ip(request), limit=MOST_READ, seconds=HOUR
    ):
        return _closed(request, _("Too many pages were opened from your address. Wait an hour."), status=429)
    link = draft_links.with_token(token)
    if link is None:
        raise Http404
    if sentence := drafting.refusal(link):
        return _closed(request, sentence, status=410)
    if request.method == "POST":
        return _comment(request, link, token)
    return _shown(request, link, GuestCommentForm(initial={"guest_name": link.name}))


def _comment(request: HttpRequest, link: DraftLink, token: str) -> HttpResponse:
    form = GuestCommentForm(request.POST, instance=DraftComment())
    form.about(link.agreement)
    if not form.is_valid():
        return _shown(request, link, form, status=422)
    if not within_limit("draft-link-comment", link.pk, limit=MOST_SAID, seconds=HOUR):
        form.add_error(
            None, _("You have written many comments in a short time. Wait an hour, and send this again.")
        )
        return _shown(request, link, form, status=429)
    said = form.cleaned_data
    try:
        comment = drafting.comment_by_link(
            link, said["text"], name=said["guest_name"], article=said["article"], parent=said["parent"]
        )
    except ValidationError as error:
        add_errors(form, error)
        return _shown(request, link, form, status=422)
    messages.success(request, _("Your comment is there for all parties."))
    page = reverse("partnerships:public:draft_link", args=[token])
    return HttpResponseRedirect(f"{page}#comment-{comment.pk}")


def _shown(request: HttpRequest, link: DraftLink, form: Any, status: int = 200) -> HttpResponse:
    agreement = link.agreement
    form.about(agreement)
    page = Page(agreement, None)
    languages = languages_of(agreement)
    context = {
        "agreement": agreement,
        "link": link,
        "authority": drafting.sender_of(link),
        "form": form,
        "blocks": page.blocks(languages),
        "additions": page.additions(),
        "threads": page.threads[None],
        "columns": len(languages),
    }
    return _private(render(request, "partnerships/public/draft_link.html", context, status=status))


def _closed(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    return _private(
        render(request, "partnerships/public/draft_link_closed.html", {"sentence": sentence}, status=status)
    )


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the page out of search engines, and its address out of what other sites are told."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # Not "no-referrer": browsers would then send forms from an origin they call "null", which the portal refuses.
    response["Referrer-Policy"] = "same-origin"
    return response
