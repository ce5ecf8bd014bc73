"""How the lists of reports and changes are narrowed."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import ChangeKind, ChangeStatus, ReportKind, ReportStatus
from grants.filters import CallChoiceFilter, own_calls
from grants.models import ChangeRequest, Report
from portal.core.filters import PlainSelect, RegisterFilter

OVERDUE = "yes"


class ReportFilter(RegisterFilter):
    """Reports by kind, state, call, whether they are overdue, and words in the project, grantee or number."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=ReportKind.choices, empty_label=_("All"), widget=PlainSelect
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=ReportStatus.choices, empty_label=_("All"), widget=PlainSelect
    )
    overdue = django_filters.ChoiceFilter(
        label=_("Overdue"),
        choices=[(OVERDUE, _("Only what is overdue"))],
        empty_label=_("All"),
        method="filter_overdue",
        widget=PlainSelect,
    )
    call = CallChoiceFilter(
        label=_("Call"),
        field_name="application__call",
        queryset=own_calls,
        empty_label=_("All calls"),
        widget=PlainSelect,
    )

    class Meta:
        model = Report
        fields = ["q", "kind", "status", "overdue", "call"]

    def filter_overdue(self, queryset: QuerySet[Report], name: str, value: str) -> QuerySet[Report]:
        """Keep what should have been handed in before today."""
        return queryset.overdue(timezone.localdate())  # type: ignore[attr-defined]


class ChangeFilter(RegisterFilter):
    """Changes by kind, state, call, and words in the project, grantee or number."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=ChangeKind.choices, empty_label=_("All"), widget=PlainSelect
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=ChangeStatus.choices, empty_label=_("All"), widget=PlainSelect
    )
    call = CallChoiceFilter(
        label=_("Call"),
        field_name="application__call",
        queryset=own_calls,
        empty_label=_("All calls"),
        widget=PlainSelect,
    )

    class Meta:
        model = ChangeRequest
        fields = ["q", "kind", "status", "call"]
