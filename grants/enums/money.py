"""Where a grant, its payments, its runs and its repayments stand, and what may follow."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AwardStatus(TextChoices):
    """Where a grant stands, from the offer to its closing."""

    OFFERED = "offered", pgettext_lazy("grant", "Waiting to be accepted")
    ACCEPTED = "accepted", pgettext_lazy("grant", "Accepted")
    RUNNING = "running", pgettext_lazy("grant", "Running")
    SUSPENDED = "suspended", pgettext_lazy("grant", "Suspended")
    CLOSED = "closed", pgettext_lazy("grant", "Closed")
    DECLINED = "declined", pgettext_lazy("grant", "Declined by the grantee")
    LAPSED = "lapsed", pgettext_lazy("grant", "Lapsed: not accepted in time")
    ENDED = "ended", pgettext_lazy("grant", "Ended early")
    REVOKED = "revoked", pgettext_lazy("grant", "Revoked")


AWARD_TRANSITIONS: dict[str, frozenset[str]] = {
    AwardStatus.OFFERED: frozenset(
        {AwardStatus.ACCEPTED, AwardStatus.DECLINED, AwardStatus.LAPSED, AwardStatus.REVOKED}
    ),
    AwardStatus.ACCEPTED: frozenset(
        {AwardStatus.RUNNING, AwardStatus.SUSPENDED, AwardStatus.ENDED, AwardStatus.REVOKED}
    ),
    AwardStatus.RUNNING: frozenset(
        {AwardStatus.SUSPENDED, AwardStatus.CLOSED, AwardStatus.ENDED, AwardStatus.REVOKED}
    ),
    AwardStatus.SUSPENDED: frozenset(
        {AwardStatus.ACCEPTED, AwardStatus.RUNNING, AwardStatus.ENDED, AwardStatus.REVOKED}
    ),
    # What was ended early is closed once nothing is owed any more.
    AwardStatus.ENDED: frozenset({AwardStatus.CLOSED}),
    AwardStatus.CLOSED: frozenset(),
    # Decided anew after it was declined, has lapsed or was revoked.
    AwardStatus.DECLINED: frozenset({AwardStatus.REVOKED}),
    AwardStatus.LAPSED: frozenset({AwardStatus.REVOKED}),
    AwardStatus.REVOKED: frozenset({AwardStatus.OFFERED}),
}
# While a grant is one of these, its money is paid.
PAID_WHILE = [AwardStatus.ACCEPTED, AwardStatus.RUNNING]
# The grantee did not take it: the money is back in the budget.
NOT_TAKEN = [AwardStatus.DECLINED, AwardStatus.LAPSED]
# Nothing was, or will be, given.
NEVER_GIVEN = [*NOT_TAKEN, AwardStatus.REVOKED]


class AcceptanceKind(TextChoices):
    """What the grantee does before money is paid."""

    NONE = "none", _("Nothing: the grant runs at once")
    CONDITIONS = "conditions", _("Accepts the conditions")
    CONTRACT = "contract", _("Signs a contract")


class PaymentStatus(TextChoices):
    """Where one payment of a grant stands."""

    PLANNED = "planned", pgettext_lazy("payment", "Planned")
    REQUESTED = "requested", pgettext_lazy("payment", "Requested by the grantee")
    PAYABLE = "payable", pgettext_lazy("payment", "To prepare")
    PREPARED = "prepared", pgettext_lazy("payment", "To release")
    RELEASED = "released", pgettext_lazy("payment", "Released")
    SENT = "sent", pgettext_lazy("payment", "In a payment file")
    PAID = "paid", pgettext_lazy("payment", "Paid")
    RETURNED = "returned", pgettext_lazy("payment", "Refused by the bank")
    CANCELLED = "cancelled", pgettext_lazy("payment", "Not to be paid")


PAYMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    PaymentStatus.PLANNED: frozenset(
        {PaymentStatus.REQUESTED, PaymentStatus.PAYABLE, PaymentStatus.CANCELLED}
    ),
    PaymentStatus.REQUESTED: frozenset(
        {PaymentStatus.PLANNED, PaymentStatus.PAYABLE, PaymentStatus.CANCELLED}
    ),
    PaymentStatus.PAYABLE: frozenset({PaymentStatus.PREPARED, PaymentStatus.CANCELLED}),
    PaymentStatus.PREPARED: frozenset(
        {PaymentStatus.RELEASED, PaymentStatus.PAYABLE, PaymentStatus.CANCELLED}
    ),
    PaymentStatus.RELEASED: frozenset({PaymentStatus.SENT, PaymentStatus.PAYABLE, PaymentStatus.CANCELLED}),
    PaymentStatus.SENT: frozenset({PaymentStatus.PAID, PaymentStatus.RETURNED}),
    PaymentStatus.RETURNED: frozenset({PaymentStatus.PAYABLE, PaymentStatus.CANCELLED}),
    PaymentStatus.PAID: frozenset(),
    PaymentStatus.CANCELLED: frozenset(),
}
# Their sum and their terms may still be changed.
UNPREPARED = [PaymentStatus.PLANNED, PaymentStatus.REQUESTED, PaymentStatus.PAYABLE, PaymentStatus.RETURNED]
# On the way, but not yet in the bank's hands.
STOPPABLE = [*UNPREPARED, PaymentStatus.PREPARED, PaymentStatus.RELEASED]


class AccountKind(TextChoices):
    """What kind of number an account has."""

    IBAN = "iban", _("IBAN")
    BANKGIRO = "bankgiro", _("Bankgiro")
    PLUSGIRO = "plusgiro", _("Plusgiro")


class RunStatus(TextChoices):
    """Where a payment file stands."""

    MAKING = "making", pgettext_lazy("run", "Being made")
    READY = "ready", pgettext_lazy("run", "Waiting for the bank's answer")
    SETTLED = "settled", pgettext_lazy("run", "Answered by the bank")


RUN_TRANSITIONS: dict[str, frozenset[str]] = {
    RunStatus.MAKING: frozenset({RunStatus.READY}),
    RunStatus.READY: frozenset({RunStatus.SETTLED}),
    RunStatus.SETTLED: frozenset(),
}


class RepaymentStatus(TextChoices):
    """Where money that is claimed back stands."""

    DEMANDED = "demanded", pgettext_lazy("repayment", "Claimed back")
    REPAID = "repaid", pgettext_lazy("repayment", "Paid back")
    WRITTEN_OFF = "written_off", pgettext_lazy("repayment", "Written off")


REPAYMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    RepaymentStatus.DEMANDED: frozenset({RepaymentStatus.REPAID, RepaymentStatus.WRITTEN_OFF}),
    RepaymentStatus.REPAID: frozenset(),
    RepaymentStatus.WRITTEN_OFF: frozenset(),
}


class AidKind(TextChoices):
    """On what a grant to an undertaking rests in the law on state aid."""

    DE_MINIMIS = "de_minimis", _("De minimis aid")
    DE_MINIMIS_FARMING = "farming", _("De minimis aid in agriculture")
    DE_MINIMIS_FISHERY = "fishery", _("De minimis aid in fishery and aquaculture")
    DE_MINIMIS_SERVICE = "service", _("De minimis aid for services of general economic interest")
    EXEMPTED = "exempted", _("Exempted by the General Block Exemption Regulation")
    APPROVED = "approved", _("Approved by the Commission")
