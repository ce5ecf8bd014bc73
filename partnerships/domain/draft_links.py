"""Links with which somebody without an account reads a shared draft and comments on it, for a time."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships import emails
from partnerships.domain.drafting import begin_drafting, side_of
from partnerships.models import Agreement, DraftLink, Organisation
from portal.core.domain.locking import lock
from portal.core.errors import NotAllowed, field_errors
from portal.core.history import acting

LONGEST = 90  # days


def digest_of(token: str) -> str:
    """Return what is stored of a token, so that whoever reads the database cannot open the draft."""
    return hashlib.sha256(token.encode()).hexdigest()


def with_token(token: str) -> DraftLink | None:
    """Return the link that carries this token, whether it still works or not."""
    return (
        DraftLink.objects.filter(token_digest=digest_of(token))
        .select_related(
            "agreement__partnership__authority__organisation",
            "agreement__recorded_by__organisation",
            "organisation",
            "created_by",
        )
        .first()
    )


@transaction.atomic
def send(
    agreement: Agreement,
    *,
    name: str,
    email: str,
    language: str,
    days: int,
    by: Any,
    organisation: Organisation | None = None,
) -> DraftLink:
    """Send somebody a link to the draft, by mail in their language.

    Parameters: ``days`` is how long it works; ``organisation`` is the party they speak for. Raises NotAllowed for
    others than the parties' officers, DomainError outside the negotiation or for an impossible number of days.
    """
    locked, side = begin_drafting(agreement, by=by)
    if not 1 <= days <= LONGEST:
        raise field_errors({"days": _("Choose between 1 and %(most)d days.") % {"most": LONGEST}})
    token = secrets.token_urlsafe(32)
    with acting(by):
        link = DraftLink(
            agreement=locked,
            organisation=organisation,
            name=name.strip(),
            email=email.strip().lower(),
            language=language,
            token_digest=digest_of(token),
            expires_at=timezone.now() + timedelta(days=days),
            created_by=by,
        )
        link.validate_constraints()
        link.save(force_insert=True)
    emails.draft_link(link, token, authority=side)
    return link


@transaction.atomic
def revoke(link: DraftLink, *, by: Any) -> DraftLink:
    """End a link at once; ending it twice changes nothing. Raises NotAllowed for others than the parties' officers."""
    locked = lock(link)
    if side_of(locked.agreement, by) is None:
        raise NotAllowed(_("Only officers of the agreement's parties may revoke a link."))
    if locked.revoked_at is None:
        locked.revoked_at, locked.revoked_by = timezone.now(), by
        with acting(by):
            locked.save(update_fields=["revoked_at", "revoked_by"])
    return locked
