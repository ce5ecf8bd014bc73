"""The text of an agreement at the office: article by article, and all of it on one page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partnerships.domain import articles
from partnerships.forms.agreements import ArticleForm, languages_of
from partnerships.models import Agreement, Article
from partnerships.views.officer.agreements import editable, trail
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page, remove_page
from portal.core.errors import DomainError, NotAllowed, StaleEdit

RULE = "officers of the authority that holds the agreement"


@office(*EDITING_ROLES, rule=RULE)
def article_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new article, at the end."""
    agreement = editable(request, slug)
    return edit_page(
        request,
        form_class=ArticleForm,
        record=Article(agreement=agreement),
        initial={"number": articles.next_number(agreement)},
        save=lambda form: articles.add(agreement, version=None, by=request.user, **form.cleaned_data),
        title=_("New article"),
        saved=_("The article is saved."),
        done=lambda article: address(agreement, article),
        cancel_url=address(agreement),
        trail=trail(agreement),
        template="partnerships/officer/article_edit.html",
    )


@office(*EDITING_ROLES, rule=RULE)
def article_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Edit one article; one that somebody has removed meanwhile can be put back with what was typed."""
    agreement = editable(request, slug)
    article = agreement.articles.filter(pk=pk).first()
    if article is None:
        return _removed_meanwhile(request, agreement)
    return edit_page(
        request,
        form_class=ArticleForm,
        record=article,
        save=lambda form: _save(request, article, form),
        title=_("Article %(number)s") % {"number": article.number},
        saved=_("The article is saved."),
        done=lambda saved: address(agreement, saved),
        cancel_url=address(agreement, article),
        trail=trail(agreement),
        template="partnerships/officer/article_edit.html",
        context={
            "action": request.path,
            "history_url": reverse("partnerships:officer:agreement_history", args=[slug]),
        },
    )


@office(*EDITING_ROLES, rule=RULE)
def article_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, and take an article out of the agreement."""
    agreement = editable(request, slug)
    article = get_object_or_404(agreement.articles.all(), pk=pk)
    return remove_page(
        request,
        remove=lambda: articles.remove(article, version=None, by=request.user),
        title=_("Remove article %(number)s?") % {"number": article.number},
        text=_("The others keep their numbers. The history keeps the text."),
        done_url=address(agreement),
        removed=_("The article is removed."),
        trail=trail(agreement),
    )


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def article_move(request: HttpRequest, slug: str, pk: int, towards: str) -> HttpResponse:
    """Let an article change places and numbers with its neighbour."""
    agreement = editable(request, slug)
    article = get_object_or_404(agreement.articles.all(), pk=pk)
    if towards not in {"up", "down"}:
        raise Http404
    try:
        articles.move(article, towards=towards, version=_version(request), by=request.user)  # type: ignore[arg-type]
    except StaleEdit:
        messages.warning(request, _("Somebody else saved this meanwhile. Look at the order again."))
    except NotAllowed as error:
        raise PermissionDenied from error
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(address(agreement, article))


def address(agreement: Agreement, article: Article | None = None) -> str:
    """Return the place of an article on the record's page."""
    page = reverse("partnerships:officer:agreement_detail", args=[agreement.slug])
    return f"{page}#article-{article.pk}" if article else f"{page}#articles"


def _save(request: HttpRequest, article: Article, form: Any) -> Article:
    """Save one article; a stale edit is about this article, not about the whole agreement."""
    try:
        return articles.edit(article, form.changes(), version=form.cleaned_data["version"], by=request.user)
    except StaleEdit as stale:
        current = Article.objects.select_related("agreement").get(pk=article.pk)
        raise StaleEdit(
            " ".join(stale.messages), current=current, current_version=stale.current_version
        ) from stale


def _removed_meanwhile(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Show what was typed for an article that is gone, ready to be put back as a new one."""
    if request.method != "POST":
        raise Http404
    form = ArticleForm(request.POST, instance=Article(agreement=agreement), languages=languages_of(agreement))
    context = {
        "agreement": agreement,
        "form": form,
        "action": reverse("partnerships:officer:article_create", args=[agreement.slug]),
        "cancel_url": address(agreement),
        "title": _("This article was removed while you were editing"),
        "trail": trail(agreement),
    }
    return render(request, "partnerships/officer/article_removed.html", context, status=409)


def _version(request: HttpRequest) -> int:
    asked = request.POST.get("version", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
