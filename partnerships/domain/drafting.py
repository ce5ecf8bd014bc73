"""Drafting together: who speaks for which side of a shared text, what is said about it, and who has seen what."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.enums import DRAFTED_STATUSES, DRAFTING_ROLES, SHARED_STATUSES
from partnerships.models import (
    Agreement,
    Article,
    ArticleProposal,
    Authority,
    DraftComment,
    DraftLink,
    SeenMark,
)
from portal.accounts.permissions import edits
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.history import acting

LONGEST_COMMENT = 5000  # characters


def side_of(agreement: Agreement, user: Any) -> Authority | None:
    """Return the authority for which the user works on a shared text: the holder first, else a party's; or None."""
    mine = edits(user)
    if agreement.keeper_id in mine:
        return agreement.keeper
    found = Authority.objects.of_bodies(_drafting(agreement)).filter(pk__in=mine)
    return found.select_related("organisation").order_by("pk").first()


def sides(agreement: Agreement) -> set[int]:
    """Return the authorities on the portal that share a text: the holder, and each that a party is or belongs to."""
    parties = Authority.objects.of_bodies(_drafting(agreement)).values_list("pk", flat=True)
    return {agreement.keeper_id, *parties}


def _drafting(agreement: Agreement) -> list[int]:
    parties = agreement.parties.filter(role__in=DRAFTING_ROLES, left__isnull=True)
    return list(parties.values_list("organisation_id", flat=True))


def begin_drafting(agreement: Agreement, *, by: Any) -> tuple[Agreement, Authority]:
    """Return the shared agreement, locked, and the side for which the person acts.

    Raises NotAllowed for people of authorities that are no party (any more), DomainError while it is not negotiated.
    """
    locked = lock(agreement)
    side = side_of(locked, by)
    if side is None:
        raise NotAllowed(_("Only officers of the agreement's parties may work on its text."))
    require_negotiation(locked)
    return locked, side


def require_negotiation(agreement: Agreement) -> None:
    """Refuse to draft together what is not being talked about."""
    if agreement.status not in DRAFTED_STATUSES:
        raise DomainError(
            _("The agreement is “%(state)s”. Its text is worked on together only while it is in negotiation.")
            % {"state": agreement.get_status_display()},
            code="closed",
        )


@transaction.atomic
def comment(
    agreement: Agreement,
    text: str,
    *,
    by: Any,
    article: Article | None = None,
    proposal: ArticleProposal | None = None,
    parent: DraftComment | None = None,
) -> DraftComment:
    """Say something about a shared text, one of its articles or a proposal, or answer somebody.

    Raises NotAllowed for others than the parties' officers, DomainError without a text or outside the negotiation.
    """
    locked, side = begin_drafting(agreement, by=by)
    with acting(by):
        said = DraftComment(agreement=locked, authority=side, created_by=by)
        return _say(said, text, article=article, proposal=proposal, parent=parent)


@transaction.atomic
def comment_by_link(
    link: DraftLink,
    text: str,
    *,
    name: str,
    article: Article | None = None,
    parent: DraftComment | None = None,
) -> DraftComment:
    """Say something with a link instead of an account, under a name one gives.

    Raises DomainError without a text or a name, when the link has ended, or outside the negotiation.
    """
    locked_link = lock(link)
    locked = lock(locked_link.agreement)
    if sentence := refusal(locked_link):
        raise DomainError(sentence, code="closed")
    require_negotiation(locked)
    if not name.strip():
        raise field_errors({"guest_name": _("Give your name, so that the others know who wrote this.")})
    with acting(None):
        said = DraftComment(agreement=locked, link=locked_link, guest_name=name.strip())
        return _say(said, text, article=article, parent=parent)


def sender_of(link: DraftLink) -> Authority:
    """Return the authority for which a link was sent; the holder, where its sender works for no party any more."""
    return side_of(link.agreement, link.created_by) or link.agreement.keeper


def refusal(link: DraftLink) -> str:
    """Return the sentence for somebody whose link has ended, or an empty text."""
    words = {"sender": link.created_by, "authority": sender_of(link), "party": link.organisation}
    if link.revoked_at is not None:
        return _("This link has been revoked. Ask %(sender)s at %(authority)s if you still need it.") % words
    if not link.is_open:
        return _("This link has expired. Ask %(sender)s at %(authority)s for a new one.") % words
    if link.agreement.status not in SHARED_STATUSES:
        return _("The text is not being worked on any more, so this link has ended.")
    parties = link.agreement.parties.filter(left__isnull=True)
    if link.organisation_id and not parties.filter(organisation=link.organisation_id).exists():
        return _("%(party)s is not a party of this agreement any more, so this link has ended.") % words
    return ""


def _say(
    said: DraftComment,
    text: str,
    *,
    article: Article | None = None,
    proposal: ArticleProposal | None = None,
    parent: DraftComment | None = None,
) -> DraftComment:
    said.text = text.strip()
    if not said.text:
        raise field_errors({"text": _("Write what you want to say.")})
    if len(said.text) > LONGEST_COMMENT:
        raise field_errors({"text": _("Write at most %(limit)d characters.") % {"limit": LONGEST_COMMENT}})
    if parent is not None:
        # One level of answers: an answer to an answer stands under the same first comment.
        said.parent = parent.parent or parent
        article, proposal = said.parent.article, said.parent.proposal
    said.article, said.proposal = article, proposal
    for part in (article, proposal, said.parent):
        if part is not None and part.agreement_id != said.agreement_id:
            raise DomainError(_("This belongs to another agreement."), code="elsewhere")
    said.validate_constraints()
    said.save(force_insert=True)
    return said


@transaction.atomic
def mark_seen(agreement: Agreement, *, until: datetime, by: Any) -> SeenMark:
    """Remember up to when a person has seen what the others did; the mark never goes back or into the future."""
    until = min(until, timezone.now())
    mark, created = SeenMark.objects.select_for_update().get_or_create(
        agreement=agreement, user=by, defaults={"seen_until": until}
    )
    if not created and mark.seen_until < until:
        mark.seen_until = until
        mark.save(update_fields=["seen_until"])
    return mark
