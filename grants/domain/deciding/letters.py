"""The letters of decisions: sent when they may be, and their first opening by the applicant recorded."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import closed, register
from grants.domain.deciding import acts
from grants.enums import RegisterDirection, RegisterKind
from grants.models import Decision, DecisionLetter
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Document


def send_due(now: datetime) -> int:
    """Order every letter that should have gone out by now, each once; return how many there were."""
    due = (
        DecisionLetter.objects.filter(sent_at=None, due__lte=now).select_related("act").order_by("due", "pk")
    )
    heads = {
        decision.application_id: decision
        for decision in Decision.objects.filter(application__in=[letter.act.application_id for letter in due])
    }
    for letter in due:
        acts.order(letter, heads[letter.act.application_id])
    return len(due)


@transaction.atomic
def open_letter(letter: DecisionLetter, *, by: Any) -> Document:
    """Return the letter for its applicant; the first time, record when and by whom it was opened.

    On a closed case nothing is recorded any more.

    Raises NotAllowed for others than the applicant and who takes part, DomainError while the letter is not there yet.
    """
    application = lock(letter.act.application)
    letter = lock(letter)
    own = type(application).objects.own(by).filter(pk=application.pk)
    if not own.exists():
        raise NotAllowed(_("Only the applicant opens this letter."), code="not_own")
    if letter.document is None or letter.due > timezone.now():
        raise DomainError(_("The letter is being made. Try again in a minute."), code="not_there")
    if letter.opened_at is None and not closed.is_closed(application):
        letter.opened_at, letter.opened_by = timezone.now(), by
        letter.save(update_fields=["opened_at", "opened_by"])
        title = letter.document.title
        register.enter(
            application,
            kind=RegisterKind.OPENING,
            direction=RegisterDirection.DRAWN_UP,
            subject=lambda: _("The applicant has opened: %(title)s") % {"title": title},
            by=by,
            document=letter.document,
            key=f"letter-{letter.pk}",
        )
    return letter.document


@transaction.atomic
def sent(letter: DecisionLetter, document: Document) -> DecisionLetter:
    """Record that a letter was made and told, once, and enter it in the register."""
    application = lock(letter.act.application)
    letter = lock(letter)
    if letter.sent_at is not None:
        return letter
    letter.document, letter.sent_at = document, timezone.now()
    letter.save(update_fields=["document", "sent_at"])
    register.enter(
        application,
        kind=RegisterKind.LETTER,
        direction=RegisterDirection.OUT,
        subject=document.title,
        document=document,
        counterpart=application.applicant_name,
        key=f"letter-{letter.pk}",
    )
    return letter
