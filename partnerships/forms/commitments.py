"""The forms of commitments."""

from typing import Any, ClassVar

from babel.numbers import is_currency
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from partnerships.enums import COMMITMENT_TRANSITIONS, CommitmentStatus
from partnerships.forms.fields import RecordForm
from partnerships.models import Article, Commitment
from portal.core.amounts.forms import AmountFormField


class CommitmentForm(RecordForm):
    """Who does what, how many, by when, and at what cost."""

    estimated_cost = AmountFormField(
        label=_("estimated cost"),
        required=False,
        help_text=_("Such as 125 000 or 1.234,50. Write 0 if it costs nothing."),
    )
    currency = forms.CharField(
        label=_("currency"), required=False, max_length=3, help_text=_("Three letters, such as SEK or EUR.")
    )

    class Meta:
        model = Commitment
        fields: ClassVar[list[str]] = [
            "what", "article", "owner", "mutual", "quantity", "due", "estimated_cost", "currency", "payer",
        ]  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "owner": _("who has to do it"),
            "mutual": _("both sides have to do it"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "quantity": _("As exact as the text: 2, at least 3, 10 to 12, a number of."),
            "due": _("As exact as the text: 30 June 2027, end of 2027, 2027."),
            "payer": _("Empty where each side bears its own costs."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.instance.agreement_id
        if agreement is None:
            del self.fields["article"]
        else:
            articles = Article.objects.filter(agreement=agreement).order_by("position", "pk")
            self.fields["article"].queryset = articles  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name not in ("version", "base"):
                field.label = capfirst(str(field.label))

    def clean_currency(self) -> str:
        """Take lower case for what it means, and refuse what is no currency."""
        code = str(self.cleaned_data["currency"]).strip().upper()
        if code and not is_currency(code):
            sentence = _t("“%(code)s” is not a currency. Write its three letters, such as SEK or EUR.")
            raise ValidationError(sentence % {"code": code}, code="currency")
        return code


class CommitmentStatusForm(forms.Form):
    """How a commitment ended, and what one has to say of it."""

    status = forms.ChoiceField(label=_("How it stands"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How it was kept, where nothing else proves it; or why it was not kept."),
    )

    def follow(self, commitment: Commitment) -> None:
        """Offer the states that can follow the present one."""
        possible = COMMITMENT_TRANSITIONS[commitment.status]
        choices = [choice for choice in CommitmentStatus.choices if choice[0] in possible]
        self.fields["status"].choices = choices  # type: ignore[attr-defined]
