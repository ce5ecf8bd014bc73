"""What the others did to a shared text since a person last looked: on the drafting page, and counted for the desk."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory.core
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from partnerships import comparison
from partnerships.enums import AgreementStatus, ProposalStatus, VersionReason
from partnerships.models import (
    Agreement,
    AgreementMove,
    AgreementVersion,
    Article,
    ArticleProposal,
    DraftComment,
    ProposalMove,
    SeenMark,
    VersionAcceptance,
)

MOST = 200  # of each kind; who was away longer reads the versions


@dataclass(frozen=True)
class News:
    """One thing that somebody else did: when, who, what in one phrase, where it is on the page, and what differs."""

    at: datetime
    who: str
    what: str
    anchor: str = ""
    note: str = ""
    difference: comparison.ArticleDifference | None = None


def seen_until(agreement: Agreement, user: Any) -> datetime | None:
    """Return up to when the person has seen everything; who never said so begins where the talks began."""
    mark = (
        SeenMark.objects.filter(agreement=agreement, user=user).values_list("seen_until", flat=True).first()
    )
    if mark is not None:
        return mark
    opened = agreement.moves.filter(to_status=AgreementStatus.NEGOTIATION)
    return opened.order_by("-pk").values_list("at", flat=True).first()


def news_of(agreement: Agreement, user: Any, since: datetime | None) -> list[News]:
    """Return what others did since then, newest first; the number of queries does not depend on how much it was."""
    if since is None:
        return []
    found = [
        *_changed_articles(agreement, user, since),
        *_proposals(agreement, user, since),
        *_comments(agreement, user, since),
        *_versions(agreement, user, since),
        *_steps(agreement, user, since),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _article_events() -> models.QuerySet[Any]:
    tracking = pghistory.core.event_models(tracks_model=Article)
    return tracking[0]._default_manager.all()


def _changed_articles(agreement: Agreement, user: Any, since: datetime) -> list[News]:
    """Compare each article that somebody else wrote to with what it said when this person last looked."""
    touched = _article_events().filter(agreement_id=agreement.pk, pgh_created_at__gt=since)
    events = list(touched.select_related("pgh_context").order_by("pgh_id")[: MOST * 10])
    by_article: dict[int, list[Any]] = defaultdict(list)
    for event in events:
        by_article[event.pgh_obj_id].append(event)
    others = {key: rows for key, rows in by_article.items() if any(_user_id(row) != user.pk for row in rows)}
    if not others:
        return []
    before = {
        row.pgh_obj_id: row
        for row in _article_events()
        .filter(pgh_obj_id__in=others, pgh_created_at__lte=since)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    }
    now = {article.pk: article for article in agreement.articles.all()}
    people = _people(row for rows in others.values() for row in rows)
    found = []
    for key, rows in others.items():
        compared = comparison.compare(_text(before.get(key)), _text(now.get(key)))
        if not compared.different:  # only its place, or changed back since
            continue
        authors = [people[one] for row in rows if (one := _user_id(row)) in people and one != user.pk]
        found.append(
            News(
                at=rows[-1].pgh_created_at,
                who=", ".join(dict.fromkeys(authors)),
                what=_what_happened(compared.different[0]),
                anchor=f"article-{key}" if key in now else "",
                difference=compared.different[0],
            )
        )
    return found


def _what_happened(article: comparison.ArticleDifference) -> str:
    words = {
        comparison.ADDED: _("§ %(number)s was added to the text"),
        comparison.REMOVED: _("§ %(number)s was taken out of the text"),
        comparison.CHANGED: _("§ %(number)s was changed in the text"),
        "": _("§ %(number)s got another number"),
    }
    return words[article.kind] % {"number": article.number}


def _text(article: Any) -> list[dict[str, Any]]:
    """Return one article (or a row of its history) as a text to compare; nothing where there is none."""
    if article is None:
        return []
    return [
        {
            "article": 1,
            "number": article.number,
            "headings": dict(article.headings),
            "texts": dict(article.texts),
        }
    ]


def _user_id(row: Any) -> Any:
    return row.pgh_context.metadata.get("user") if row.pgh_context else None


def _people(rows: Iterable[Any]) -> dict[Any, str]:
    ids = {user for row in rows if (user := _user_id(row))}
    return {pk: str(person) for pk, person in get_user_model()._default_manager.in_bulk(ids).items()}


def _proposals(agreement: Agreement, user: Any, since: datetime) -> list[News]:
    made = agreement.proposals.filter(created_at__gt=since).exclude(created_by=user)
    answers = ProposalMove.objects.filter(proposal__agreement=agreement, at__gt=since).exclude(by=user)
    words = {
        ProposalStatus.ACCEPTED: _("Accepted the proposal for § %(number)s"),
        ProposalStatus.REFUSED: _("Refused the proposal for § %(number)s"),
        ProposalStatus.WITHDRAWN: _("Took back the proposal for § %(number)s"),
    }
    return [
        *(
            News(
                one.created_at,
                str(one.created_by),
                _("Proposed for § %(number)s: %(kind)s")
                % {"number": one.number, "kind": one.get_kind_display()},
                anchor=f"proposal-{one.pk}",
                note=one.reason,
            )
            for one in made.select_related("created_by")[:MOST]
        ),
        *(
            News(
                one.at,
                str(one.by),
                words[ProposalStatus(one.to_status)] % {"number": one.proposal.number},
                anchor=f"proposal-{one.proposal_id}",
                note=one.note,
            )
            for one in answers.select_related("by", "proposal")[:MOST]
        ),
    ]


def _comments(agreement: Agreement, user: Any, since: datetime) -> list[News]:
    said = agreement.draft_comments.filter(created_at__gt=since).filter(_not_by(user, "created_by"))
    return [
        News(
            one.created_at,
            one.who,
            _("Commented on § %(number)s") % {"number": one.article.number}
            if one.article
            else _("Commented on the draft"),
            anchor=f"comment-{one.pk}",
            note=one.text,
        )
        for one in said.select_related("created_by", "article")[:MOST]
    ]


def _versions(agreement: Agreement, user: Any, since: datetime) -> list[News]:
    # Those that the portal keeps by itself come with a step of the agreement, which is told.
    kept = agreement.text_versions.filter(created_at__gt=since, reason=VersionReason.KEPT)
    kept = kept.filter(_not_by(user, "created_by"))
    accepted = VersionAcceptance.objects.filter(version__agreement=agreement, accepted_at__gt=since).exclude(
        accepted_by=user
    )
    return [
        *(
            News(
                one.created_at,
                str(one.created_by or ""),
                _("Kept the text as version %(number)s") % {"number": one.number},
                anchor="versions",
                note=one.note,
            )
            for one in kept.defer("articles").select_related("created_by")[:MOST]
        ),
        *(
            News(
                one.accepted_at,
                str(one.accepted_by),
                _("Accepted version %(number)s for %(party)s")
                % {"number": one.version.number, "party": one.organisation},
                anchor="acceptances",
                note=one.note,
            )
            for one in accepted.select_related("version", "organisation", "accepted_by")[:MOST]
        ),
    ]


def _steps(agreement: Agreement, user: Any, since: datetime) -> list[News]:
    moves = AgreementMove.objects.filter(agreement=agreement, at__gt=since).filter(_not_by(user, "by"))
    words = dict(AgreementStatus.choices)
    return [
        News(
            one.at,
            str(one.by or ""),
            _("The agreement became “%(state)s”") % {"state": words[AgreementStatus(one.to_status)]},
            note=one.note,
        )
        for one in moves.select_related("by")[:MOST]
    ]


def _not_by(user: Any, field: str) -> Q:
    """Return the condition that somebody else did it, or nobody with an account."""
    return ~Q(**{field: user}) | Q(**{f"{field}__isnull": True})


def counts(agreements: Sequence[Agreement], user: Any) -> dict[int, int]:
    """Return for each of these agreements how much others did since the person last looked: a handful of queries."""
    ids = [agreement.pk for agreement in agreements]
    found: dict[int, int] = defaultdict(int)
    if not ids:
        return found
    events = _article_events().exclude(pgh_context__metadata__user=user.pk)
    sources: list[tuple[Any, str, str, Any]] = [
        (events, "agreement_id", "pgh_created_at", Count("pgh_obj_id", distinct=True)),
        (ArticleProposal.objects.exclude(created_by=user), "agreement_id", "created_at", Count("pk")),
        (ProposalMove.objects.exclude(by=user), "proposal__agreement_id", "at", Count("pk")),
        (DraftComment.objects.filter(_not_by(user, "created_by")), "agreement_id", "created_at", Count("pk")),
        (
            AgreementVersion.objects.filter(_not_by(user, "created_by"), reason=VersionReason.KEPT),
            "agreement_id",
            "created_at",
            Count("pk"),
        ),
        (AgreementMove.objects.filter(_not_by(user, "by")), "agreement_id", "at", Count("pk")),
        (
            VersionAcceptance.objects.exclude(accepted_by=user),
            "version__agreement_id",
            "accepted_at",
            Count("pk"),
        ),
    ]
    for rows, key, moment, count in sources:
        mark = SeenMark.objects.filter(agreement=OuterRef(key), user=user).values("seen_until")[:1]
        opened = (
            AgreementMove.objects.filter(agreement=OuterRef(key), to_status=AgreementStatus.NEGOTIATION)
            .order_by("-pk")
            .values("at")[:1]
        )
        new = rows.filter(**{f"{key}__in": ids}).annotate(
            looked=Coalesce(Subquery(mark), Subquery(opened)), of_agreement=F(key)
        )
        new = new.filter(**{f"{moment}__gt": F("looked")}).order_by()
        for agreement_id, number in new.values_list("of_agreement").annotate(number=count):
            found[agreement_id] += number
    return found
