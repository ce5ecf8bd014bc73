"""Requests for completion: an officer asks, the applicant answers until a deadline of its own, the officer accepts."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.domain import closed, entries
from grants.domain.answers import read
from grants.domain.clocks import begins
from grants.domain.outline import asked
from grants.domain.screeners import screeners
from grants.enums import CompletionState, EntryKind, QuestionKind
from grants.models import Application, Call, CaseEntry, CompletionRequest, Question
from grants.permissions import can_add_to_case, can_ask_for_completion, has_interest
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.files import CheckedFile
from portal.core.history import acting
from portal.core.moments import say_moment

LONGEST_ANSWER = 20_000
# What one field can hold is read as the form reads it; everything else (tables, files, lists) is told in words.
READ_AS_TYPED = frozenset(
    {
        QuestionKind.SHORT_TEXT,
        QuestionKind.LONG_TEXT,
        QuestionKind.CHOICE,
        QuestionKind.NUMBER,
        QuestionKind.MONEY,
        QuestionKind.DATE,
        QuestionKind.UNCERTAIN_DATE,
        QuestionKind.LINK,
    }
)


def questions_of(request: CompletionRequest) -> list[Question]:
    """Return the questions that may be answered again, in the form's order."""
    return [
        question for question in asked(request.application.call) if question.code in request.question_codes
    ]


def term_end(call: Call, now: datetime) -> datetime | None:
    """Return when the time ends that a call gives to complete an application; None where it names no days.

    The day of the request does not count, the last day counts whole, by the call's clocks. Working days are Monday to
    Friday: public holidays are not known to the portal.
    """
    if call.completion_days is None:
        return None
    day, left = now.astimezone(ZoneInfo(call.time_zone)).date(), call.completion_days
    while left:
        day += timedelta(days=1)
        if not call.completion_in_working_days or day.weekday() < 5:
            left -= 1
    return begins(day + timedelta(days=1), call.time_zone)


def term(call: Call) -> str:
    """Say how much time a call gives to complete an application; empty where it names no days."""
    days = call.completion_days
    if days is None:
        return ""
    said = (
        ngettext(
            "The call gives %(count)s working day: Monday to Friday, public holidays not taken out.",
            "The call gives %(count)s working days: Monday to Friday, public holidays not taken out.",
            days,
        )
        if call.completion_in_working_days
        else ngettext("The call gives %(count)s day.", "The call gives %(count)s days.", days)
    )
    return said % {"count": days}


def missed(application: Application) -> str:
    """Return why an application counts as late by its call: a completion not answered in time; else an empty text.

    A request that was taken back asks for nothing, and an answer that came in time settles its request.
    """
    if not application.call.incomplete_is_late:
        return ""
    answered = CaseEntry.objects.filter(request=OuterRef("pk"), kind=EntryKind.COMPLETION, is_late=False)
    request = (
        application.completion_requests.filter(withdrawn_at=None, closes_at__lte=timezone.now())
        .exclude(Exists(answered))
        .order_by("closes_at", "pk")
        .first()
    )
    if request is None:
        return ""
    return _(
        "The completion asked for was due %(moment)s and did not come in time: the call says that an application "
        "that is still incomplete then counts as handed in late."
    ) % {"moment": say_moment(request.closes_at, request.time_zone)}


def may_ask(user: Any, application: Application) -> bool:
    """Tell whether the user asks for completions of this case: who edits for its authority, or for one that screens it."""
    return can_ask_for_completion(user, application, [one.pk for one in screeners(application)])


def _require_asker(application: Application, by: Any) -> None:
    closed.require_not_closed(application)
    if not may_ask(by, application):
        raise NotAllowed(_("Only officers of the authority write to its applicants."), code="not_officer")
    if has_interest(by, application):
        raise NotAllowed(
            _("You have an interest in this case: a colleague has to handle it."), code="interest"
        )


@transaction.atomic
def ask(
    application: Application,
    *,
    text: str,
    question_codes: Sequence[str],
    closes_at: datetime,
    time_zone: str,
    by: Any,
    now: datetime | None = None,
) -> CompletionRequest:
    """Ask the applicant of a case to complete it.

    Parameters: ``closes_at`` is aware, ``time_zone`` the one whose clocks it is said on. Raises NotAllowed for others
    than the officers of the authority, or of a funder that screens, and for anyone with an interest, DomainError for a
    deadline that has passed or that comes before the time ends that the call gives.
    """
    application = lock(application)
    _require_asker(application, by)
    now = now or timezone.now()
    if closes_at <= now:
        raise field_errors({"closes_at": _("This moment has passed. Give the applicant time to answer.")})
    end = term_end(application.call, now)
    if end is not None and closes_at < end:
        raise field_errors(
            {
                "closes_at": term(application.call)
                + " "
                + _("The answer cannot be due before %(moment)s.")
                % {"moment": say_moment(end, application.call.time_zone)}
            }
        )
    known = {question.code for question in asked(application.call)}
    request = CompletionRequest(
        application=application,
        text=text.strip(),
        question_codes=[code for code in question_codes if code in known],
        closes_at=closes_at,
        time_zone=time_zone,
        created_by=by,
    )
    request.clean_fields(exclude=["application", "created_by", "answered_by", "accepted_by", "withdrawn_by"])
    request.validate_constraints()
    with acting(by):
        request.save(force_insert=True)
    entries.add(application, EntryKind.REQUEST, text=request.text, request=request, by=by)
    return request


