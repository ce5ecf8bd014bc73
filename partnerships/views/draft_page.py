"""A shared draft as its pages show it: each article with what is proposed and said about it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerships import comparison
from partnerships.domain import drafting, proposals
from partnerships.enums import ProposalKind, ProposalStatus
from partnerships.models import Agreement, Article, ArticleProposal, Authority, DraftComment


@dataclass(frozen=True)
class Thread:
    """A first comment and its answers."""

    first: DraftComment
    answers: Sequence[DraftComment]


@dataclass(frozen=True)
class Shown:
    """A proposal as the page shows it: what differs from the text now, and what this person may do with it."""

    proposal: ArticleProposal
    difference: comparison.ArticleDifference | None
    is_outdated: bool
    may_answer: bool
    may_withdraw: bool
    threads: Sequence[Thread]
    answer: Any = None  # the move that ended it


@dataclass(frozen=True)
class Block:
    """One article with what is proposed and said about it."""

    article: Article
    texts: Sequence[tuple[str, str, str]]  # language, heading, text
    proposals: Sequence[Shown] = field(default=())
    threads: Sequence[Thread] = field(default=())


class Page:
    """Everything about one draft, read once and put in its place."""

    def __init__(self, agreement: Agreement, side: Authority | None) -> None:
        self.agreement, self.side = agreement, side
        self.is_alone = side is not None and len(drafting.sides(agreement)) == 1
        self.articles = {article.pk: article for article in agreement.articles.all()}
        said = list(agreement.draft_comments.for_page())
        answers: dict[int, list[DraftComment]] = defaultdict(list)
        for one in said:
            if one.parent_id:
                answers[one.parent_id].append(one)
        self.threads: dict[tuple[str, int] | None, list[Thread]] = defaultdict(list)
        for one in said:
            if not one.parent_id:
                self.threads[_place(one)].append(Thread(one, answers[one.pk]))
        self.proposals = [self._shown(one) for one in agreement.proposals.for_page()]

    def blocks(self, languages: Sequence[str]) -> list[Block]:
        """Return each article with its open proposals and what is said about it."""
        return [
            Block(
                article,
                [(code, article.headings.get(code, ""), article.texts.get(code, "")) for code in languages],
                [one for one in self._open() if one.proposal.article_id == article.pk],
                self.threads["article", article.pk],
            )
            for article in self.articles.values()
        ]

    def additions(self) -> list[Shown]:
        """Return the open proposals that have no article to stand under: new ones, and those whose article is gone."""
        return [one for one in self._open() if one.proposal.article_id is None]

    def answered(self) -> list[Shown]:
        """Return the proposals that were answered, the latest answer first."""
        found = [one for one in self.proposals if one.answer is not None]
        return sorted(found, key=lambda one: one.answer.pk, reverse=True)

    def _open(self) -> list[Shown]:
        return [one for one in self.proposals if one.proposal.status == ProposalStatus.OPEN]

    def _shown(self, proposal: ArticleProposal) -> Shown:
        article = self.articles.get(proposal.article_id) if proposal.article_id else None
        is_mine = self.side is not None and proposal.authority_id == self.side.pk
        moves = list(proposal.moves.all())
        return Shown(
            proposal,
            _difference(proposal, article),
            article is not None and proposals.stamp_of(article) != proposals.base_stamp(proposal),
            self.side is not None and (not is_mine or self.is_alone),
            is_mine,
            self.threads["proposal", proposal.pk],
            moves[-1] if moves else None,
        )


def _place(comment: DraftComment) -> tuple[str, int] | None:
    if comment.proposal_id:
        return "proposal", comment.proposal_id
    return ("article", comment.article_id) if comment.article_id else None


def _difference(proposal: ArticleProposal, article: Article | None) -> comparison.ArticleDifference | None:
    """Compare what is proposed with the text now; once answered, with the text as it was when it was proposed."""
    if proposal.status != ProposalStatus.OPEN or article is None:
        number, headings, texts = proposal.base_number, proposal.base_headings, proposal.base_texts
    else:
        number, headings, texts = article.number, article.headings, article.texts
    before = [_one(number, headings, texts)] if texts else []
    after = (
        []
        if proposal.kind == ProposalKind.REMOVAL
        else [_one(number or proposal.number, proposal.headings, proposal.texts)]
    )
    compared = comparison.compare(before, after)
    return compared.articles[0] if compared.articles else None


def _one(number: str, headings: Any, texts: Any) -> dict[str, Any]:
    return {"article": 1, "number": number, "headings": dict(headings), "texts": dict(texts)}
