"""Changing the plan by which a grant is paid, as far as nobody has prepared it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.money import holding, plans
from grants.enums import OWED_REPORTS, InstalmentTrigger, RegisterKind, ReportKind, ReportStatus
from grants.enums.money import PAID_WHILE, UNPREPARED, PaymentStatus
from grants.models import Award, Payment, Report
from partnerships.models import Organisation
from portal.accounts.permissions import can_edit_for
from portal.core.amounts import format_amount
from portal.core.domain.locking import lock
from portal.core.errors import DomainError
from portal.core.history import acting
from portal.core.versions import require_version


def changeable(award: Award, by: Any) -> list[Payment]:
    """Return the parts that this person may put others in the place of: unprepared, and paid by an authority of theirs."""
    waiting = award.payments.filter(status__in=UNPREPARED).select_related("funder", "payee")
    return [
        one for one in waiting.order_by("position", "pk") if can_edit_for(by, holding.payer_of(award, one).pk)
    ]


@transaction.atomic
def change(
    award: Award, rows: Sequence[dict[str, Any]], *, reasons: str, version: int, by: Any
) -> list[Payment]:
    """Put other parts in the place of those that nobody has prepared yet; each funder pays as much as before.

    Parameters: ``rows`` have ``amount``, ``trigger`` and ``on_day``, and as wanted ``funder`` (needed where the parts are
    paid by several) and ``note``; they are paid to whom that funder has paid so far. What has happened already, such as
    the acceptance, makes a part payable at once. Raises NotAllowed for others than officers of an authority that pays,
    StaleEdit when the grant changed since, DomainError without reasons or where the parts are not exactly what is left.
    """
    award = holding.hold(award)
    holding.require_planner(award, by)
    require_version(award, version)
    said = holding.require_text(reasons, "reasons", _("Say why the plan is changed."))
    old = [lock(payment) for payment in changeable(award, by)]
    if not old:
        raise DomainError(_("Every part of the plan is prepared, or on its way."), code="nothing")
    groups, funders = _checked(award, old, rows)
    with acting(by):
        for payment in old:
            plans.step(payment, PaymentStatus.CANCELLED, by=by, note=said)
        for row, funder in zip(rows, funders, strict=True):
            _add(award, row, groups[_key(funder)][0], by)
        award.version += 1
        award.save(update_fields=["version"])
    holding.tell(
        award, RegisterKind.CHANGE, lambda: _("Payment plan changed: %(reasons)s") % {"reasons": said}, by=by
    )
    return list(award.payments.exclude(status=PaymentStatus.CANCELLED))


def require_whole(award: Award, rows: Sequence[dict[str, Any]], *, by: Any) -> None:
    """Raise DomainError unless rows, as ``change`` takes them, are exactly what this person may change."""
    _checked(award, changeable(award, by), rows)


def _checked(
    award: Award, old: Sequence[Payment], rows: Sequence[dict[str, Any]]
) -> tuple[dict[int, list[Payment]], list[Organisation | None]]:
    """Return the old parts by who pays them, and who pays each of the rows."""
    groups = _by_payer(old)
    only = next(iter(groups.values()))[0].funder if len(groups) == 1 else None
    funders: list[Organisation | None] = [row.get("funder", only) for row in rows]
    if any(_key(funder) not in groups for funder in funders):
        raise DomainError(_("Say which funder pays each part."), code="funder")
    for key, parts in groups.items():
        mine = [row["amount"] for row, funder in zip(rows, funders, strict=True) if _key(funder) == key]
        _require_sum(award, parts, sum(mine, Decimal(0)), by_several=len(groups) > 1)
    return groups, funders


def _key(funder: Organisation | None) -> int:
    return funder.pk if funder is not None else 0


def _by_payer(payments: Sequence[Payment]) -> dict[int, list[Payment]]:
    """Return parts by who pays them, in the plan's order."""
    groups: dict[int, list[Payment]] = {}
    for payment in payments:
        groups.setdefault(_key(payment.funder), []).append(payment)
    return groups


def _require_sum(award: Award, parts: Sequence[Payment], written: Decimal, *, by_several: bool) -> None:
    free = sum((payment.amount for payment in parts), Decimal(0))
    if written == free:
        return
    values = {
        "written": format_amount(written, award.currency),
        "free": format_amount(free, award.currency),
        "funder": parts[0].funder,
    }
    sentence = (
        _("%(funder)s: the parts come to %(written)s; what is left to plan is %(free)s.")
        if by_several
        else _("The parts come to %(written)s; what is left to plan is %(free)s.")
    )
    raise DomainError(sentence % values, code="sum")


def _add(award: Award, row: dict[str, Any], like: Payment, by: Any) -> None:
    """Add a part at the end of the plan, paid by and to whom another part is; payable, where what it waits for is past."""
    position = max(award.payments.values_list("position", flat=True), default=-1) + 1
    payment = Payment(
        award=award,
        position=position,
        trigger=row["trigger"],
        on_day=row.get("on_day"),
        note=row.get("note", ""),
        funder=like.funder,
        payee=like.payee,
        amount=row["amount"],
        paid_amount=row["amount"],
        currency=award.currency,
    )
    payment.clean_fields(exclude=["award", "funder", "payee", "account", "prepared_by", "released_by", "run"])
    payment.validate_constraints()
    payment.save(force_insert=True)
    if _has_happened(award, payment):
        plans.make_payable(award, payment, on=timezone.localdate(), by=by)


def _has_happened(award: Award, payment: Payment) -> bool:
    """Tell whether what a part waits for has happened already, so that nothing would make it payable later."""
    trigger = payment.trigger
    if trigger == InstalmentTrigger.AWARD:
        return True
    if trigger == InstalmentTrigger.ACCEPTANCE:
        return award.status in PAID_WHILE
    if trigger == InstalmentTrigger.DATE:
        return award.status in PAID_WHILE and bool(payment.on_day and payment.on_day <= timezone.localdate())
    accounted = Report.objects.filter(award=award).exclude(kind=ReportKind.INTERIM)
    waiting = accounted.filter(status__in=[*OWED_REPORTS, ReportStatus.HANDED_IN])
    if trigger == InstalmentTrigger.REPORT:
        return accounted.filter(submissions__isnull=False).exists()
    if trigger == InstalmentTrigger.APPROVAL:
        approved = accounted.filter(status__in=[ReportStatus.APPROVED, ReportStatus.REDUCED])
        return approved.exists() and not waiting.exists()
    return False
