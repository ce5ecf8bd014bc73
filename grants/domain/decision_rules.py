"""The rules of a call at its decisions: what they say of a sum before it is granted."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone

from grants.domain.content import answered_sections
from grants.domain.ruling import Placed, ruled
from grants.enums import Effect, Stage
from grants.models import Application
from portal.core.errors import DomainError


def said_of(
    application: Application, amount: Decimal | None, by_funder: Mapping[str, Decimal] | None = None
) -> list[Placed]:
    """Return what the rules say against a grant of this sum, or leave to people; nothing without a sum.

    Parameters: ``by_funder`` are the parts of a joint call's funders, by the address of their organisation.
    """
    if amount is None:
        return []
    sections = answered_sections(application)
    return ruled(application, sections, Stage.DECISION, now=timezone.now(), award=amount, by_funder=by_funder)


def stopping(found: list[Placed]) -> list[Placed]:
    """Return those over which nothing can be granted: broken, not merely unknown to the portal."""
    return [one for one in found if one.finding.effect == Effect.BLOCKING and one.finding.verdict.is_broken]


def require_met(
    application: Application, amount: Decimal | None, by_funder: Mapping[str, Decimal] | None = None
) -> None:
    """Raise DomainError with the sentences of the rules over which this sum cannot be granted."""
    against = stopping(said_of(application, amount, by_funder))
    if against:
        raise DomainError([one.finding.sentence for one in against], code="rules")
