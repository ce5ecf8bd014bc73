"""The parties of a case: recorded when it comes in, changed by the office, marked when something becomes of them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from grants.domain import register
from grants.domain.casework import acts, working
from grants.enums import ParticipantRole, PartyRole, PartyState, RegisterDirection, RegisterKind
from grants.models import Application, CaseParty
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.history import acting
from portal.core.moments import say_date


def record_from(application: Application) -> list[CaseParty]:
    """Record the parties of a case as it came in: who applies, for which organisation, and with whom."""
    on = application.submitted_at.date() if application.submitted_at else None
    applicant = application.applicant
    found = [
        CaseParty(role=PartyRole.APPLICANT, name=str(applicant)[:300], email=applicant.email),
    ]
    if application.organisation_id is not None:
        found.append(
            CaseParty(
                role=PartyRole.ORGANISATION,
                name=application.applicant_name,
                organisation_id=application.organisation_id,
            )
        )
    partners = application.participants.filter(
        removed_at=None,
        accepted_at__isnull=False,
        role__in=[ParticipantRole.PARTNER, ParticipantRole.CO_LEAD],
    )
    found += [
        CaseParty(
            role=PartyRole.CO_APPLICANT,
            name=(partner.organisation_name or partner.name)[:300],
            email=partner.email,
        )
        for partner in partners.order_by("pk")
    ]
    for party in found:
        party.application, party.since = application, on
    return CaseParty.objects.bulk_create(found)


@transaction.atomic
def add(application: Application, values: Mapping[str, Any], *, by: Any) -> CaseParty:
    """Add a party, such as an agent. Raises NotAllowed, and ValidationError with a sentence beside the field."""
    application = lock(application)
    working.require_worker(application, by)
    with acting(by):
        party = records.add(CaseParty(application=application, created_by=by), values)
    _enter(party, _("Party added: %(role)s %(name)s"), by)
    return party


@transaction.atomic
def edit(party: CaseParty, changes: Mapping[str, Any], *, version: int | None, by: Any) -> CaseParty:
    """Change a party; what it said before stays in its history, and the register tells that it changed.

    Raises NotAllowed for others than officers of the authority and for anyone with an interest, StaleEdit when somebody
    saved it since, ValidationError for a mark without its day or its source.
    """
    application = lock(party.application)
    working.require_worker(application, by)
    before = party.state
    with acting(by):
        changed = records.change(party, changes, version=version)
    if changes:
        changed.application = application
        marked = changed.state != before and changed.state != PartyState.ACTIVE
        _enter(changed, _marked(changed) if marked else _("Party changed: %(role)s %(name)s"), by)
    return changed


def problem(application: Application) -> str:
    """Return what has become of a party and is not dealt with, to be shown before a grant or a payment; else nothing.

    Holds until an officer says how it is dealt with (``CaseParty.settlement``). One query, of an index that is nearly empty.
    """
    party = _unsettled(application).exclude(state=PartyState.ACTIVE).order_by("pk").first()
    return sentence_of(party) if party else ""


def hindrance(application: Application) -> str:
    """Return why nothing may be granted or paid in this case: a party is bankrupt or deceased; else nothing.

    Who is renamed is the same party: that is shown (``problem``) and hinders nothing.
    """
    stopped = _unsettled(application).filter(state__in=[PartyState.BANKRUPT, PartyState.DECEASED])
    party = stopped.order_by("pk").first()
    return sentence_of(party) if party else ""


def _unsettled(application: Application) -> QuerySet[CaseParty]:
    return CaseParty.objects.filter(application=application, settlement="", until=None)


def sentence_of(party: CaseParty) -> str:
    """Return what has become of a party, since when, how one knows, and what is to be done; empty for most."""
    words = {
        PartyState.RENAMED: _(
            "%(former)s is called %(name)s since %(day)s (%(source)s): check that letters and payments name the right "
            "party, and say so in the case."
        ),
        PartyState.BANKRUPT: _(
            "%(name)s is bankrupt since %(day)s (%(source)s): say in the case who receives letters, and whether money "
            "may be paid."
        ),
        PartyState.DECEASED: _(
            "%(name)s died %(day)s (%(source)s): say in the case who receives letters, and whether money may be paid."
        ),
    }
    state = PartyState(party.state)
    if state not in words or party.state_on is None:
        return ""
    return words[state] % {
        "name": party.name,
        "former": party.former_name,
        "day": say_date(party.state_on),
        "source": party.state_source,
    }


def _marked(party: CaseParty) -> str:
    return {
        PartyState.RENAMED: _("Party renamed: %(name)s"),
        PartyState.BANKRUPT: _("Party bankrupt: %(name)s"),
        PartyState.DECEASED: _("Party deceased: %(name)s"),
    }[PartyState(party.state)]


def _enter(party: CaseParty, words: str, by: Any) -> None:
    with translation.override(register.language_of(party.application.authority)):
        subject = words % {"role": party.get_role_display(), "name": party.name}
    acts.enter(party.application, RegisterKind.PARTY, RegisterDirection.DRAWN_UP, subject, by=by)
