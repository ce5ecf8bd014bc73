"""The forms of a programme."""

from collections.abc import Collection
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from grants.models import Programme
from partnerships.forms.fields import RecordForm
from partnerships.models import Authority

FIELDS = ["names", "purpose", "yearly", "is_grant", "first_year", "last_year"]


class NewProgrammeForm(RecordForm):
    """A programme of one of the person's authorities."""

    class Meta:
        model = Programme
        fields: ClassVar[list[str]] = ["authority", *FIELDS[:4], "first_year"]
        labels: ClassVar[dict[str, object]] = {"authority": _("Authority")}

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the authorities that the person works for; one alone is chosen."""
        self.fields["authority"].queryset = (  # type: ignore[attr-defined]
            Authority.objects.filter(pk__in=authorities).select_related("organisation").order_by("slug")
        )
        if len(authorities) == 1:
            self.initial["authority"] = next(iter(authorities))


class ProgrammeForm(RecordForm):
    """What a programme is, and when its series began and ended."""

    class Meta:
        model = Programme
        fields: ClassVar[list[str]] = FIELDS
        help_texts: ClassVar[dict[str, object]] = {
            "last_year": _("Filled in when the series has ended: no edition of a later year can be begun."),
        }
