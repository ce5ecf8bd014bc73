"""Versions of an agreement's text: kept on purpose, and whenever the text is sent, agreed or signed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.enums import AgreementStatus, VersionReason
from partnerships.models import Agreement, AgreementVersion
from partnerships.permissions import can_draft, can_edit_agreement
from partnerships.wording import Text, hash_of, text_of
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed
from portal.core.history import acting

# The steps of an agreement's life at which its text is kept by itself.
KEPT_AT: dict[str, str] = {
    AgreementStatus.NEGOTIATION: VersionReason.SENT,
    AgreementStatus.AGREED: VersionReason.AGREED,
    AgreementStatus.SIGNED: VersionReason.SIGNED,
}


@transaction.atomic
def keep(agreement: Agreement, *, by: Any, note: str = "") -> AgreementVersion:
    """Keep the text as it stands as the next version.

    Raises NotAllowed for others than the officers of the holder and, in a shared draft, of the parties; DomainError
    when there is no article or when nothing has changed since the last version.
    """
    with acting(by):
        locked = lock(agreement)
        if by is not None and not (can_edit_agreement(by, locked) or can_draft(by, locked)):
            raise NotAllowed(_("Only officers of the agreement's parties may keep a version of its text."))
        text = text_of(locked)
        if not text:
            raise DomainError(_("There is no article to keep yet. Write one first."), code="empty")
        last = latest(locked)
        if last is not None and last.text_hash == hash_of(text):
            raise DomainError(
                _("Nothing has changed since version %(number)s.") % {"number": last.number}, code="same"
            )
        return _store(locked, text, reason=VersionReason.KEPT, by=by, note=note)


def keep_at(agreement: Agreement, status: str, *, by: Any) -> AgreementVersion | None:
    """Keep the text of a locked agreement that has just come to a status, if that step keeps it.

    A text that is the last version already is not kept twice; an agreement without articles has nothing to keep.
    """
    reason = KEPT_AT.get(status)
    text = text_of(agreement) if reason else []
    if reason is None or not text:
        return None
    last = latest(agreement)
    if last is not None and last.text_hash == hash_of(text):
        return last
    return _store(agreement, text, reason=reason, by=by)


def latest(agreement: Agreement) -> AgreementVersion | None:
    """Return the last version that was kept, or None."""
    return AgreementVersion.objects.filter(agreement=agreement).order_by("-number").first()


def _store(agreement: Agreement, text: Text, *, reason: str, by: Any, note: str = "") -> AgreementVersion:
    last = latest(agreement)
    version = AgreementVersion(
        agreement=agreement,
        number=last.number + 1 if last else 1,
        reason=reason,
        note=note.strip(),
        articles=text,
        text_hash=hash_of(text),
        created_by=by,
    )
    version.validate_constraints()
    version.save(force_insert=True)
    return version
