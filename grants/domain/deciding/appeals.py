"""Appeals against decisions: taken in time or late, looked at again, changed or upheld, sent on, answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from grants import emails
from grants.domain import closed, decision_rules, register
from grants.domain.deciding import acts, halves, standing
from grants.domain.deciding.acts import Said
from grants.domain.deciding.bounds import require_lower_reasons, require_parties
from grants.domain.deciding.changes import said_by
from grants.domain.entries import require_writer
from grants.domain.meetings import basis
from grants.enums import (
    APPEAL_TRANSITIONS,
    AppealState,
    DecisionActKind,
    DecisionOutcome,
    RegisterDirection,
    RegisterKind,
)
from grants.enums.meetings import DelegableKind
from grants.models import Appeal, AppealTerms, Application, Decision, DecisionAct, DecisionLetter
from partnerships.models import Authority
from portal.core import documents
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.enums import DocumentKind
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.files import CheckedFile
from portal.core.models import Document
from portal.core.versions import require_version

# Days from the day on which the applicant got the decision. Sweden: Förvaltningslagen (2017:900) § 44 and
# Kommunallagen (2017:725) chapter 13 § 5, three weeks; Belgium: Regent's decree of 23 August 1948, article 4, sixty days;
# elsewhere four weeks, until the authority says what its law has.
DAYS = {"SE": 21, "BE": 60}
OTHERWISE = 28
SATURDAY, SUNDAY = 6, 7


@dataclass(frozen=True)
class Terms:
    """How long a decision can be appealed, and who decides on appeals that are sent on."""

    days: int
    body: str = ""


def terms_of(authority: Authority) -> Terms:
    """Return the terms that the authority has set, or those of its country's law."""
    own = AppealTerms.objects.filter(authority=authority).first()
    if own is not None:
        return Terms(own.days, own.body)
    region = authority.organisation.region
    return Terms(DAYS.get(region.country if region else "", OTHERWISE))


def due_on(act: DecisionAct, terms: Terms) -> date | None:
    """Return the last day to appeal an act: counted from the day its letter was opened; None while it was not.

    A last day on a Saturday or Sunday moves to the Monday.
    """
    letter = DecisionLetter.objects.filter(act=act).first()
    if letter is None or letter.opened_at is None:
        return None
    zone = ZoneInfo(act.application.authority.time_zone)
    last = letter.opened_at.astimezone(zone).date() + timedelta(days=terms.days)
    return last + timedelta(days={SATURDAY: 2, SUNDAY: 1}.get(last.isoweekday(), 0))


def appealable(application: Application) -> DecisionAct | None:
    """Return the newest act that the applicant was told of and may appeal; None where there is none."""
    if application.call.decision_final:
        return None
    found = DecisionAct.objects.filter(application=application, letter__due__lte=timezone.now())
    return found.select_related("application__authority").order_by("-number").first()


@transaction.atomic
def hand_in(application: Application, *, text: str, files: Sequence[CheckedFile] = (), by: Any) -> Appeal:
    """Take an appeal that the applicant hands in here, in time or late; sent twice, it is one.

    Raises NotAllowed for others than the applicant, DomainError when nothing is said, or nothing can be appealed.
    """
    application = lock(application)
    if application.applicant_id != by.pk:
        raise NotAllowed(_("Only the applicant appeals the decision here."), code="not_own")
    today = timezone.now().astimezone(ZoneInfo(application.authority.time_zone)).date()
    return _take(application, text=text, files=files, arrived_on=today, on_paper=False, by=by)


@transaction.atomic
def record(
    application: Application,
    *,
    text: str,
    arrived_on: date,
    files: Sequence[CheckedFile] = (),
    by: Any,
) -> Appeal:
    """Record an appeal that came on paper, with the day on which it came; sent twice, it is one.

    Raises NotAllowed for others than the authority's officers without an interest, DomainError for a day to come.
    """
    application = lock(application)
    require_writer(application, by)
    if arrived_on > timezone.now().astimezone(ZoneInfo(application.authority.time_zone)).date():
        raise field_errors({"arrived_on": _("This day is yet to come.")})
    return _take(application, text=text, files=files, arrived_on=arrived_on, on_paper=True, by=by)


