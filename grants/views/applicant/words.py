"""How the applicant's pages say where an application stands."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from grants.domain.columns import sides_of
from grants.domain.signatures import Signer
from grants.enums import DECIDED_STATUSES, ApplicationStatus, SignatureState
from grants.models import Application, Participant
from portal.accounts.enums import InvitationState
from portal.core.moments import say_moment

STATUS_TONES: dict[str, str] = {
    ApplicationStatus.DRAFT: "draft",
    ApplicationStatus.SUBMITTED: "info",
    ApplicationStatus.INVITED: "good",
    ApplicationStatus.DECLINED: "stop",
    ApplicationStatus.ELIGIBLE: "info",
    ApplicationStatus.INELIGIBLE: "wait",
    ApplicationStatus.APPROVED: "good",
    ApplicationStatus.REJECTED: "stop",
    ApplicationStatus.WITHDRAWN: "ended",
}


def explain_status(status: str) -> str:
    """Return what a status means for the applicant and what happens next."""
    return {
        ApplicationStatus.SUBMITTED: _(
            "We have received your application. An officer will look at it first."
        ),
        ApplicationStatus.INVITED: _(
            "Your expression of interest has been accepted: you can hand in the full application."
        ),
        ApplicationStatus.DECLINED: _("Your expression of interest has been declined."),
        ApplicationStatus.ELIGIBLE: _(
            "Your application meets the conditions of the call. It waits for a decision."
        ),
        ApplicationStatus.INELIGIBLE: _("Your application does not meet the conditions of the call."),
        ApplicationStatus.APPROVED: _("Your application has been approved."),
        ApplicationStatus.REJECTED: _("Your application has been rejected."),
        ApplicationStatus.WITHDRAWN: _("You have taken this application back."),
    }.get(ApplicationStatus(status), "")


ANSWERED = [ApplicationStatus.INVITED, ApplicationStatus.DECLINED]


def reason_of(application: Application) -> str:
    """Return why an expression of interest was accepted or declined; empty, and no query, where none was answered."""
    if application.status not in ANSWERED:
        return ""
    answer = application.moves.filter(to_status__in=ANSWERED).order_by("pk").last()
    return answer.note if answer is not None else ""


def timeline_of(application: Application) -> list[dict[str, Any]]:
    """Return what happened to an application, in order, as the timeline draws it; without the officers' notes."""
    zone = application.call.time_zone
    words = dict(ApplicationStatus.choices)
    events = [{"when": say_moment(application.created_at, zone), "text": _("Begun"), "state": "done"}]
    events += [
        {
            "when": say_moment(move.at, zone),
            "text": _("Handed in again")
            if move.from_status == move.to_status
            else str(words[move.to_status]),
            "state": "done",
        }
        for move in application.moves.all()
        if not (getattr(application, "is_untold", False) and move.to_status in DECIDED_STATUSES)
    ]
    events[-1]["state"] = "now"
    return events


PERSON_TONES = {
    InvitationState.OPEN: "wait",
    InvitationState.ACCEPTED: "good",
    InvitationState.WITHDRAWN: "ended",
    InvitationState.EXPIRED: "stop",
}
SIGNATURE_TONES = {
    SignatureState.MISSING: "wait",
    SignatureState.STALE: "stop",
    SignatureState.VALID: "good",
}


def people_of(
    application: Application, signers: Sequence[Signer], people: Sequence[Participant] | None = None
) -> list[dict[str, Any]]:
    """Return who takes part, with how far each has answered and signed, as pages show it; removed ones are left out.

    Parameters: ``people`` are those who are present, where they have been read already.
    """
    zone = application.call.time_zone
    signing = {signer.participant.pk: signer for signer in signers if signer.participant is not None}
    told, present = [], list(application.participants.present() if people is None else people)
    sides = dict(sides_of(application.call)) if any(person.side for person in present) else {}
    for person in present:
        signer = signing.get(person.pk)
        signature = signer.signature if signer else None
        told.append(
            {
                "person": person,
                "role": person.get_role_display(),
                "side": sides.get(person.side, person.side),
                "state": person.state.label,
                "tone": PERSON_TONES[person.state],
                "is_open": person.state != InvitationState.ACCEPTED,
                "signer": signer,
                "signed": signer.state.label if signer else "",
                "signed_tone": SIGNATURE_TONES[signer.state] if signer else "",
                "signed_at": say_moment(signature.signed_at, zone) if signature else "",
            }
        )
    return told
