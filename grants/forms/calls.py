"""The forms of a call, a section each, and of its questions."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from slugify import slugify

from grants.models import Call, Programme, Question
from partnerships.forms.fields import ElementsField, RecordForm, fields_of_art
from partnerships.models import Partnership
from portal.core.amounts import AmountFormField
from portal.core.collation import order_by_name
from portal.core.multilingual.forms import MultilingualFormField


class NewCallForm(RecordForm):
    """What one knows when a call is begun; everything else follows on its page."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["programme", "names", "year", "summary"]

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the programmes of the authorities that the person works for."""
        self.fields["programme"].queryset = Programme.objects.filter(  # type: ignore[attr-defined]
            authority__in=authorities
        ).order_by(order_by_name(), "pk")
        if not self.initial.get("year"):
            self.initial["year"] = timezone.localdate().year


class BasicsForm(RecordForm):
    """What the call is, and what it belongs to."""

    elements = ElementsField(label=_("Serves"))
    languages = forms.MultipleChoiceField(
        label=_("Languages of the applications"),
        choices=settings.CONTENT_LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = [
            "names", "summary", "year", "languages", "partnerships", "fields", "elements",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "partnerships": forms.CheckboxSelectMultiple,
            "fields": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields"].queryset = fields_of_art()  # type: ignore[attr-defined]
        self.fields["partnerships"].queryset = Partnership.objects.filter(  # type: ignore[attr-defined]
            authority=self.instance.authority_id
        ).order_by(order_by_name(), "pk")
        self.fields["elements"].limit_to(self.instance.authority_id)  # type: ignore[attr-defined]


class TextsForm(RecordForm):
    """What applicants read."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["purpose", "eligibility", "criteria"]


class AmountsForm(RecordForm):
    """The money of the call."""

    budget = AmountFormField(label=_("Budget of the call"), required=False)
    amount_min = AmountFormField(label=_("Smallest amount"), required=False)
    amount_max = AmountFormField(label=_("Largest amount"), required=False)

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = ["currency", "budget", "amount_min", "amount_max", "share_max"]
        help_texts: ClassVar[dict[str, object]] = {
            "currency": _("Three capital letters, such as SEK or EUR.")
        }

    def clean_currency(self) -> str:
        """Return the code in capital letters."""
        return str(self.cleaned_data["currency"]).strip().upper()


class HandlingForm(RecordForm):
    """How applications come in and are dealt with."""

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = [
            "route", "meets_on", "completion_days", "completion_in_working_days", "incomplete_is_late",
            "awards_published", "decision_final",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "meets_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }


class OptionsField(MultilingualFormField):
    """The answers to choose from, one a line, in each language in the same order."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether any line is another."""
        return bool(self.to_python(initial) != self.to_python(data))


class QuestionForm(RecordForm):
    """A question of the call's form."""

    options = OptionsField(
        label=_("Answers to choose from"),
        help_text=_("One a line, in every language in the same order. Only for questions with a choice."),
        required=False,
        long=True,
    )

    class Meta:
        model = Question
        fields: ClassVar[list[str]] = [
            "labels", "kind", "help_texts", "required", "max_length", "options", "section",
        ]  # fmt: skip
        help_texts: ClassVar[dict[str, object]] = {
            "section": _("Questions of one section stand on one page. Write the same words as the others."),
            "max_length": _("Only for texts. Empty: 300 for a short text, no limit for a long one."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["options"] = lines_of(self.instance.options)

    def clean_options(self) -> list[dict[str, Any]]:
        """Return the answers with their codes; an answer that stood there already keeps its code."""
        return options_from(self.cleaned_data["options"], self.instance.options)


def lines_of(options: list[dict[str, Any]]) -> dict[str, str]:
    """Return the answers of a question as lines of text by language."""
    languages = {code for option in options for code in option.get("names", {})}
    return {
        code: "\n".join(option.get("names", {}).get(code, "") for option in options)
        for code in sorted(languages)
    }


def options_from(texts: Any, known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return answers made of lines by language; codes stay with the words they had, or are made of new words."""
    lines = {code: [line.strip() for line in text.split("\n")] for code, text in texts.items()}
    count = max((len(found) for found in lines.values()), default=0)
    codes = {(lang, word): one["code"] for one in known for lang, word in one.get("names", {}).items()}
    options: list[dict[str, Any]] = []
    for place in range(count):
        names = {code: found[place] for code, found in lines.items() if place < len(found) and found[place]}
        if not names:
            continue
        taken = {option["code"] for option in options}
        code = next((codes[pair] for pair in names.items() if codes.get(pair, "") not in {"", *taken}), "")
        options.append({"code": code or _new_code(names, taken), "names": names})
    return options


def _new_code(names: dict[str, str], taken: set[str]) -> str:
    base = slugify(names.get("en") or next(iter(names.values())), max_length=40) or "answer"
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


class CopyForm(forms.Form):
    """The year of the new edition."""

    year = forms.IntegerField(label=_("Year of the new edition"), min_value=1990, max_value=2100)


class StepForm(forms.Form):
    """The version a step in a call's life begins from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(StepForm):
    """Withdrawing says why."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
