"""Screening: an officer says whether a case meets the formal conditions of its call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.domain import completions, resubmission, screening_rules, stages
from grants.domain.casework import acts
from grants.domain.completeness import amount_problem
from grants.domain.screening_rules import RuleAnswer
from grants.enums import APPLICATION_TRANSITIONS, DECIDED_STATUSES, ApplicationStatus, FormStage
from grants.models import Application, Screening
from grants.permissions import can_screen, has_interest
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.moments import say_moment
from portal.core.versions import require_version

CHECKS = ("in_time", "is_complete", "right_applicant", "within_amounts")


@dataclass(frozen=True)
class Finding:
    """What the portal itself can tell about one point of the checklist: met, not met, or (None) for people to say."""

    met: bool | None
    sentence: str


def findings(application: Application) -> dict[str, Finding]:
    """Return what the portal can tell about each point of the checklist, by the name of the point."""
    return {
        "in_time": _in_time(application),
        "is_complete": _complete(application),
        "right_applicant": _applicant(application),
        "within_amounts": _amounts(application),
    }


def _in_time(application: Application) -> Finding:
    call = application.call
    if application.submitted_at is None:
        return Finding(None, _("It has not been handed in."))
    if late := completions.missed(application):
        return Finding(False, late)
    handed_in = say_moment(application.submitted_at, call.time_zone)
    closes = stages.closing_of(application, application.submitted_at)
    if closes is None:
        return Finding(
            None, _("Handed in %(moment)s; the call says no closing time.") % {"moment": handed_in}
        )
    params = {"moment": handed_in, "closes": say_moment(closes, call.time_zone)}
    if application.submitted_at < closes:
        return Finding(True, _("Handed in %(moment)s; the call closes %(closes)s.") % params)
    return Finding(False, _("Handed in %(moment)s, after the call closed %(closes)s.") % params)


def _complete(application: Application) -> Finding:
    answers = [
        answer
        for section in (application.content or {}).get("sections", [])
        for answer in section.get("answers", [])
    ]
    answered = sum(1 for answer in answers if answer.get("shown"))
    return Finding(
        None,
        _("%(answered)s of %(all)s questions are answered; the portal took nothing with a required one open.")
        % {"answered": answered, "all": len(answers)},
    )


def _applicant(application: Application) -> Finding:
    if application.organisation is None:
        return Finding(None, _("The applicant is a person. Compare with who can apply."))
    return Finding(
        None,
        _("The applicant is an organisation: %(kind)s. Compare with who can apply.")
        % {"kind": application.organisation.get_kind_display()},
    )


def _amounts(application: Application) -> Finding:
    if application.requested is None:
        return Finding(None, _("No amount is applied for."))
    sentence = amount_problem(application.call, application.requested)
    return Finding(False, sentence) if sentence else Finding(True, _("The amount is within the bounds."))


@transaction.atomic
def screen(
    application: Application,
    *,
    checks: Mapping[str, bool],
    eligible: bool,
    reason: str = "",
    note: str = "",
    version: int,
    by: Any,
    answers: Mapping[int, RuleAnswer] | None = None,
) -> Application:
    """Record whether a case meets the formal conditions.

    Parameters: ``checks`` says for each name of CHECKS whether it is met; ``reason`` is told with a refusal;
    ``note`` is for colleagues; ``version`` is the one the officer saw; ``answers`` says by the rules' keys what the
    officer found of what only a person can judge (``screening_rules``). Raises NotAllowed for others than officers of
    the authority and for anyone with an interest in the case, StaleEdit when somebody saved it since, DomainError
    when it is decided or taken back, or when the checks and the conclusion contradict each other.
    """
    application = lock(application)
    if not can_screen(by, application):
        raise NotAllowed(_("Only officers of the authority screen its cases."), code="not_officer")
    if has_interest(by, application):
        raise NotAllowed(
            _("You have an interest in this case: a colleague has to screen it."), code="interest"
        )
    if application.status in DECIDED_STATUSES:
        raise DomainError(_("This case is decided. It can no longer be screened."), code="decided")
    if application.stage == FormStage.EXPRESSION:
        raise DomainError(
            _("This is an expression of interest: accept or decline it. The full application is screened."),
            code="expression",
        )
    require_version(application, version)
    _require_consistent(checks, eligible, reason)
    put_back = resubmission.require_settled(application)
    rules = screening_rules.findings_of(application)
    screening_rules.require_consistent(rules, answers or {}, eligible=eligible)
    to = ApplicationStatus.ELIGIBLE if eligible else ApplicationStatus.INELIGIBLE
    application.screening_note, application.version = note.strip(), application.version + 1
    screening = Screening.objects.create(
        application=application,
        **{name: bool(checks.get(name)) for name in CHECKS},
        eligible=eligible,
        reason=reason.strip(),
        screened_by=by,
    )
    screening_rules.record(screening, rules, answers or {})
    acts.screened(screening)
    if application.status == to:
        application.save(update_fields=["screening_note", "version"])
        return application
    move(
        application,
        to=to,
        by=by,
        transitions=APPLICATION_TRANSITIONS,
        note=reason.strip(),
        also=["screening_note", "version", *put_back],
    )
    return application


def _require_consistent(checks: Mapping[str, bool], eligible: bool, reason: str) -> None:
    if eligible and not all(checks.get(name) for name in CHECKS):
        raise field_errors(
            {"eligible": _("It meets the conditions only when every point of the list is met.")}
        )
    if not eligible and not reason.strip():
        raise field_errors({"reason": _("Say which condition is not met, and why.")})
