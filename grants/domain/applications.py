"""Applications: begun, handed in once, taken back."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from grants import tasks
from grants.domain import (
    batches,
    budget_lines,
    diary,
    participants,
    profile,
    ruling,
    signatures,
    stages,
    submissions,
    windows,
)
from grants.domain.casework import acts, parties
from grants.domain.completeness import Incomplete, Missing, missing_in
from grants.domain.content import AnsweredSection, answered_sections, fingerprint, snapshot
from grants.domain.deadlines import strand_in
from grants.enums import APPLICATION_TRANSITIONS, ApplicationStatus, CallRoute, CallStatus, Meaning, Stage
from grants.models import Answer, Application, Call, Nomination
from grants.permissions import can_apply, can_submit, can_withdraw
from partnerships.models import Organisation
from portal.accounts.models import User
from portal.core.domain import jobs
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed
from portal.core.moments import say_moment

# Without 0 and O, 1, I and L, 5 and S, 2 and Z, 8 and B, U and V: it is read aloud and copied by hand.
REFERENCE_LETTERS = "34679ACDEFGHJKMNPQRTWXY"
SUBMITTED_FIELDS = (
    "content",
    "content_sha256",
    "submitted_at",
    "submitted_by",
    "reopened_at",
    "reopened_by",
    "version",
    "diary_number",
    "batch",
    "batch_decision_due",
)


class Closed(DomainError):
    """The call takes no applications at this moment."""


def new_reference() -> str:
    """Return a random reference such as "K7QM-3XPA" (about 8 × 10¹⁰ of them); the database says whether it is new."""
    letters = "".join(secrets.choice(REFERENCE_LETTERS) for _unused in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def closed_sentence(call: Call, now: datetime, *, nominated: bool = False) -> str:
    """Return why the call takes no applications at this moment, by its own clocks; empty when it does.

    The window includes its first moment and excludes its last: what is sent at the very second of closing is late.
    ``nominated`` tells that the application follows a nomination.
    """
    if call.status == CallStatus.WITHDRAWN:
        return _("This call has been withdrawn and takes no applications.")
    if call.status == CallStatus.DRAFT:
        return _("This call is not published.")
    if call.route == CallRoute.NOMINATION and not nominated:
        return _("Nobody applies to this call: those who take part are nominated.")
    if call.opens_at is not None and now < call.opens_at:
        return _("This call opens %(moment)s.") % {"moment": say_moment(call.opens_at, call.time_zone)}
    if call.closes_at is not None and now >= call.closes_at:
        return _("This call closed %(moment)s.") % {"moment": say_moment(call.closes_at, call.time_zone)}
    if call.status != CallStatus.PUBLISHED:
        return _("This call is closed.")
    return ""


def closed_for(application: Application, now: datetime) -> str:
    """Return why an application cannot be handed in at this moment, by its call and its stage; empty when it can."""
    nominated = application.nomination_id is not None
    return closed_sentence(application.call, now, nominated=nominated) or stages.closed_sentence(
        application.call, application.stage, now
    )


def require_open(call: Call, now: datetime, stage: str, *, nominated: bool = False) -> None:
    """Raise Closed, with the moment in the authority's time zone, unless the call takes this stage at ``now``."""
    sentence = closed_sentence(call, now, nominated=nominated) or stages.closed_sentence(call, stage, now)
    if sentence:
        raise Closed(sentence, code="closed")


def start(
    call: Call,
    *,
    by: Any,
    organisation: Organisation | None = None,
    language: str,
    now: datetime | None = None,
) -> Application:
    """Begin an application as a person, or for an organisation that ``by`` represents.

    Who has an untouched draft of the same kind gets that one: a button pressed twice begins one draft. Raises
    NotAllowed for an organisation ``by`` does not represent, Closed when the call takes no applications now.
    """
    if not can_apply(by):
        raise NotAllowed(_("Sign in to apply."), code="sign_in")
    stage = stages.first_stage(call)
    require_open(call, now or timezone.now(), stage)
    if organisation is not None and not by.representations.filter(organisation=organisation).exists():
        raise NotAllowed(_("You do not act for this organisation in the portal."), code="organisation")
    with transaction.atomic():
        # A second press of the button waits here, and then finds the draft of the first.
        User.objects.select_for_update().get(pk=by.pk)
        written = Answer.objects.filter(application=OuterRef("pk")).exclude(saved_from=profile.PROFILE)
        untouched = Application.objects.filter(
            call=call,
            applicant=by,
            organisation=organisation,
            status=ApplicationStatus.DRAFT,
            nomination=None,
        ).exclude(Exists(written))
        begun = untouched.first()
        return begun or _begin(call, by, organisation, language, stage)


def begin_nominated(nomination: Nomination, *, by: Any, language: str, now: datetime) -> Application:
    """Begin the application of somebody who accepts a nomination, in the caller's transaction and under its lock.

    Raises Closed when the call takes no applications at this moment.
    """
    call = nomination.call
    stage = stages.first_stage(call)
    require_open(call, now, stage, nominated=True)
    return _begin(call, by, None, language, stage, nomination)


