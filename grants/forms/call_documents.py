"""The form in which a call document is handed in: the file is read as JSON here, and judged by the domain."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from partnerships.models import Authority
from portal.accounts.permissions import edits
from portal.core.files import OversizedUpload

LARGEST = 2_000_000


class DocumentField(forms.FileField):
    """A JSON file; cleaned to what stands in it."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser offer only files that can hold a document."""
        return {**super().widget_attrs(widget), "accept": ".json,application/json"}

    def to_python(self, data: Any) -> Any:
        """Return what stands in the file, or refuse one that is too large or no JSON."""
        if isinstance(data, OversizedUpload) or (data is not None and data.size > LARGEST):
            raise forms.ValidationError(_t("The file is larger than any call document (2 MB)."))
        file = super().to_python(data)
        if file is None:
            return None
        try:
            return json.loads(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_t("The file is not written in UTF-8, as JSON has to be.")) from error
        except RecursionError as error:
            raise forms.ValidationError(_t("The file is nested too deeply to be a call document.")) from error
        except json.JSONDecodeError as error:
            sentence = _t("The file is no JSON: line %(line)s, character %(column)s cannot stand there.")
            raise forms.ValidationError(sentence % {"line": error.lineno, "column": error.colno}) from error


class ImportForm(forms.Form):
    """Whose call it becomes, and the document."""

    authority = forms.ModelChoiceField(
        label=_("Authority"), queryset=Authority.objects.none(), empty_label=None
    )
    file = DocumentField(
        label=_("Call document"), help_text=_("A file that a portal has written, at most 2 MB.")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = (  # type: ignore[attr-defined]
            Authority.objects.filter(pk__in=edits(user)).select_related("organisation").order_by("slug")
        )
