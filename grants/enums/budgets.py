"""The sides and lines of a budget."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BudgetSide(TextChoices):
    """The two sides of a budget."""

    COST = "cost", _("Costs")
    INCOME = "income", _("Financing")


class FundingStatus(TextChoices):
    """Whether the money of a budget's line is certain."""

    CONFIRMED = "confirmed", pgettext_lazy("funding", "Confirmed")
    APPLIED = "applied", pgettext_lazy("funding", "Applied for")


class ContributionKind(TextChoices):
    """Whether a budget's line is paid in money or given as work, rooms or goods."""

    CASH = "cash", pgettext_lazy("contribution", "In money")
    IN_KIND = "in_kind", pgettext_lazy("contribution", "In kind")


class VatStatus(TextChoices):
    """Whether a cost of a budget has value-added tax in it."""

    INCLUDED = "included", pgettext_lazy("VAT", "With VAT")
    EXCLUDED = "excluded", pgettext_lazy("VAT", "Without VAT")
    NOT_LIABLE = "not_liable", pgettext_lazy("VAT", "No VAT is due")


class RateDay(TextChoices):
    """Of which day the rate is by which an amount in another currency is reckoned."""

    TYPED = "typed", _("The day on which the line is typed")
    PUBLISHED = "published", _("The day on which the call was published")
    FIXED = "fixed", _("A day of its own")
