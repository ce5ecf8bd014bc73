"""The forms of the disclosure desk."""

from collections.abc import Collection
from typing import Any, ClassVar

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.enums import DisclosureStatus, DisclosureVerdict
from grants.models import DisclosureRequest
from partnerships.forms.fields import RecordForm
from partnerships.models import Authority
from portal.core.filters import PlainSelect, RegisterFilter


class DisclosureRequestForm(RecordForm):
    """What somebody wants to read, and when they asked."""

    class Meta:
        model = DisclosureRequest
        fields: ClassVar[list[str]] = ["authority", "received_on", "asked", "requester", "reply_to"]

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the authorities that the person works for; one alone is chosen."""
        field: Any = self.fields["authority"]
        field.queryset = (
            Authority.objects.filter(pk__in=authorities).select_related("organisation").order_by("slug")
        )
        if len(authorities) == 1:
            self.initial["authority"] = next(iter(authorities))
        self.initial["received_on"] = self.initial.get("received_on") or timezone.localdate()


class HideForm(forms.Form):
    """A passage to hide, where, and on what ground."""

    passage = forms.CharField(
        label=_("Passage to hide"),
        max_length=1000,
        required=False,
        help_text=_("Copied from the text of the document. It is hidden wherever it stands."),
    )
    page = forms.IntegerField(
        label=_("Only on page"),
        min_value=1,
        required=False,
        widget=forms.NumberInput({"class": "width-5"}),
        help_text=_("A page without a passage is hidden as a whole."),
    )
    ground = forms.CharField(
        label=_("Ground"), max_length=300, help_text=_("The law and its section. It stands in the copy.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a passage or a page."""
        said = super().clean() or {}
        if not said.get("passage") and not said.get("page") and "page" not in self.errors:
            self.add_error("passage", _("Write the passage that is hidden, or name a page."))
        return said


class JudgeForm(forms.Form):
    """What was found of a document."""

    verdict = forms.ChoiceField(
        label=_("What was found"),
        choices=[one for one in DisclosureVerdict.choices if one[0] != DisclosureVerdict.PENDING],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was found.")},
    )
    ground = forms.CharField(
        label=_("Ground"),
        max_length=300,
        required=False,
        help_text=_("The law and its section, where the document is not handed out."),
    )


class AnswerForm(forms.Form):
    """The words of the answer."""

    answer = forms.CharField(
        label=pgettext_lazy("noun", "Answer"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("What is handed out, what is not and on what ground, and how that can be appealed."),
    )


class DisclosureFilter(RegisterFilter):
    """Requests by status and words."""

    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=DisclosureStatus.choices, empty_label=_("All"), widget=PlainSelect
    )

    class Meta:
        model = DisclosureRequest
        fields: ClassVar[list[str]] = ["q", "status"]
