"""Screening: an officer says whether a case meets the formal conditions of its call.

In a joint call each funder screens with its own officers: a case meets the conditions when all of them have found so,
and does not while one has found otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain import completions, resubmission, screening_rules, stages
from grants.domain.casework import acts
from grants.domain.completeness import amount_problem
from grants.domain.screeners import screeners, screens_for
from grants.domain.screening_rules import RuleAnswer
from grants.enums import APPLICATION_TRANSITIONS, DECIDED_STATUSES, ApplicationStatus, FormStage
from grants.models import Application, Screening
from grants.permissions import has_interest
from partnerships.models import Authority
from portal.core.domain.locking import lock
from portal.core.domain.moves import move
from portal.core.errors import DomainError, NotAllowed, field_errors
from portal.core.moments import say_moment
from portal.core.versions import require_version

CHECKS = ("in_time", "is_complete", "right_applicant", "within_amounts")
SCREENED_STATUSES = frozenset(
    {ApplicationStatus.SUBMITTED, ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE}
)


@dataclass(frozen=True)
class Found:
    """What an authority that screens a case has found so far: its screening that counts, or None while it has none."""

    authority: Authority
    screening: Screening | None


def found_so_far(application: Application) -> list[Found]:
    """Return for each authority that screens a case what it has found, in the call's order."""
    standing = Screening.objects.standing().filter(application=application).select_related("screened_by")
    by_authority = {one.authority_id: one for one in standing}
    return [Found(one, by_authority.get(one.pk)) for one in screeners(application)]


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


def note_of(application: Application, authority: Authority) -> str:
    """Return what the officers of an authority last noted for colleagues when they screened a case."""
    last = Screening.objects.filter(application=application, authority=authority).order_by("-pk").first()
    return last.note if last is not None else ""


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
    authority: Authority | None = None,
) -> Application:
    """Record whether a case meets the formal conditions, as one authority's officer finds.

    Parameters: ``checks`` says for each name of CHECKS whether it is met; ``reason`` is told with a refusal;
    ``note`` is for colleagues, and each authority has its own; ``version`` is the one the officer saw; ``answers`` says
    by the rules' keys what the officer found of what only a person can judge (``screening_rules``); ``authority`` is
    needed from officers of several funders of a joint call. Raises NotAllowed for others than officers of an authority
    that screens the case and for anyone with an interest in it, StaleEdit when somebody saved it since, DomainError when
    it is decided or taken back, or when the checks and the conclusion contradict each other.
    """
    application = lock(application)
    authority = _authority_of(application, authority, by)
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
    application.version += 1
    end(application, authority, by=by)
    screening = Screening.objects.create(
        application=application,
        authority=authority,
        **{name: bool(checks.get(name)) for name in CHECKS},
        eligible=eligible,
        reason=reason.strip(),
        note=note.strip(),
        screened_by=by,
    )
    screening_rules.record(screening, rules, answers or {})
    is_joint = len(screeners(application)) > 1
    acts.screened(screening, is_joint=is_joint)
    to, also = _status_after(application, screening), ["version", *put_back]
    if application.status == to:
        application.save(update_fields=also)
        return application
    said = ": ".join(filter(None, [str(authority), reason.strip()])) if is_joint else reason.strip()
    move(application, to=to, by=by, transitions=APPLICATION_TRANSITIONS, note=said, also=also)
    return application


def end(application: Application, authority: Authority | None = None, *, by: Any) -> None:
    """Let the screening for one authority, or for all, count no longer; the caller has locked the case."""
    standing = Screening.objects.standing().filter(application=application)
    if authority is not None:
        standing = standing.filter(authority=authority)
    standing.update(ended_at=timezone.now(), ended_by=by)


def _authority_of(application: Application, authority: Authority | None, by: Any) -> Authority:
    """Return for which authority somebody screens. Raises NotAllowed where it is none, DomainError where it is unsaid."""
    mine = screens_for(by, application)
    if not mine or (authority is not None and authority not in mine):
        raise NotAllowed(_("Only officers of the authority screen its cases."), code="not_officer")
    if authority is None and len(mine) > 1:
        raise field_errors({"authority": _("Say for which funder you screen.")})
    return authority or mine[0]


def _status_after(application: Application, screening: Screening) -> ApplicationStatus:
    """Return where a case stands after a screening: it waits until every authority that screens it has done so."""
    own = ApplicationStatus.ELIGIBLE if screening.eligible else ApplicationStatus.INELIGIBLE
    if application.status not in SCREENED_STATUSES:
        return own  # which the table of transitions refuses, with its sentence
    found = [one.screening for one in found_so_far(application)]
    if any(one is not None and not one.eligible for one in found):
        return ApplicationStatus.INELIGIBLE
    return ApplicationStatus.SUBMITTED if None in found else ApplicationStatus.ELIGIBLE


def _require_consistent(checks: Mapping[str, bool], eligible: bool, reason: str) -> None:
    if eligible and not all(checks.get(name) for name in CHECKS):
        raise field_errors(
            {"eligible": _("It meets the conditions only when every point of the list is met.")}
        )
    if not eligible and not reason.strip():
        raise field_errors({"reason": _("Say which condition is not met, and why.")})