def _begin(
    call: Call,
    by: Any,
    organisation: Organisation | None,
    language: str,
    stage: str,
    nomination: Nomination | None = None,
) -> Application:
    reference = new_reference()
    while Application.objects.filter(reference=reference).exists():
        reference = new_reference()
    begun = Application.objects.create(
        call=call,
        authority=call.authority,
        applicant=by,
        organisation=organisation,
        applicant_name=str(organisation or by)[:300],
        reference=reference,
        language=language,
        stage=stage,
        nomination=nomination,
    )
    profile.fill_in(begun)
    return begun


def against(application: Application, sections: Sequence[AnsweredSection], now: datetime) -> list[Missing]:
    """Return what the call's rules and its strand say against handing in now, each with its place in the form."""
    found = ruling.stopping(ruling.ruled(application, sections, Stage.SUBMISSION, now=now))
    missing = _closed_strand(application, sections, now) + [
        Missing(one.answered.question if one.answered else None, one.section, one.finding.sentence)
        for one in found
    ]
    # Two rules may ask for the same: a form and its contract signed by the same two leads.
    return list({(one.anchor, one.sentence): one for one in missing}.values())


def _closed_strand(
    application: Application, sections: Sequence[AnsweredSection], now: datetime
) -> list[Missing]:
    """Return what stands against a strand whose own deadline has passed; no query where none is asked for."""
    for part in sections:
        for answered in part.answers:
            if answered.question.meaning == Meaning.STRAND and isinstance(answered.reading.value, str):
                sentence = windows.closed_strand(application.call, answered.reading.value, now)
                return [Missing(answered.question, part.section.number, sentence)] if sentence else []
    return []


def _batch_of(application: Application, strand: str, now: datetime) -> batches.Batch | None:
    """Return the batch into which this click falls; None without batches. Raises Closed after the last of them."""
    try:
        return batches.next_of(application.call, strand, application.stage, now)
    except DomainError as error:
        raise Closed(error.messages, code="closed") from error


@transaction.atomic
def submit(application: Application, *, by: Any, now: datetime) -> Application:
    """Hand a draft in, once: the same draft again, later or at the same time, is the application already handed in.

    One that was opened again is handed in once more, in its place and under its number; each time is a Submission.

    Parameters: ``now`` is the server's clock at the moment of the click, before any waiting for a lock. Raises
    NotAllowed for anyone but the applicant, Closed outside the call's window, Incomplete with all that is missing.
    """
    application = lock(application)
    if not can_submit(by, application):
        raise NotAllowed(_("Only the applicant can hand this application in."), code="not_applicant")
    application.applicant = by  # the same person, who need not be read again
    if application.status == ApplicationStatus.WITHDRAWN:
        raise DomainError(
            _("You have withdrawn this application. Begin a new one to apply again."), code="withdrawn"
        )
    if not application.is_open_to_changes:
        return application
    if sentence := closed_for(application, now):
        raise Closed(sentence, code="closed")
    sections = answered_sections(application)
    batch = _batch_of(application, strand_in(sections), now)
    if missing := [*missing_in(application, sections), *against(application, sections, now)]:
        raise Incomplete(missing)
    application.content = {
        **snapshot(application, sections),
        **({"batch": batch.as_data()} if batch is not None else {}),
        "participants": participants.as_data(application),
        "signatures": signatures.as_data(signatures.signers(application, sections)),
    }
    budget_lines.freeze(sections)
    application.content_sha256 = fingerprint(application.content)
    application.submitted_at, application.submitted_by = now, by
    application.reopened_at, application.reopened_by = None, None
    application.batch = batch.closes if batch is not None else None
    application.batch_decision_due = batch.decided if batch is not None else None
    application.version += 1
    if not application.diary_number:
        application.diary_number = diary.next_number(application.authority, now=now)
    move(
        application,
        to=ApplicationStatus.SUBMITTED,
        by=by,
        transitions=APPLICATION_TRANSITIONS,
        also=SUBMITTED_FIELDS,
    )
    submission = submissions.record(application)
    number = submission.number
    if number == 1:
        parties.record_from(application)
    acts.submitted(submission)
    jobs.request(
        tasks.render_receipt,
        key=str(application.pk) if number == 1 else f"{application.pk}-{number}",
        application_id=application.pk,
        number=number,
    )
    budget_lines.write(application, sections)
    return application


@transaction.atomic
def withdraw(application: Application, *, by: Any, reason: str = "") -> Application:
    """Take an application back before it is decided; again, it stays taken back.

    Raises NotAllowed for anyone but the applicant, and after the decision.
    """
    application = lock(application)
    if application.applicant_id == by.pk and application.status == ApplicationStatus.WITHDRAWN:
        return application
    if not can_withdraw(by, application):
        raise NotAllowed(_("This application can no longer be withdrawn."), code="decided")
    put_back = submissions.put_back(application) if application.is_reopened else []
    application.version += 1
    move(
        application,
        to=ApplicationStatus.WITHDRAWN,
        by=by,
        transitions=APPLICATION_TRANSITIONS,
        note=reason.strip(),
        also=["version", *put_back],
    )
    acts.withdrawn(application, reason=reason.strip(), by=by)
    return application
