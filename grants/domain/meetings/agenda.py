"""Cases on an agenda: chosen by hand, or taken from the ranking of a call with what it proposes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from grants.domain.assessment.ranking import ranking
from grants.domain.meetings import meetings
from grants.enums import ApplicationStatus, Audience, QuestionKind
from grants.enums.meetings import CaseResult, ItemKind
from grants.models import AgendaCase, AgendaItem, Application, Call, Meeting, Screening
from grants.permissions import ASSESSED, may_read_answer
from portal.core.errors import field_errors
from portal.core.history import acting

THOUSANDTH = Decimal("0.001")
LONGEST_SUMMARY = 900  # letters
TO_DECIDE = [ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE]


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a case, before anybody has written it on an agenda."""

    application: Application
    score: Decimal | None = None
    place: int | None = None
    amount: Decimal | None = None


def proposals(call: Call) -> list[Proposal]:
    """Return the call's cases that wait for a decision and are on no agenda: the best first, as the assessment has it."""
    ranked = {one.application.pk: one for one in ranking(call)}
    found = []
    for case in waiting(call.authority_id).filter(call=call).order_by("pk"):
        one = ranked.get(case.pk)
        found.append(Proposal(case) if one is None else Proposal(case, one.score, one.place, one.proposed))
    return sorted(found, key=lambda one: (one.place is None, one.place or 0))


def waiting(authority_id: int) -> QuerySet[Application]:
    """Return the authority's cases that wait for a decision and are on no agenda."""
    taken = AgendaCase.objects.filter(is_open=True).values("application")
    return Application.objects.filter(authority=authority_id, status__in=TO_DECIDE).exclude(pk__in=taken)


@transaction.atomic
def add_call(item: AgendaItem, call: Call, *, by: Any) -> list[AgendaCase]:
    """Put every case of a call that waits for a decision on the agenda, best first, with what is proposed for it."""
    with acting(by):
        found = proposals(call)
        if not found:
            raise field_errors(
                {"call": _("No case of this call waits for a decision without being on an agenda.")}
            )
        return [add_case({**_values(one), "item": item}, by=by) for one in found]


@transaction.atomic
def add_case(values: Mapping[str, Any], *, by: Any) -> AgendaCase:
    """Put one case on the agenda; without a summary it gets the first longer answer of the application.

    Parameters: ``values`` names ``item`` and ``application``, and as wanted what is proposed. Raises NotAllowed,
    DomainError and ValidationError with sentences beside fields.
    """
    summary = values.get("summary") or summary_of(values["application"])
    return cast(
        "AgendaCase",
        meetings.add_part(AgendaCase(), {"score": None, **values, "summary": summary}, by=by),
    )


def summary_of(application: Application) -> str:
    """Return the first longer answer that assessors read too, cut where the committee would stop reading."""
    for section in (application.content or {}).get("sections", []):
        for answer in section.get("answers", []):
            is_long = answer.get("kind") in {QuestionKind.LONG_TEXT, QuestionKind.RICH_TEXT}
            if (
                is_long
                and answer.get("shown")
                and may_read_answer(ASSESSED, answer.get("audience", Audience.ORDINARY))
            ):
                return Truncator(answer["shown"]).chars(LONGEST_SUMMARY)
    return ""


def _values(one: Proposal) -> dict[str, Any]:
    """Return the fields of a case on an agenda: what does not meet the conditions is proposed to be rejected."""
    # A mean of scores may have any number of decimals; an agenda keeps three.
    score = None if one.score is None else one.score.quantize(THOUSANDTH)
    values: dict[str, Any] = {"application": one.application, "score": score, "place": one.place}
    if one.application.status == ApplicationStatus.INELIGIBLE:
        against = Screening.objects.standing().filter(application=one.application, eligible=False)
        reasons = "\n\n".join(against.order_by("pk").values_list("reason", flat=True))
        return {**values, "proposed": CaseResult.REJECTED, "proposed_reasons": reasons}
    if one.amount:
        return {**values, "proposed": CaseResult.APPROVED, "proposed_amount": one.amount}
    return values


def offered_items(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the items of a meeting on which cases are decided."""
    return AgendaItem.objects.filter(meeting=meeting, kind=ItemKind.CASES)