def _take(
    application: Application,
    *,
    text: str,
    files: Sequence[CheckedFile],
    arrived_on: date,
    on_paper: bool,
    by: Any,
) -> Appeal:
    closed.require_not_closed(application)
    if not text.strip():
        raise field_errors({"text": _("Say what you appeal, and why you hold it to be wrong.")})
    if application.call.decision_final:
        raise DomainError(_("The decisions of this call cannot be appealed."), code="final")
    act = appealable(application)
    if act is None:
        raise DomainError(_("There is no decision yet that could be appealed."), code="not_decided")
    known = Appeal.objects.filter(application=application, act=act, text=text.strip(), created_by=by).first()
    if known is not None:
        return known
    last_day = due_on(act, terms_of(application.authority))
    number = Appeal.objects.filter(application=application).aggregate(last=Max("number"))["last"] or 0
    appeal = Appeal(
        application=application,
        act=act,
        number=number + 1,
        text=text.strip(),
        on_paper=on_paper,
        arrived_on=arrived_on,
        due_on=last_day,
        is_late=last_day is not None and arrived_on > last_day,
        created_by=by,
    )
    appeal.validate_constraints()
    appeal.save(force_insert=True)
    stored = [_store(appeal, file, by=by) for file in files]
    with translation.override(register.language_of(application.authority)):
        subject = _("Appeal %(number)s, late") if appeal.is_late else _("Appeal %(number)s, in time")
    _enter(
        appeal,
        RegisterDirection.IN,
        subject % {"number": appeal.number},
        by=by,
        counterpart=application.applicant_name,
        document=stored[0] if stored else None,
    )
    return appeal


def _store(appeal: Appeal, file: CheckedFile, *, by: Any) -> Document:
    return documents.store(
        appeal.application,
        kind=DocumentKind.APPEAL,
        title=file.name[:300],
        filename=file.name,
        content=file.file.read(),
        media_type=file.media_type,
        slot=f"{appeal.number}:{uuid4().hex[:12]}",
        by=by,
    )


@transaction.atomic
def dismiss(appeal: Appeal, *, reasons: str, by: Any) -> Appeal:
    """Dismiss an appeal that came too late.

    Raises NotAllowed for others than those who decide it by the delegation order, DomainError for one in time.
    """
    appeal = _locked(appeal, by)
    if not appeal.is_late:
        raise DomainError(_("This appeal came in time: it cannot be dismissed as late."), code="in_time")
    if appeal.status != AppealState.DISMISSED:
        basis.require_delegated(appeal.application, amount=None, by=by, kind=DelegableKind.REJECT)
    return _step(appeal, AppealState.DISMISSED, note=reasons, by=by)


@transaction.atomic
def uphold(appeal: Appeal, *, reasons: str, by: Any) -> Appeal:
    """Let the decision stand after it was looked at again.

    Raises NotAllowed for others than those who may decide the same by the delegation order.
    """
    appeal = _locked(appeal, by)
    if appeal.status != AppealState.UPHELD:
        # What is upheld is decided once more: by who may decide as much.
        decision = Decision.objects.standing().filter(application=appeal.application).first()
        amount = said_by(decision).amount if decision is not None else None
        basis.require_delegated(appeal.application, amount=amount, by=by)
    return _step(appeal, AppealState.UPHELD, note=reasons, by=by)


@transaction.atomic
def forward(appeal: Appeal, *, body: str, note: str, by: Any) -> Appeal:
    """Send an appeal on to the higher body, with what the authority says of it. Raises DomainError without a body."""
    lock(appeal.application)
    require_writer(appeal.application, by)
    appeal = lock(appeal)
    if not body.strip():
        raise field_errors({"body": _("Say to whom the appeal is sent on.")})
    appeal.body = body.strip()[:200]
    return _step(appeal, AppealState.FORWARDED, note=note, by=by, also=["body"])


