"""The forms of work programmes and their lines."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import RecordForm
from partnerships.models import Agreement, Partnership, WorkProgramme, WorkProgrammeLine
from portal.core.collation import order_by_name
from portal.core.multilingual.forms import MultilingualWidget


class WorkProgrammeForm(RecordForm):
    """What a plan is called, what it executes, and for which period."""

    class Meta:
        model = WorkProgramme
        fields: ClassVar[list[str]] = ["names", "partnership", "agreement", "period", "summary"]
        widgets: ClassVar[dict[str, Any]] = {"summary": MultilingualWidget(long=True)}
        help_texts: ClassVar[dict[str, Any]] = {
            "period": _("As exact as it is known: 2025/2027, 2025, from March 2025."),
            "agreement": _("Empty where it executes none."),
        }

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the partnerships and agreements of these authorities."""
        own = Partnership.objects.filter(authority__in=authorities).order_by(order_by_name(), "pk")
        self.fields["partnership"].queryset = own  # type: ignore[attr-defined]
        agreements = Agreement.objects.filter(partnership__authority__in=authorities)
        self.fields["agreement"].queryset = agreements.order_by(order_by_name(), "pk")  # type: ignore[attr-defined]


class LineForm(RecordForm):
    """A quota: what, how many, over which time, which way, and who pays."""

    class Meta:
        model = WorkProgrammeLine
        fields: ClassVar[list[str]] = [
            "what", "count", "unit", "rhythm", "duration_days", "direction", "payer",
        ]  # fmt: skip
        help_texts: ClassVar[dict[str, Any]] = {
            "what": _("Such as “lecturers at the universities”."),
            "count": _("As exact as the text: 2, up to 3, a number of."),
            "duration_days": _("How long each stays, such as 7 or 10 to 14. Empty where nothing is said."),
            "direction": _("Seen from the authority. Empty where nothing is said."),
            "payer": _("Empty where nothing is said."),
        }
