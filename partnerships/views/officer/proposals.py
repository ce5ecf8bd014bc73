"""Proposals at the office: made, accepted, refused and taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partnerships.domain import proposals
from partnerships.enums import ProposalKind
from partnerships.forms.agreements import languages_of
from partnerships.forms.drafting import MergeForm, ProposalForm, RefuseForm
from partnerships.models import Agreement, ArticleProposal
from partnerships.views.officer.drafting import EDITING_RULE, address, draftable, drafting_trail
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import answered, conflict_page, edit_page
from portal.core.errors import DomainError, NotAllowed, StaleEdit


@office(*EDITING_ROLES, rule=EDITING_RULE)
def proposal_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose another text for an article (?article=7), taking it out (&kind=removal), or a new article."""
    agreement, _side = draftable(request, slug)
    asked = request.GET.get("article", "")
    article = None
    if asked:
        article = get_object_or_404(agreement.articles.all(), pk=int(asked) if asked.isdecimal() else 0)
    kind = ProposalKind.ADDITION
    if article is not None:
        is_removal = request.GET.get("kind") == ProposalKind.REMOVAL
        kind = ProposalKind.REMOVAL if is_removal else ProposalKind.CHANGE
    titles = {
        ProposalKind.ADDITION: _("Propose a new article"),
        ProposalKind.CHANGE: _("Propose another text for § %(number)s"),
        ProposalKind.REMOVAL: _("Propose to take § %(number)s out"),
    }
    initial = {"headings": article.headings, "texts": article.texts} if article else {}
    return edit_page(
        request,
        form_class=ProposalForm,
        record=ArticleProposal(agreement=agreement, kind=kind),
        initial=initial,
        save=lambda form: proposals.propose(
            agreement, kind=kind, article=article, by=request.user, **form.cleaned_data
        ),
        title=titles[kind] % {"number": article.number if article else ""},
        submit=_("Send the proposal"),
        saved=_("The proposal is there for all parties."),
        done=lambda made: address(agreement, f"proposal-{made.pk}"),
        cancel_url=address(agreement, f"article-{article.pk}" if article else ""),
        trail=drafting_trail(agreement),
        template="partnerships/officer/article_edit.html",
    )


@office(*EDITING_ROLES, rule=EDITING_RULE)
@require_POST
def proposal_accept(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a proposal into the text; where the article has changed meanwhile, show both texts and let people choose."""
    agreement, _side = draftable(request, slug)
    proposal = _find(agreement, pk)
    if proposal.kind != ProposalKind.CHANGE or proposal.article is None:
        return _answer(
            request,
            agreement,
            lambda: proposals.accept(proposal, seen=proposals.base_stamp(proposal), by=request.user),
            _("The proposal is accepted and stands in the text."),
            proposal,
        )
    languages = languages_of(agreement)
    proposal.article.agreement = agreement
    if "version" in request.POST:
        form = MergeForm(answered(request), instance=proposal.article, languages=languages)
    else:
        form = MergeForm.as_proposed(proposal, languages)
    page = {
        "title": _("Accept the proposal for § %(number)s") % {"number": proposal.number},
        "cancel_url": address(agreement, f"proposal-{proposal.pk}"),
        "trail": drafting_trail(agreement),
        "layout": "layouts/office.html",
    }
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
        return HttpResponseRedirect(address(agreement, f"proposal-{proposal.pk}"))
    chosen = form.cleaned_data
    standing = agreement.articles.get(pk=proposal.article.pk)
    if "version" in request.POST and (chosen["headings"], chosen["texts"]) == (
        standing.headings,
        standing.texts,
    ):
        messages.info(
            request, _("The text stays as it stands. The proposal is still open: you can refuse it.")
        )
        return HttpResponseRedirect(address(agreement, f"proposal-{proposal.pk}"))
    try:
        proposals.accept(
            proposal,
            seen=chosen["version"],
            by=request.user,
            headings=chosen["headings"],
            texts=chosen["texts"],
        )
    except StaleEdit as stale:
        return conflict_page(request, form, stale, page)
    except NotAllowed as error:
        raise PermissionDenied(" ".join(error.messages)) from error
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The proposal is accepted and stands in the text."))
    return HttpResponseRedirect(address(agreement, f"proposal-{proposal.pk}"))


@office(*EDITING_ROLES, rule=EDITING_RULE)
def proposal_refuse(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say no, and why."""
    agreement, _side = draftable(request, slug)
    proposal = _find(agreement, pk)
    return edit_page(
        request,
        form_class=RefuseForm,
        save=lambda form: proposals.refuse(proposal, reason=form.cleaned_data["reason"], by=request.user),
        title=_("Refuse the proposal for § %(number)s") % {"number": proposal.number},
        submit=_("Refuse it"),
        saved=_("The proposal is refused, and the other side reads why."),
        done=lambda refused: address(agreement, f"proposal-{refused.pk}"),
        cancel_url=address(agreement, f"proposal-{proposal.pk}"),
        trail=drafting_trail(agreement),
    )


@office(*EDITING_ROLES, rule=EDITING_RULE)
@require_POST
def proposal_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's own side's proposal back."""
    agreement, _side = draftable(request, slug)
    proposal = _find(agreement, pk)
    return _answer(
        request,
        agreement,
        lambda: proposals.withdraw(proposal, by=request.user),
        _("The proposal is taken back."),
        proposal,
    )


def _find(agreement: Agreement, pk: int) -> ArticleProposal:
    proposal: ArticleProposal = get_object_or_404(agreement.proposals.select_related("article"), pk=pk)
    return proposal


def _answer(
    request: HttpRequest, agreement: Agreement, answer: Any, said: str, proposal: ArticleProposal
) -> HttpResponse:
    """Give an answer that needs no form, and say on the drafting page what came of it."""
    try:
        answer()
    except StaleEdit:
        messages.error(
            request,
            _(
                "§ %(number)s has been changed since its removal was proposed. Read it again: refuse the proposal, or "
                "let it be proposed anew."
            )
            % {"number": proposal.number},
        )
    except NotAllowed as error:
        raise PermissionDenied(" ".join(error.messages)) from error
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(address(agreement, f"proposal-{proposal.pk}"))
