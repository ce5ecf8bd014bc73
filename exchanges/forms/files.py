"""The forms of photographs and documents."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import RecordForm
from portal.core.enums import Confidentiality
from portal.core.files import CheckedFileFormField, FileKind
from portal.core.models import Picture

PHOTOGRAPHS = frozenset({FileKind.JPEG, FileKind.PNG})


class PictureForm(RecordForm):
    """A photograph with its words; the file may be missing where only its description is known."""

    upload = CheckedFileFormField(
        label=_("file"),
        allowed=PHOTOGRAPHS,
        required=False,
        widget=forms.FileInput,
        help_text=_("JPEG or PNG. Leave it empty to keep the file that is there."),
    )

    class Meta:
        model = Picture
        fields: ClassVar[list[str]] = ["alt", "caption", "credit"]
        help_texts: ClassVar[dict[str, object]] = {
            "alt": _("What the picture shows, for those who cannot see it."),
            "credit": _("Who took the photograph."),
        }

    field_order = ["upload", "alt", "caption", "credit"]

    def changes(self) -> dict[str, Any]:
        """Leave the file out: it is handed to the domain by itself."""
        return {name: value for name, value in super().changes().items() if name != "upload"}

    def words(self) -> dict[str, Any]:
        """Return the cleaned words of a new photograph."""
        return {name: self.cleaned_data[name] for name in ("alt", "caption", "credit")}


class DocumentForm(forms.Form):
    """A file: what it is, and who may read it."""

    file = CheckedFileFormField(label=_("file"))
    title = forms.CharField(
        label=_("title"),
        max_length=200,
        help_text=_("A file with the title of one that is here already becomes its next version."),
    )
    language = forms.ChoiceField(
        label=_("language"), choices=[("", _("none or several")), *settings.CONTENT_LANGUAGES], required=False
    )
    confidentiality = forms.ChoiceField(
        label=_("who may read it"),
        choices=[
            (Confidentiality.INTERNAL, _("the people of the authority")),
            (Confidentiality.PUBLIC, _("everybody")),
        ],
        widget=forms.RadioSelect,
        initial=Confidentiality.INTERNAL,
    )
