"""The forms of a relation's documents."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnerships.papers import PAPER_KINDS, stamp_of
from portal.core.enums import Confidentiality
from portal.core.files import CheckedFileFormField
from portal.core.models import Document
from portal.core.uncertain.forms import UncertainDateFormField
from portal.core.versions import VersionedForm

READERS = [
    (Confidentiality.INTERNAL, _("internal: the people of the authority who read its records")),
    (Confidentiality.PUBLIC, _("public: everybody who may see the record")),
    (Confidentiality.RESTRICTED, _("confidential: officers and administrators of the authority only")),
]
LANGUAGES = [("", _("none or several")), *settings.CONTENT_LANGUAGES]
DATED = _("As exact as it says itself: 12 March 2014, March 2014, 2014. Empty where it has none.")
GROUND = _("For confidential documents: the law and its section, or the promise that was given.")


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.value, kind.label) for kind in PAPER_KINDS]


class PaperForm(forms.Form):
    """A new document: the file, what it belongs to, what it is, and who may read it."""

    file = CheckedFileFormField(label=_("File"))
    subject = forms.ChoiceField(label=_("Belongs to"))
    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds)
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("A file with the kind, title and language of one that is here becomes its next version."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    dated = UncertainDateFormField(label=_("Date of the document"), required=False, help_text=DATED)
    confidentiality = forms.ChoiceField(
        label=_("Who may read it"),
        choices=READERS,
        widget=forms.RadioSelect,
        initial=Confidentiality.INTERNAL,
    )
    ground = forms.CharField(label=_("Ground"), max_length=300, required=False, help_text=GROUND)

    def offer(self, subjects: Sequence[tuple[str, str]]) -> None:
        """Offer the partnership itself, its agreements and its dialogues."""
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]


class PaperDescriptionForm(VersionedForm):
    """What is said of a document that is there."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    confidentiality = forms.ChoiceField(label=_("Who may read it"), choices=READERS, widget=forms.RadioSelect)

    @property
    def current_version(self) -> int:
        """Return what the edit began from: a checksum, since a document's ``version`` counts its files."""
        return stamp_of(self.instance)

    class Meta:
        model = Document
        fields: ClassVar[list[str]] = ["title", "kind", "language", "dated", "confidentiality", "ground"]
        help_texts: ClassVar[dict[str, Any]] = {"dated": DATED, "ground": GROUND}


class PaperVersionForm(forms.Form):
    """A newer file of a document that is there."""

    file = CheckedFileFormField(label=_("File"))
    dated = UncertainDateFormField(label=_("Date of the document"), required=False, help_text=DATED)
