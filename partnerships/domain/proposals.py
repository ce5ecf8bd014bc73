"""Proposals: what one side wants a shared text to say, and the other side's answer."""

import json
from collections.abc import Mapping
from typing import Any
from zlib import crc32

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.domain import articles
from partnerships.domain.agreement_writing import finish
from partnerships.domain.drafting import begin_drafting, sides
from partnerships.enums import PROPOSAL_TRANSITIONS, ProposalKind, ProposalStatus
from partnerships.models import Agreement, Article, ArticleProposal, Authority
from portal.core.domain import moves
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, StaleEdit, field_errors
from portal.core.history import acting

type Texts = Mapping[str, str]


def text_stamp(number: str, headings: Texts, texts: Texts) -> int:
    """Return a checksum of what an article says, to tell whether it has been changed since somebody read it."""
    said = json.dumps([number, dict(headings), dict(texts)], sort_keys=True, ensure_ascii=False)
    return crc32(said.encode())


def stamp_of(article: Article) -> int:
    """Return the checksum of an article as it stands."""
    return text_stamp(article.number, article.headings, article.texts)


def base_stamp(proposal: ArticleProposal) -> int:
    """Return the checksum of the article as it stood when something else was proposed for it."""
    return text_stamp(proposal.base_number, proposal.base_headings, proposal.base_texts)


@transaction.atomic
def propose(
    agreement: Agreement,
    *,
    kind: str,
    by: Any,
    article: Article | None = None,
    number: str = "",
    headings: Texts | None = None,
    texts: Texts | None = None,
    reason: str = "",
) -> ArticleProposal:
    """Propose another text for an article, a new article, or taking one out.

    Raises NotAllowed for others than the parties' officers; DomainError outside the negotiation, when the article is
    gone, when nothing would change, or without a text.
    """
    locked, side = begin_drafting(agreement, by=by)
    with acting(by):
        proposal = ArticleProposal(
            agreement=locked, authority=side, kind=kind, reason=reason.strip(), created_by=by
        )
        if kind == ProposalKind.ADDITION:
            proposal.number = number.strip() or articles.next_number(locked)
        else:
            _rest_on(proposal, _standing(locked, article))
        if kind != ProposalKind.REMOVAL:
            proposal.headings, proposal.texts = headings or {}, texts or {}
            _require_text(proposal)
        proposal.validate_constraints()
        proposal.save(force_insert=True)
        return proposal


def _standing(agreement: Agreement, article: Article | None) -> Article:
    standing = agreement.articles.filter(pk=article.pk).first() if article is not None else None
    if standing is None:
        raise DomainError(_("This article has been removed since you opened it."), code="removed")
    return standing


def _rest_on(proposal: ArticleProposal, article: Article) -> None:
    proposal.article, proposal.number = article, article.number
    proposal.base_number, proposal.base_headings, proposal.base_texts = (
        article.number,
        article.headings,
        article.texts,
    )


def _require_text(proposal: ArticleProposal) -> None:
    if not proposal.texts:
        raise field_errors({"texts": _("Write the article's text, in one language at least.")})
    same = (proposal.headings, proposal.texts) == (proposal.base_headings, proposal.base_texts)
    if proposal.kind == ProposalKind.CHANGE and same:
        raise field_errors({"texts": _("This is what the article says already. Change it first.")})


@transaction.atomic
def accept(
    proposal: ArticleProposal,
    *,
    seen: int,
    by: Any,
    headings: Texts | None = None,
    texts: Texts | None = None,
) -> ArticleProposal:
    """Take a proposal into the text: the article is changed, added or taken out, as one new version of the agreement.

    Parameters: ``seen`` is the checksum of the article that the person decided on (`stamp_of`); ``headings`` and
    ``texts`` replace what was proposed, where the person made one text of two. Raises StaleEdit, which carries the
    article as it stands, when somebody has changed it since; NotAllowed for one's own side's proposal while another
    side can answer; DomainError when it has been answered or its article is gone.
    """
    locked, side = begin_drafting(proposal.agreement, by=by)
    with acting(by):
        current = _open(proposal)
        _require_other_side(current, locked, side)
        _take_in(current, locked, seen, headings, texts)
        finish(locked)
        moves.move(current, to=ProposalStatus.ACCEPTED, by=by, transitions=PROPOSAL_TRANSITIONS)
        return current


def _take_in(
    proposal: ArticleProposal, agreement: Agreement, seen: int, headings: Texts | None, texts: Texts | None
) -> None:
    """Write what was proposed into the working text of a locked agreement."""
    if proposal.kind == ProposalKind.ADDITION:
        taken = set(agreement.articles.values_list("number", flat=True))
        number = proposal.number if proposal.number not in taken else articles.next_number(agreement)
        added = {"number": number, "headings": proposal.headings, "texts": proposal.texts}
        articles.append(agreement, added)
        return
    article = _standing(agreement, proposal.article)
    if stamp_of(article) != seen:
        raise StaleEdit(
            _("The article has been changed since this was proposed. Look at both texts and choose."),
            current=article,
            current_version=stamp_of(article),
        )
    if proposal.kind == ProposalKind.REMOVAL:
        article.delete()
        proposal.article = None
        return
    others = set(agreement.articles.exclude(pk=article.pk).values_list("number", flat=True))
    changes = {
        "headings": proposal.headings if headings is None else headings,
        "texts": proposal.texts if texts is None else texts,
    }
    articles.write(article, changes, taken=others)


@transaction.atomic
def refuse(proposal: ArticleProposal, *, reason: str, by: Any) -> ArticleProposal:
    """Say no to a proposal, and why.

    Raises DomainError without a reason or when it has been answered, NotAllowed for one's own side's proposal.
    """
    locked, side = begin_drafting(proposal.agreement, by=by)
    with acting(by):
        current = _open(proposal)
        _require_other_side(current, locked, side)
        if not reason.strip():
            raise field_errors({"reason": _("Say why, so that the other side can propose something better.")})
        moves.move(
            current, to=ProposalStatus.REFUSED, by=by, transitions=PROPOSAL_TRANSITIONS, note=reason.strip()
        )
        return current


@transaction.atomic
def withdraw(proposal: ArticleProposal, *, by: Any) -> ArticleProposal:
    """Take one's own side's proposal back. Raises NotAllowed for others, DomainError when it has been answered."""
    _locked, side = begin_drafting(proposal.agreement, by=by)
    with acting(by):
        current = _open(proposal)
        if current.authority_id != side.pk:
            raise NotAllowed(_("Only the side that proposed this may take it back."))
        moves.move(current, to=ProposalStatus.WITHDRAWN, by=by, transitions=PROPOSAL_TRANSITIONS)
        return current


def may_answer(proposal: ArticleProposal, agreement: Agreement, side: Authority | None) -> bool:
    """Tell whether this side may accept or refuse a proposal: another than the one that made it.

    Where nobody else on the portal shares the text, the side that holds it answers for those without an account.
    """
    if side is None:
        return False
    return proposal.authority_id != side.pk or len(sides(agreement)) == 1


def _require_other_side(proposal: ArticleProposal, agreement: Agreement, side: Authority) -> None:
    if not may_answer(proposal, agreement, side):
        raise NotAllowed(_("Your own side proposed this. The other side answers; you may take it back."))


def _open(proposal: ArticleProposal) -> ArticleProposal:
    current = lock(proposal)
    if current.status != ProposalStatus.OPEN:
        raise DomainError(
            _("This proposal is “%(state)s” by now.") % {"state": current.get_status_display()},
            code="answered",
        )
    return current
