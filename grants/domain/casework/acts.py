"""What each act writes into the register of its case, in the language of the authority."""

from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchanges.models import Exchange
from grants.domain import register
from grants.enums import EntryKind, RegisterDirection, RegisterKind
from grants.models import Application, CaseEntry, RegisterEntry, Screening, Submission

IN, OUT, DRAWN_UP = RegisterDirection.IN, RegisterDirection.OUT, RegisterDirection.DRAWN_UP
OF_ENTRIES: dict[str, tuple[RegisterKind, RegisterDirection, str | Promise]] = {
    EntryKind.SUPPLEMENT: (RegisterKind.SUPPLEMENT, IN, _("Supplement")),
    EntryKind.MESSAGE: (RegisterKind.MESSAGE, OUT, _("Message to the applicant")),
    EntryKind.REQUEST: (RegisterKind.COMPLETION_REQUEST, OUT, _("Request for completion")),
    EntryKind.COMPLETION: (RegisterKind.COMPLETION, IN, _("Answer to a request for completion")),
    EntryKind.ACCEPTANCE: (RegisterKind.COMPLETION, OUT, _("Completion accepted")),
    EntryKind.RECALL: (RegisterKind.COMPLETION_REQUEST, OUT, _("Request for completion withdrawn")),
}


def enter(
    application: Application,
    kind: RegisterKind,
    direction: RegisterDirection,
    subject: str | Promise,
    *,
    by: Any,
    **more: Any,
) -> RegisterEntry:
    """Enter an act, in the caller's transaction; a confidential case has confidential entries, with its ground.

    Parameters: ``subject`` is read in the authority's language; ``more`` is what ``register.enter`` takes.
    """
    with translation.override(register.language_of(application.authority)):
        if direction != DRAWN_UP:
            more.setdefault("counterpart", application.applicant_name)
        return register.enter(
            application, kind=kind, direction=direction, subject=str(subject), by=by, **more
        )


def submitted(submission: Submission) -> RegisterEntry:
    """Enter that an application was handed in, for the first time or again."""
    application, number = submission.application, submission.number
    subject = submission.title or application.reference
    with translation.override(register.language_of(application.authority)):
        if number > 1:
            subject = str(_("%(title)s, version %(version)s")) % {"title": subject, "version": number}
    return enter(
        application,
        RegisterKind.APPLICATION,
        IN,
        subject,
        by=submission.submitted_by,
        key=f"submission-{number}",
    )


def written(entry: CaseEntry, key: str = "") -> RegisterEntry:
    """Enter what was written to the applicant or came from there."""
    kind, direction, words = OF_ENTRIES[entry.kind]
    text = entry.text or (entry.request.text if entry.request else "")
    subject = f"{_in_authoritys_words(entry.application, words)}: {_first_line(text)}" if text else words
    return enter(entry.application, kind, direction, subject, by=entry.by, key=key or f"entry-{entry.pk}")


def screened(screening: Screening, *, is_joint: bool) -> RegisterEntry:
    """Enter that somebody checked whether the case meets the conditions.

    Of a joint call it says for which funder, and which condition is not met.
    """
    application = screening.application
    words: str | Promise = (
        _("Meets the conditions") if screening.eligible else _("Does not meet the conditions")
    )
    if is_joint:
        with translation.override(register.language_of(application.authority)):
            parts = [str(screening.authority), str(words), _first_line(screening.reason)]
            words = ": ".join(filter(None, parts))
    return enter(
        application,
        RegisterKind.SCREENING,
        DRAWN_UP,
        words,
        by=screening.screened_by,
        key=f"screening-{screening.pk}",
    )


def expression_answered(application: Application, *, accepted: bool, by: Any) -> RegisterEntry:
    """Enter that an expression of interest was accepted or declined, which its applicant is told."""
    words = _("Invited to the full application") if accepted else _("Expression of interest declined")
    return enter(application, RegisterKind.SCREENING, OUT, words, by=by)


def withdrawn(application: Application, *, reason: str, by: Any) -> RegisterEntry:
    """Enter that the applicant took the case back."""
    words = _("Application withdrawn")
    subject = f"{_in_authoritys_words(application, words)}: {_first_line(reason)}" if reason else words
    return enter(application, RegisterKind.WITHDRAWAL, IN, subject, by=by)


def reopened(application: Application, *, by: Any) -> RegisterEntry:
    """Enter that the applicant began to change what was handed in."""
    return enter(application, RegisterKind.APPLICATION, IN, _("Opened again by the applicant"), by=by)


def put_back(application: Application, *, by: Any) -> RegisterEntry:
    """Enter that what was handed in last counts again, since the change was not handed in."""
    return enter(
        application, RegisterKind.APPLICATION, DRAWN_UP, _("What was handed in last counts again"), by=by
    )


def exchange_linked(application: Application, exchange: Exchange, *, by: Any) -> RegisterEntry:
    """Enter which exchange the grant of a case pays for."""
    with translation.override(register.language_of(application.authority)):
        subject = str(_("Tied to the exchange “%(exchange)s”")) % {"exchange": exchange}
    return enter(application, RegisterKind.CONTRACT, DRAWN_UP, subject, by=by)


def _in_authoritys_words(application: Application, words: str | Promise) -> str:
    with translation.override(register.language_of(application.authority)):
        return str(words)


def _first_line(text: str) -> str:
    """Return the first line of a text that says something."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
