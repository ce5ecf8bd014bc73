"""The forms of bringing registers in: shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Authority
from portal.accounts.permissions import edits
from portal.core.files import OversizedUpload
from portal.core.resources import (
    ChoiceWidget,
    Column,
    NameColumn,
    ReferenceWidget,
    RegisterResource,
    resources,
)
from portal.core.sheets import Layout, SheetKind
from portal.core.sheets.kinds import ENDINGS
from portal.core.sheets.layout import DELIMITERS, ENCODINGS, MAX_HEADER_ROWS
from portal.imports.domain.runs import label_of
from portal.imports.enums import DateOrder, DecimalSign
from portal.imports.models import ImportRun

DELIMITER_NAMES = {
    ";": gettext_lazy("semicolon ;"),
    ",": gettext_lazy("comma ,"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("bar |"),
}
ENCODING_NAMES = {
    "utf-8": gettext_lazy("UTF-8 (most files today)"),
    "cp1252": gettext_lazy("Windows, Western Europe (cp1252)"),
    "iso-8859-15": gettext_lazy("ISO 8859-15"),
    "cp850": gettext_lazy("old DOS programs (cp850)"),
    "mac-roman": gettext_lazy("old Macs (Mac Roman)"),
    "utf-16": gettext_lazy("UTF-16"),
}


class RegisterFileField(forms.FileField):
    """A file with a register; one that was too large says so beside the field."""

    def to_python(self, data: Any) -> Any:
        """Return the file, or refuse one that the portal did not take."""
        if isinstance(data, OversizedUpload):
            raise forms.ValidationError(_("The file is larger than the portal takes (25 MB). Divide it."))
        return super().to_python(data)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser offer only files that can hold a register."""
        endings = ",".join(f".{ending}" for ending in ENDINGS)
        return {**super().widget_attrs(widget), "accept": endings}


class HandInForm(forms.Form):
    """Whose register, which one, and the file."""

    authority = forms.ModelChoiceField(
        label=gettext_lazy("Authority"), queryset=Authority.objects.none(), empty_label=None
    )
    noun = forms.ChoiceField(label=gettext_lazy("Register"), choices=())
    file = RegisterFileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "A spreadsheet (xlsx, xls, ods), csv or json, at most 25 MB. Title rows, several rows of heads and totals "
            "need not be taken out."
        ),
    )

    def __init__(self, *args: Any, user: Any, corrects: ImportRun | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Authority.objects.filter(pk__in=edits(user)).select_related("organisation").order_by("slug")
        self.fields["authority"].queryset = mine  # type: ignore[attr-defined]
        self.fields["noun"].choices = [(one.noun, one.title) for one in resources()]  # type: ignore[attr-defined]
        if corrects is not None:
            self.fields["authority"].queryset = mine.filter(pk=corrects.authority_id)  # type: ignore[attr-defined]
            self.fields["noun"].choices = [  # type: ignore[attr-defined]
                (one.noun, one.title) for one in resources() if one.noun == corrects.noun
            ]
        if len(mine) == 1 or corrects is not None:
            self.fields["authority"].widget = forms.HiddenInput()
            self.fields["authority"].initial = mine.first()


class LayoutForm(forms.Form):
    """Where the register begins in its file, and how its cells are written."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), choices=())
    header_row = forms.IntegerField(label=gettext_lazy("The heads begin in row"), min_value=1, max_value=1000)
    header_rows = forms.TypedChoiceField(
        label=gettext_lazy("Rows of heads"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, MAX_HEADER_ROWS + 1)],
        help_text=gettext_lazy("Two, where one head stands over several columns."),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding"),
        choices=[(code, ENCODING_NAMES[code]) for code in ENCODINGS],
        help_text=gettext_lazy("The right one shows å, ä, ö and é as they are."),
    )
    delimiter = forms.ChoiceField(
        label=gettext_lazy("Between the cells"),
        choices=[(sign, DELIMITER_NAMES[sign]) for sign in DELIMITERS],
    )
    dates = forms.ChoiceField(label=gettext_lazy("Days in figures"), choices=DateOrder.choices)
    decimal = forms.ChoiceField(label=gettext_lazy("Decimals"), choices=DecimalSign.choices)
    without_totals = forms.BooleanField(
        label=gettext_lazy("Leave out rows that begin with Total, Summa and the like"), required=False
    )

    def __init__(self, *args: Any, kind: SheetKind, sheets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]
        if len(sheets) < 2:
            del self.fields["sheet"]
        if kind is not SheetKind.CSV:
            del self.fields["encoding"], self.fields["delimiter"]
        # The browser and the form would take a tab for nothing.
        if "delimiter" in self.fields:
            self.fields["delimiter"].strip = False  # type: ignore[attr-defined]

    def layout(self, before: Layout) -> Layout:
        """Return the layout that was chosen; what the form did not ask stays."""
        return Layout.from_json({**before.as_json(), **self.cleaned_data})


class ColumnsForm(forms.Form):
    """Which column is which; and what is said once for all rows."""

    clear = forms.BooleanField(
        label=gettext_lazy("An empty cell empties what the record says"),
        required=False,
        help_text=gettext_lazy("Otherwise an empty cell leaves the record as it is."),
    )

    def __init__(self, *args: Any, resource: RegisterResource, heads: Sequence[str], targets: Sequence[str],
                 constants: dict[str, str], **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.resource, self.heads = resource, heads
        choices = [("", _("– leave out –"))] + [
            (name, label_of(one)) for name, one in resource.columns.items()
        ]
        for place, head in enumerate(heads):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=head or _("Column %(number)s, without a head") % {"number": place + 1},
                choices=choices,
                required=False,
                initial=targets[place] if place < len(targets) else "",
            )
        for name, column in resource.columns.items():
            if _can_be_the_same(column):
                self.fields[f"all_{name}"] = _constant_field(column, constants.get(name, ""))
        self.order_fields([*(name for name in self.fields if name != "clear"), "clear"])

    @cached_property
    def column_fields(self) -> list[Any]:
        """Return the fields that name the columns, in the file's order."""
        return [self[f"column_{place}"] for place in range(len(self.heads))]

    @cached_property
    def constant_fields(self) -> list[Any]:
        """Return the fields of what is the same in all rows, those that are needed first."""
        names = [name for name in self.fields if name.startswith("all_")]
        needed = [name for name in names if self.resource.columns[name.removeprefix("all_")].required]
        return [self[name] for name in [*needed, *(name for name in names if name not in needed)]]

    def values(self) -> dict[str, Any]:
        """Return what was chosen as the domain takes it."""
        data = self.cleaned_data
        return {
            "targets": [data[f"column_{place}"] for place in range(len(self.heads))],
            "constants": {
                name.removeprefix("all_"): value
                for name, value in data.items()
                if name.startswith("all_") and value
            },
            "clear": data["clear"],
        }


def _can_be_the_same(column: Column) -> bool:
    """Tell whether all rows may well say the same here: a kind, a region; never a name or an address."""
    if isinstance(column, NameColumn) or column.name == "slug" or column.part:
        return False
    return (
        column.required
        or isinstance(column.widget, (ChoiceWidget, ReferenceWidget))
        or column.name == "currency"
    )


def _constant_field(column: Column, initial: str) -> forms.Field:
    if isinstance(column.widget, ChoiceWidget):
        empty = _("– as the file says –")
        return forms.ChoiceField(
            label=label_of(column),
            choices=[("", empty), *column.widget.choices.choices],
            required=False,
            initial=initial,
        )
    return forms.CharField(label=label_of(column), required=False, max_length=300, initial=initial)
