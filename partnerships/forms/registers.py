"""The forms of what one does with a register: merge a duplicate, write down a new name."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import RecordForm
from partnerships.models import Organisation
from portal.core.forms.picker import use_pickers
from portal.core.uncertain.forms import UncertainDateFormField


class DuplicateForm(forms.Form):
    """Which record is the same as this one."""

    duplicate = forms.ModelChoiceField(
        label=_("The duplicate"),
        queryset=Organisation.objects.none(),
        help_text=_(
            "It goes into this record: all its links, its names and numbers. You see first what that means."
        ),
        error_messages={"required": _("Choose the record that is the same as this one.")},
    )

    def offer(self, rows: QuerySet[Any]) -> None:
        """Offer these records."""
        self.fields["duplicate"].queryset = rows  # type: ignore[attr-defined]
        use_pickers(self)


class RenameForm(RecordForm):
    """A new name, and from when; the present one becomes a former name."""

    since = UncertainDateFormField(
        label=_("New name since"),
        required=False,
        help_text=_("As uncertain as it is known: 2021, spring 2021. Empty where it is not known."),
    )

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = ["names", "acronym"]
        labels: ClassVar[dict[str, object]] = {"names": _("New name")}
