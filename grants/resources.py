"""What a file of cases says, column by column: the one place that names them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.utils.translation import gettext_lazy as _
from import_export import resources
from import_export.fields import Field

from grants.enums import ApplicationStatus
from grants.models import Application
from portal.core.multilingual import Multilingual

CHUNK = 2_000


class CaseResource(resources.ModelResource):
    """Cases as rows of a file, each column an attribute with its heading."""

    diary_number = Field("diary_number", _("Diary number"))
    reference = Field("reference", _("Reference"))
    title = Field("title", _("Project"))
    applicant_name = Field("applicant_name", _("Applicant"))
    call = Field("call__names", _("Call"))
    year = Field("call__year", _("Year of the edition"))
    authority = Field("authority__organisation__names", _("Authority"))
    requested = Field("requested", _("Amount applied for"))
    granted = Field("granted_sum", _("Amount granted"))
    currency = Field("call__currency", _("Currency"))
    submitted_at = Field("submitted_at", _("Submitted"))
    status = Field("status", _("Status"))

    class Meta:
        model = Application
        fields = (
            "diary_number",
            "reference",
            "title",
            "applicant_name",
            "call",
            "year",
            "authority",
            "requested",
            "granted",
            "currency",
            "submitted_at",
            "status",
        )
        export_order = fields

    def heads(self) -> list[str]:
        """Return the headings in the active language."""
        return list(self.get_export_headers())

    def rows(self, cases: QuerySet[Any]) -> Iterator[list[Any]]:
        """Yield the rows of a register's cases in its order, a few thousand in memory at a time."""
        fields = self.get_export_fields()
        names = [field.attribute for field in fields]
        place = names.index("status")
        words = {value: str(label) for value, label in ApplicationStatus.choices}
        # What was revoked is granted no more.
        standing = Case(When(decision__award__revoked_at=None, then=F("decision__award__amount")))
        plain = cases.prefetch_related(None).annotate(granted_sum=standing).values_list(*names)
        for found in plain.iterator(chunk_size=CHUNK):
            row = [str(cell) if isinstance(cell, Multilingual) else cell for cell in found]
            row[place] = words[row[place]]
            yield row