def late_sentence(request: CompletionRequest, now: datetime) -> str:
    """Return why an answer comes too late; empty while it is in time."""
    if now < request.closes_at:
        return ""
    return _("The answer was due %(moment)s.") % {"moment": say_moment(request.closes_at, request.time_zone)}


@transaction.atomic
def answer(
    request: CompletionRequest,
    *,
    text: str,
    answers: Mapping[str, str],
    files: Mapping[str, Sequence[CheckedFile]],
    by: Any,
    now: datetime,
) -> CaseEntry:
    """Answer a request, as an entry of the case; what was handed in stays as it was.

    Parameters: ``answers`` maps codes of questions to texts, ``files`` codes (or "" for none) to checked files; codes
    that were not asked about are left out. ``now`` is the moment of the click. Raises NotAllowed for others than
    the applicant and who writes with them, DomainError when it is too late and the call does not take late answers,
    when the request is closed, or when nothing is said.
    """
    application = lock(request.application)
    request = lock(request)
    request.application = application
    if not can_add_to_case(by, application):
        raise NotAllowed(_("Only the applicant answers this request."), code="not_own")
    if request.state in {CompletionState.ACCEPTED, CompletionState.WITHDRAWN}:
        raise DomainError(_("This request is closed and takes no more answers."), code="closed")
    late = late_sentence(request, now)
    if late and not application.call.takes_late_completions:
        raise DomainError(
            late + " " + _("Late answers are not taken; write a message to the authority instead."),
            code="late",
        )
    given = _given(request, answers)
    codes = {question.code for question in questions_of(request)}
    sent = {code: list(found) for code, found in files.items() if found and (code in codes or not code)}
    if not (text.strip() or given or sent):
        raise DomainError(_("Write an answer, or choose a file."), code="empty")
    if sum(len(found) for found in sent.values()) > entries.MOST_FILES:
        raise DomainError(
            _("At most %(count)s files can be sent at once. Send the rest in another message.")
            % {"count": entries.MOST_FILES},
            code="too_many",
        )
    entry = entries.add(
        application,
        EntryKind.COMPLETION,
        text=text,
        request=request,
        answers=given,
        is_late=bool(late),
        by=by,
    )
    for code, found in sent.items():
        for file in found:
            entries.attach(entry, file, by=by, slot=code)
    request.answered_at, request.answered_by = now, by
    with acting(by):
        request.save(update_fields=["answered_at", "answered_by"])
    return entry


def _given(request: CompletionRequest, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the answers as plain data: the question in all its languages, what was typed, and how it is read."""
    given, problems = [], {}
    currency = request.application.call.currency
    for question in questions_of(request):
        typed = answers.get(question.code, "").strip()
        if not typed:
            continue
        shown = typed
        if len(typed) > LONGEST_ANSWER:
            problems[question.code] = _("This is too long to be kept. Shorten it, or add it as a file.")
        elif question.kind in READ_AS_TYPED:
            reading = read(question, typed, currency=currency)
            if reading.problem:
                problems[question.code] = reading.problem
            shown = reading.shown or typed
        given.append(
            {
                "code": question.code,
                "question": question.labels.as_dict(),
                "kind": str(question.kind),
                "typed": typed,
                "shown": shown,
            }
        )
    if problems:
        raise field_errors(problems)
    return given


@transaction.atomic
def accept(request: CompletionRequest, *, by: Any) -> CompletionRequest:
    """Accept what was answered; accepted twice, it stays accepted. Raises DomainError where nothing was answered."""
    request = _locked(request, by)
    if request.accepted_at is not None:
        return request
    if request.state != CompletionState.ANSWERED:
        raise DomainError(_("There is no answer to this request that could be accepted."), code="unanswered")
    request.accepted_at, request.accepted_by = timezone.now(), by
    request.validate_constraints()
    with acting(by):
        request.save(update_fields=["accepted_at", "accepted_by"])
    entries.add(request.application, EntryKind.ACCEPTANCE, request=request, by=by)
    return request


@transaction.atomic
def withdraw(request: CompletionRequest, *, by: Any) -> CompletionRequest:
    """Take a request back; taken back twice, it stays so. Raises DomainError once it is accepted."""
    request = _locked(request, by)
    if request.withdrawn_at is not None:
        return request
    if request.accepted_at is not None:
        raise DomainError(
            _("What was answered is accepted: the request can no longer be taken back."), code="accepted"
        )
    request.withdrawn_at, request.withdrawn_by = timezone.now(), by
    with acting(by):
        request.save(update_fields=["withdrawn_at", "withdrawn_by"])
    entries.add(request.application, EntryKind.RECALL, request=request, by=by)
    return request


def _locked(request: CompletionRequest, by: Any) -> CompletionRequest:
    application = lock(request.application)
    _require_asker(application, by)
    request = lock(request)
    request.application = application
    return request
