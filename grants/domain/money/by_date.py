"""What the days bring about by themselves: grants that lapse, reminders, parts that are due, money that is overdue."""

from datetime import date

from grants.domain.money import awards, plans, repayments
from grants.enums import InstalmentTrigger
from grants.enums.money import PAID_WHILE, AwardStatus, PaymentStatus
from grants.models import Award, Repayment


def run(today: date) -> dict[str, int]:
    """Do what is due on a day, each case by itself, and return how much of each; run again, nothing is left."""
    cases = Award.objects.select_related("decision__application")
    offered = cases.filter(status=AwardStatus.OFFERED, accept_by__isnull=False)
    due = cases.filter(
        status__in=PAID_WHILE,
        payments__status=PaymentStatus.PLANNED,
        payments__trigger=InstalmentTrigger.DATE,
        payments__on_day__lte=today,
    ).distinct()
    soon = offered.filter(accept_by__gte=today, accept_by__lte=today + awards.REMIND_BEFORE, reminded_on=None)
    owed = Repayment.objects.still_owed().select_related("award__decision__application")
    return {
        "lapsed": sum(awards.lapse(award) for award in offered.filter(accept_by__lt=today)),
        "reminded": sum(awards.remind(award) for award in soon),
        "payable": sum(
            len(plans.happened(award, InstalmentTrigger.DATE, on=today, by=None)) for award in due
        ),
        "overdue": sum(repayments.remind(one, today=today) for one in owed),
    }
