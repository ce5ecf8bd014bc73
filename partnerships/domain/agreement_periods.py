"""The periods an agreement is valid for: as agreed, renewed tacitly, extended."""

from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from partnerships.domain.agreement_steps import take
from partnerships.domain.agreement_writing import begin, derive, finish, overlapping
from partnerships.enums import AgreementStatus, PeriodBasis
from partnerships.models import Agreement, AgreementAct, AgreementPeriod
from portal.core.errors import DomainError
from portal.core.history import acting
from portal.core.uncertain import UncertainDate
from portal.core.uncertain.arithmetic import day_after, later


def next_end(agreement: Agreement) -> UncertainDate | None:
    """Return the end of the period that a tacit renewal would begin; None where nobody has said how long it is.

    It is reckoned from the last end that people agreed on, over all renewals since, so that a short month clips none
    of the later ends.
    """
    if not agreement.renews_tacitly or not agreement.renewal_months or agreement.valid_until is None:
        return None
    agreed = agreement.periods.exclude(basis=PeriodBasis.TACIT).order_by("-number").first()
    if agreed is None or agreed.ends is None:
        return later(agreement.valid_until, agreement.renewal_months)
    since = agreement.periods.filter(basis=PeriodBasis.TACIT, number__gt=agreed.number)
    months = since.aggregate(sum=Sum("months"))["sum"] or 0
    return later(agreed.ends, months + agreement.renewal_months)


def next_ends(agreement: Agreement, until: date) -> list[UncertainDate]:
    """Return the ends of the current period and of those that tacit renewals would add, up to a day."""
    ends = [agreement.valid_until] if agreement.valid_until else []
    following = next_end(agreement)
    months = agreement.renewal_months or 0
    number = 0
    while following is not None and following.earliest and following.earliest <= until:
        ends.append(following)
        number += 1
        following = later(following, months)
    return ends


@transaction.atomic
def renew(agreement: Agreement, *, today: date) -> bool:
    """Begin the next period of an agreement whose period is certainly over and that nobody gave notice to end.

    The portal's clock calls it; a second call on the same day finds nothing to do. An agreement between the same
    parties that is valid by then takes its place: it is not renewed, and expires. Returns whether it was renewed.
    """
    with acting(None):
        locked = begin(agreement, version=None, by=None)
        end = following_end(locked, today)
        if end is None:
            return False
        before = locked.valid_until
        locked.valid_until = end
        derive(locked)
        other = overlapping(locked)
        if other is not None:
            locked.valid_until = before
            note = _("Not renewed: “%(other)s” is valid instead.") % {"other": other}
            take(locked, AgreementStatus.EXPIRED, by=None, note=note, today=today)
            return False
        locked.valid_until = before
        record(locked, PeriodBasis.TACIT, ends=end, months=locked.renewal_months)
        locked.valid_until = end
        finish(locked)
        return True


def following_end(agreement: Agreement, today: date) -> UncertainDate | None:
    """Return the end of the next tacit period, when it has certainly begun; None when the agreement is not renewed."""
    end, last = agreement.valid_until, agreement.last_day
    if (
        agreement.status != AgreementStatus.IN_FORCE
        or end is None
        or end.latest is None
        or end.latest >= today
    ):
        return None
    if last is not None and last.latest is not None and last.latest <= end.latest:
        return None
    return next_end(agreement)


def record(
    agreement: Agreement,
    basis: str,
    *,
    ends: UncertainDate | None,
    months: int | None = None,
    act: AgreementAct | None = None,
) -> AgreementPeriod:
    """Write down the period that follows the current one; the first, as agreed, is written with it."""
    last = agreement.periods.order_by("-number").first()
    if last is None:
        last = AgreementPeriod.objects.create(
            agreement=agreement,
            number=1,
            basis=PeriodBasis.FIRST,
            begins=agreement.valid_from,
            ends=agreement.valid_until,
        )
    begins = day_after(agreement.valid_until) if agreement.valid_until else None
    period = AgreementPeriod(
        agreement=agreement,
        number=last.number + 1,
        basis=basis,
        months=months,
        act=act,
        begins=begins,
        ends=ends,
    )
    period.validate_constraints()
    period.save(force_insert=True)
    return period


def follow(agreement: Agreement) -> None:
    """Let the recorded periods follow a correction of the validity: the first its beginning, the last its end.

    A tacit period that would begin after the corrected end never was: it goes, and its history stays. Raises
    DomainError beside the date that cannot be right.
    """
    periods = list(agreement.periods.order_by("number"))
    while (
        len(periods) > 1 and periods[-1].basis == PeriodBasis.TACIT and _ends_before(agreement, periods[-1])
    ):
        periods.pop().delete()
    if not periods:
        return
    first, last = periods[0], periods[-1]
    if len(periods) > 1 and _ends_before(agreement, last):
        message = _(
            "The agreement was extended for a period from %(day)s on: give a later end, or take that back."
        )
        raise DomainError({"valid_until": [message % {"day": last.begins}]})
    before = [(one.begins, one.ends) for one in (first, last)]
    first.begins, last.ends = agreement.valid_from, agreement.valid_until
    if len(periods) > 1 and _is_upside_down(first):
        message = _("The first period ended %(day)s, so the agreement cannot have begun later.")
        raise DomainError({"valid_from": [message % {"day": first.ends}]})
    # The first and the last may be one.
    for one, dates in zip(dict.fromkeys((first, last)), before, strict=False):
        if (one.begins, one.ends) != dates:
            one.save()


def _ends_before(agreement: Agreement, period: AgreementPeriod) -> bool:
    """Tell whether the agreement certainly ends before the period begins."""
    end = agreement.valid_until
    if end is None or end.latest is None or period.begins is None or period.begins.earliest is None:
        return False
    return end.latest < period.begins.earliest


def _is_upside_down(period: AgreementPeriod) -> bool:
    begins, ends = period.begins, period.ends
    if begins is None or ends is None or begins.earliest is None or ends.latest is None:
        return False
    return ends.latest < begins.earliest


def renew_all(agreement: Agreement, today: date) -> int:
    """Renew an agreement period by period up to today; return how many periods have begun."""
    begun = 0
    while renew(agreement, today=today):
        begun += 1
    return begun
