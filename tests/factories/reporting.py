"""Duties of calls, and grants that oblige to reports."""

from decimal import Decimal
from typing import Any

import factory

from grants.domain.reporting import duties
from grants.enums import ApplicationStatus, DutyAnchor, DutyKind
from grants.models import Award, ChangeRequest, Duty, Report
from tests.factories.grants import ApplicationFactory, AwardFactory, CallFactory

END = "2027-06-15"


class DutyFactory(factory.django.DjangoModelFactory):
    """A final report two months after the stated end."""

    class Meta:
        model = Duty

    call = factory.SubFactory(CallFactory)
    kind = DutyKind.FINAL
    anchor = DutyAnchor.STATED_END
    months = 2


def content(*, end: str = END, lines: int = 1) -> dict[str, Any]:
    """Return what was handed in: a period with this end, and a budget of one cost and one own contribution."""
    cost = [{"description": f"Travel {place}", "amount": "1000", "typed": "1000"} for place in range(lines)]
    income = [{"description": "Own funds", "amount": "400", "typed": "400"}]
    budget = {"cost": {"lines": cost, "total": "1000"}, "income": {"lines": income, "total": "400"}}
    return {
        "call": {"currency": "SEK"},
        "sections": [
            {
                "title": {"en": "Project"},
                "answers": [
                    {
                        "code": "end",
                        "kind": "uncertain_date",
                        "question": {"en": "End"},
                        "typed": end,
                        "shown": end,
                        "meaning": "end",
                        "value": end,
                    },
                    {
                        "code": "budget",
                        "kind": "budget",
                        "question": {"en": "Budget"},
                        "typed": [],
                        "shown": "",
                        "value": budget,
                    },
                ],
            }
        ],
    }


def award_owing(*duties_of_call: dict[str, Any], end: str = END, **of_application: Any) -> Award:
    """Return an award of 600 kronor whose call asks for these duties (a final report), with what it owes written down."""
    application = ApplicationFactory(
        submitted=True, status=ApplicationStatus.APPROVED, content=content(end=end), **of_application
    )
    for more in duties_of_call or ({},):
        DutyFactory(call=application.call, **more)
    award = AwardFactory(decision__application=application, amount=Decimal(600))
    duties.owe(award)
    return award


def report_owed(*duties_of_call: dict[str, Any], **more: Any) -> Report:
    """Return the first report that such an award owes."""
    award = award_owing(*duties_of_call, **more)
    return Report.objects.select_related("application", "award__decision__application__call").get(
        award=award, number=1
    )


class ChangeRequestFactory(factory.django.DjangoModelFactory):
    """A change of the content that a grantee asks for."""

    class Meta:
        model = ChangeRequest

    award = factory.SubFactory(AwardFactory)
    application = factory.SelfAttribute("award.decision.application")
    authority = factory.SelfAttribute("application.authority")
    number = factory.Sequence(lambda n: n + 1)
    kind = "content"
    text = "We play two concerts instead of three."
    submitted_by = factory.SelfAttribute("application.applicant")
