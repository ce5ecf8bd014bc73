"""People with confirmed addresses, and how they come to take part."""

import re
from typing import Any

from allauth.account.models import EmailAddress

from grants.domain import participants
from grants.enums import ParticipantRole
from grants.models import Application, Participant
from portal.accounts.models import User
from portal.core.models import Message
from tests.factories.accounts import UserFactory


def confirmed(email: str, **fields: Any) -> User:
    """Return a person whose account has this confirmed address."""
    person = UserFactory(email=email, **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def values(**changed: Any) -> dict[str, Any]:
    """Return what the domain is told of somebody who leads another side."""
    return {
        "name": "Inga Lead",
        "role": ParticipantRole.CO_LEAD,
        "side": "",
        "organisation_name": "",
        "may_edit": False,
        "amount": None,
        "currency": "",
        **changed,
    }


def invited(application: Application, email: str = "inga@example.org", **changed: Any) -> Participant:
    """Return somebody whom the applicant has asked."""
    return participants.invite(application, email=email, values=values(**changed), by=application.applicant)


def taking_part(application: Application, email: str = "inga@example.org", **changed: Any) -> Participant:
    """Return somebody who was asked and has accepted."""
    asked = invited(application, email, **changed)
    return participants.accept(asked, by=confirmed(email, name=str(changed.get("name", "Inga Lead"))))


def token_in(message: Message) -> str:
    """Return the secret of the link in a mail."""
    found = re.search(r"/(?:participation|nomination)/([\w-]+)/", message.body)
    assert found, message.body
    return found[1]
