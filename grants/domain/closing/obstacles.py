"""What still stands in the way of closing a case, each in a sentence with the section of its page where it is dealt with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.domain.deciding import appeals
from grants.domain.reporting.due import due_words
from grants.enums import OWED_REPORTS, AppealState, ChangeStatus, ReportStatus
from grants.enums.closing import CLOSABLE
from grants.enums.money import NEVER_GIVEN, AwardStatus, PaymentStatus, RepaymentStatus
from grants.models import Application, Award, CaseTask, DecisionCondition, DecisionLetter, Report
from portal.core.amounts import format_amount
from portal.core.moments import say_date

# An appeal that waits for the authority's own next step, or for the higher body: what is upheld is still to be sent on.
WAITING_APPEALS = [AppealState.RECEIVED, AppealState.UPHELD, AppealState.FORWARDED]
# A letter that nobody ever opens would keep a case open for ever: after a year it counts as read on its last day.
UNOPENED = timedelta(days=365)
GIVEN = [AwardStatus.ACCEPTED, AwardStatus.RUNNING, AwardStatus.ENDED, AwardStatus.CLOSED, *NEVER_GIVEN]


@dataclass(frozen=True)
class Obstacle:
    """One thing that is still to be done, and the section of the case's page where it is."""

    sentence: str
    section: str


def obstacles(application: Application) -> list[Obstacle]:
    """Return what stands in the way of closing a case, in the order of its page; none when it can be closed."""
    if application.status not in CLOSABLE:
        return [
            Obstacle(
                _("The case is “%(now)s”: it is neither decided nor withdrawn yet.")
                % {"now": application.get_status_display()},
                "deciding",
            )
        ]
    found = [
        *_tasks(application),
        *_letters(application),
        *_appeals(application),
        *_conditions(application),
    ]
    award = Award.objects.filter(decision__application=application, revoked_at=None).first()
    if award is not None:
        found += [*_money(award), *_reports(award), *_changes(application)]
    return found


def _tasks(application: Application) -> Iterator[Obstacle]:
    count = CaseTask.objects.filter(application=application).open().count()
    if count:
        words = ngettext("%(count)s task is not done yet.", "%(count)s tasks are not done yet.", count)
        yield Obstacle(words % {"count": count}, "tasks")


def _letters(application: Application) -> Iterator[Obstacle]:
    """Name the letters that have not gone out, and those whose time to appeal is not over."""
    if application.call.decision_final:
        return
    terms = appeals.terms_of(application.authority)
    zone = ZoneInfo(application.authority.time_zone)
    today = timezone.now().astimezone(zone).date()
    for letter in DecisionLetter.objects.filter(act__application=application).select_related(
        "act__application__authority"
    ):
        number = {"number": letter.act.number}
        if letter.sent_at is None:
            yield Obstacle(_("The letter of decision %(number)s has not gone out yet.") % number, "deciding")
            continue
        last = appeals.due_on(letter.act, terms)
        if last is None and today <= (letter.sent_at.astimezone(zone) + UNOPENED).date():
            yield Obstacle(
                _(
                    "The letter of decision %(number)s has not been opened, so the time to appeal has not begun. "
                    "It counts as read a year after it was sent."
                )
                % number,
                "deciding",
            )
        elif last is not None and today <= last:
            yield Obstacle(
                _("Decision %(number)s can be appealed until %(day)s.") % {**number, "day": say_date(last)},
                "deciding",
            )


def _appeals(application: Application) -> Iterator[Obstacle]:
    for appeal in application.appeals.filter(status__in=WAITING_APPEALS):
        yield Obstacle(
            _("Appeal %(number)s: %(state)s.")
            % {"number": appeal.number, "state": appeal.get_status_display()},
            "deciding",
        )


def _conditions(application: Application) -> Iterator[Obstacle]:
    """Name the conditions of what is in force that nobody has found to be kept."""
    last = application.decision_acts.order_by("-number").first()
    if last is None:
        return
    for condition in DecisionCondition.objects.filter(act=last, fulfilled_at=None):
        yield Obstacle(_("A condition is not fulfilled: %(text)s") % {"text": condition}, "deciding")


def _money(award: Award) -> Iterator[Obstacle]:
    if award.status not in GIVEN:
        yield Obstacle(_("The grant is “%(now)s”.") % {"now": award.get_status_display()}, "money")
    for payment in award.payments.exclude(status__in=[PaymentStatus.PAID, PaymentStatus.CANCELLED]):
        yield Obstacle(
            _("Part %(number)s of %(sum)s: %(state)s.")
            % {
                "number": payment.position + 1,
                "sum": format_amount(payment.amount, award.currency),
                "state": payment.get_status_display(),
            },
            "money",
        )
    for repayment in award.repayments.filter(status=RepaymentStatus.DEMANDED):
        yield Obstacle(
            _("%(sum)s is claimed back by %(day)s and has not come in.")
            % {
                "sum": format_amount(repayment.amount, award.currency),
                "day": say_date(repayment.due_on),
            },
            "money",
        )


def _reports(award: Award) -> Iterator[Obstacle]:
    if award.status in NEVER_GIVEN:
        return
    for report in Report.objects.filter(award=award, status__in=[*OWED_REPORTS, ReportStatus.HANDED_IN]):
        if report.is_owed:
            sentence = _("%(report)s is owed: %(due)s.") % {"report": report, "due": due_words(report)}
        else:
            sentence = _("%(report)s waits to be answered.") % {"report": report}
        yield Obstacle(sentence, "reports")


def _changes(application: Application) -> Iterator[Obstacle]:
    for change in application.change_requests.filter(status=ChangeStatus.SUBMITTED):
        yield Obstacle(_("A change waits for a decision: %(change)s.") % {"change": change}, "reports")
