"""Signatures: a name under the content as it stands, and what becomes of it when the content changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.domain.content import AnsweredSection, answered_sections, fingerprint, snapshot
from grants.domain.participants import refusal
from grants.enums import SIGNING_ROLES, ParticipantRole, SignatureKind, SignatureState
from grants.models import Application, Participant, Signature
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed

LEAD = "lead"


def role_label(role: str) -> str:
    """Return what a person is to an application in words, from what signatures and content name."""
    return str(dict(ParticipantRole.choices).get(role, _("Applicant")))


@dataclass(frozen=True)
class Signer:
    """Somebody whose name belongs under an application, and whether it stands there."""

    participant: Participant | None
    name: str
    email: str
    role: str
    side: str
    kind: SignatureKind
    state: SignatureState
    signature: Signature | None = None

    @property
    def role_label(self) -> str:
        """What the person is to the application, in words."""
        return role_label(self.role)

    @property
    def is_valid(self) -> bool:
        """Tell whether what was signed is what stands there now."""
        return self.state == SignatureState.VALID


def content_sha256(application: Application, sections: Sequence[AnsweredSection] | None = None) -> str:
    """Return the fingerprint of what a signature covers: the questions and answers as they stand now.

    Parameters: ``sections`` are those of ``answered_sections``, where they are at hand.
    """
    found = answered_sections(application) if sections is None else sections
    return fingerprint(snapshot(application, found))


def part_sha256(participant: Participant) -> str:
    """Return the fingerprint of what a partner confirms: its part, its organisation and its money."""
    return fingerprint(
        {
            "reference": participant.application.reference,
            "name": participant.name,
            "email": participant.email,
            "role": str(participant.role),
            "side": participant.side,
            "organisation": participant.organisation_name,
            "amount": f"{participant.amount:.2f}" if participant.amount is not None else None,
            "currency": participant.currency,
        }
    )


def signers(application: Application, sections: Sequence[AnsweredSection] | None = None) -> list[Signer]:
    """Return everybody whose name belongs under an application, the applicant first, each with where it stands.

    The applicant belongs there as soon as somebody else does: who applies alone signs by handing in.
    """
    people = [
        person
        for person in application.participants.present()
        if person.role in SIGNING_ROLES or person.role == ParticipantRole.PARTNER
    ]
    given: dict[int | None, Signature] = {
        signature.participant_id: signature for signature in application.signatures.all()
    }
    if not people and not given:
        return []
    content = content_sha256(application, sections)
    found = [_lead(application, given.get(None), content)]
    for person in people:
        person.application = application
        is_partner = person.role == ParticipantRole.PARTNER
        covered = part_sha256(person) if is_partner else content
        signature = given.get(person.pk)
        found.append(
            Signer(
                person,
                person.name,
                person.email,
                str(person.role),
                person.side,
                SignatureKind.CONFIRMATION if is_partner else SignatureKind.CONTENT,
                _state(signature, covered),
                signature,
            )
        )
    return found


def _lead(application: Application, signature: Signature | None, content: str) -> Signer:
    applicant = application.applicant
    return Signer(
        None,
        str(applicant),
        applicant.email,
        LEAD,
        "",
        SignatureKind.CONTENT,
        _state(signature, content),
        signature,
    )


def _state(signature: Signature | None, covered: str) -> SignatureState:
    if signature is None:
        return SignatureState.MISSING
    return SignatureState.VALID if signature.sha256 == covered else SignatureState.STALE


def valid(application: Application, sections: Sequence[AnsweredSection] | None = None) -> list[Signer]:
    """Return those whose signature covers what stands there now; for the rules of calls to read."""
    return [signer for signer in signers(application, sections) if signer.is_valid]


def as_data(found: Sequence[Signer]) -> list[dict[str, Any]]:
    """Return valid signatures as plain data, for what is handed in."""
    return [
        {
            "name": signer.name,
            "email": signer.email,
            "role": signer.role,
            "side": signer.side,
            "kind": str(signer.kind),
            "signed_at": signer.signature.signed_at.isoformat(),
            "sha256": signer.signature.sha256,
            "amount": str(signer.signature.amount) if signer.signature.amount is not None else None,
            "currency": signer.signature.currency,
        }
        for signer in found
        if signer.is_valid and signer.signature is not None
    ]


def signer_of(application: Application, user: Any) -> Participant | None:
    """Return as whom a person signs: None for the applicant.

    Raises NotAllowed for anybody who neither applies nor was asked to sign.
    """
    if application.applicant_id == user.pk:
        return None
    mine = application.participants.present().filter(accepted_by=user).first()
    if mine is None or mine.role == ParticipantRole.EDITOR:
        raise NotAllowed(_("You were not asked to sign this application."), code="no_signer")
    return mine


@transaction.atomic
def sign(application: Application, *, seen: str, by: Any) -> Signature:
    """Put one's name under a draft as it stands; signing the same text twice changes nothing.

    Parameters: ``seen`` is the fingerprint of the text that the person was shown. Raises NotAllowed for anybody who
    was not asked, DomainError when the text has changed since it was shown, or when nothing is handed in any more.
    """
    application = lock(application)
    participant = signer_of(application, by)
    if not application.is_open_to_changes:
        raise DomainError(_("This application has been handed in and is no longer signed."), code="submitted")
    if participant is not None and participant.role == ParticipantRole.PARTNER:
        participant.application = application
        return _confirm(participant, seen, by)
    current = content_sha256(application)
    if current != seen:
        raise DomainError(
            _("The text has changed since you opened this page. Read it again, then sign."), code="changed"
        )
    return _add(application, participant, SignatureKind.CONTENT, current, by, name=str(by))


@transaction.atomic
def confirm_by_link(participant: Participant, *, name: str, seen: str) -> Signature:
    """Let a partner confirm its part and its money by the link it was sent, without an account.

    Parameters: ``name`` is who confirms. Raises DomainError when the link has ended, for anyone who signs the whole
    content, when the application is handed in, or when the part has changed since it was shown.
    """
    application = lock(participant.application)
    participant = lock(participant)
    participant.application = application
    if participant.role != ParticipantRole.PARTNER:
        raise NotAllowed(_("Sign in to sign: only partners confirm by the link."), code="no_partner")
    if sentence := refusal(participant):
        raise DomainError(sentence, code="closed")
    if not application.is_open_to_changes:
        raise DomainError(_("This application has been handed in and is no longer signed."), code="submitted")
    return _confirm(participant, seen, None, name=name.strip())


def _confirm(participant: Participant, seen: str, by: Any, *, name: str = "") -> Signature:
    current = part_sha256(participant)
    if current != seen:
        raise DomainError(
            _("Your part has changed since you opened this page. Read it again, then confirm."),
            code="changed",
        )
    return _add(
        participant.application,
        participant,
        SignatureKind.CONFIRMATION,
        current,
        by,
        name=name or str(by),
        money={"amount": participant.amount, "currency": participant.currency},
    )


def _add(
    application: Application,
    participant: Participant | None,
    kind: SignatureKind,
    sha256: str,
    by: Any,
    *,
    name: str,
    money: Mapping[str, Any] | None = None,
) -> Signature:
    latest = application.signatures.filter(participant=participant).last()
    if latest is not None and latest.sha256 == sha256:
        return latest
    signature = Signature(
        application=application,
        participant=participant,
        kind=kind,
        name=name[:150],
        sha256=sha256,
        signed_by=by,
        **(money or {}),
    )
    signature.validate_constraints()
    signature.save()
    signature.refresh_from_db(fields=["signed_at"])
    return signature