@transaction.atomic
def answer(appeal: Appeal, *, reasons: str, by: Any) -> Appeal:
    """Record what the higher body has answered: the decision stands, or is changed by an act that follows."""
    lock(appeal.application)
    require_writer(appeal.application, by)
    return _step(lock(appeal), AppealState.ANSWERED, note=reasons, by=by)


@transaction.atomic
def change(appeal: Appeal, said: Said, *, by: Any, version: int | None = None) -> Decision:
    """Change the decision after an appeal, as an act of its own; what was decided before is in force no longer.

    Raises NotAllowed for others than decision makers without an interest and for whom the delegation order does not let
    decide it, StaleEdit when the case changed since, DomainError beside the field when the sum is not possible or a
    text is missing.
    """
    application = lock(appeal.application)
    appeal = _locked(appeal, by)
    if appeal.status == AppealState.CHANGED:
        return standing.in_force(application)
    if version is not None:
        require_version(application, version)
    before = standing.in_force(application)
    call = lock(application.call)
    said = replace(said, reasons=said.reasons.strip(), appeal_notice=said.appeal_notice.strip())
    said.require_texts()
    _require_sum(application, said)
    require_lower_reasons(application, said)
    rests_on = basis.require_delegated(application, amount=said.amount, by=by)
    decision_rules.require_met(application, said.amount)
    halves.end_all(application, why=said.reasons, by=by)
    said = replace(said, published_from=before.published_from)
    decision = standing.stand(application, call, said, by=by, kind=DecisionActKind.CHANGE)
    basis.keep(application, rests_on, by=by)
    _step(appeal, AppealState.CHANGED, note=said.reasons, by=by)
    return decision


def _require_sum(application: Application, said: Said) -> None:
    if said.outcome == DecisionOutcome.REJECTED:
        if said.amount is not None:
            raise field_errors({"amount": _("A rejection has no amount. Leave it empty.")})
        return
    require_parties(application)
    if said.amount is None or said.amount <= 0:
        raise field_errors({"amount": _("Write the amount that is granted.")})
    if application.requested is not None and said.amount > application.requested:
        raise field_errors({"amount": _("This is more than was applied for.")})


def _locked(appeal: Appeal, by: Any) -> Appeal:
    application = lock(appeal.application)
    acts.require_decider(application, by)
    return lock(appeal)


def _step(appeal: Appeal, to: AppealState, *, note: str, by: Any, also: Sequence[str] = ()) -> Appeal:
    """Move a locked appeal on, once: tell the applicant, and enter it in the register."""
    if appeal.status == to:
        return appeal
    if not note.strip():
        raise field_errors({"reasons": _("Say why.")})
    move(appeal, to=to, by=by, transitions=APPEAL_TRANSITIONS, note=note.strip(), also=also)
    direction = RegisterDirection.OUT if to == AppealState.FORWARDED else RegisterDirection.DRAWN_UP
    if to == AppealState.ANSWERED:
        direction = RegisterDirection.IN
    with translation.override(register.language_of(appeal.application.authority)):
        subject = _("Appeal %(number)s: %(step)s") % {
            "number": appeal.number,
            "step": appeal.get_status_display(),
        }
    counterpart = appeal.body if direction != RegisterDirection.DRAWN_UP else ""
    _enter(appeal, direction, subject, by=by, counterpart=counterpart)
    emails.appeal_moved(appeal)
    return appeal


def _enter(
    appeal: Appeal,
    direction: RegisterDirection,
    subject: str,
    *,
    by: Any,
    counterpart: str = "",
    document: Document | None = None,
) -> None:
    register.enter(
        appeal.application,
        kind=RegisterKind.APPEAL,
        direction=direction,
        subject=subject,
        by=by,
        counterpart=counterpart,
        document=document,
        key=f"appeal-{appeal.number}-{appeal.status}",
    )
