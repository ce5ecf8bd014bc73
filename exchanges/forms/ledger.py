"""The forms of the ledger: who paid, what it weighs, what proves and what fulfils."""

from typing import Any, ClassVar

from babel.numbers import is_currency
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from exchanges.domain.evidence import documents_of, relation_ids, relation_of
from exchanges.models import CommitmentEvidence, Exchange, ExchangeMoney, LedgerTerms, LineFulfilment
from partnerships.forms.fields import RecordForm
from partnerships.models import Agreement, Commitment, Partnership, WorkProgrammeLine
from portal.core.collation import order_by_name


def currency_code(typed: object) -> str:
    """Take lower case for what it means, and refuse what is no currency."""
    code = str(typed or "").strip().upper()
    if code and not is_currency(code):
        sentence = _t("“%(code)s” is not a currency. Write its three letters, such as SEK or EUR.")
        raise ValidationError(sentence % {"code": code}, code="currency")
    return code


class MoneyForm(RecordForm):
    """Who paid how much for an exchange."""

    currency = forms.CharField(
        label=_("currency"), max_length=3, help_text=_("Three letters, such as SEK or EUR.")
    )

    class Meta:
        model = ExchangeMoney
        fields: ClassVar[list[str]] = ["payer", "amount", "currency", "note"]
        help_texts: ClassVar[dict[str, Any]] = {
            "payer": _(
                "Of an exchange that goes both ways, say which side paid: there, both are host and visitor."
            ),
            "amount": _("As exact as it is known: 12 500, about 50 000, unknown."),
            "note": _("Such as travel, or board and lodging."),
        }

    def clean_currency(self) -> str:
        """Return the code of a currency."""
        return currency_code(self.cleaned_data["currency"])


class SameAsForm(RecordForm):
    """Which record of the other side is about the same exchange."""

    class Meta:
        model = Exchange
        fields: ClassVar[list[str]] = ["same_as"]
        labels: ClassVar[dict[str, Any]] = {"same_as": _("the other side's record of it")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnership = self.instance.partnership
        mirrors = Partnership.objects.mirrors_of(partnership) if partnership else Partnership.objects.none()
        others = Exchange.objects.filter(partnership__in=mirrors, same_as=None)
        self.fields["same_as"].queryset = others.order_by(order_by_name(), "pk")  # type: ignore[attr-defined]


class TermsForm(RecordForm):
    """The weights of the measures, and the ratio aimed at, from a day on."""

    class Meta:
        model = LedgerTerms
        fields: ClassVar[list[str]] = [
            "agreed_from", "agreement", "weight_exchanges", "weight_persons", "weight_person_days", "weight_nights",
            "weight_audience", "weight_money", "currency", "target_incoming", "target_outgoing", "note",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "agreed_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "agreed_from": _("Each year is weighed by the terms that hold at its end."),
            "weight_exchanges": _("0 where a measure does not count."),
            "target_outgoing": _("1 to 1 is an even give and take. Empty where no ratio was agreed on."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Agreement.objects.filter(partnership=self.instance.partnership_id)
        self.fields["agreement"].queryset = own.order_by(order_by_name(), "pk")  # type: ignore[attr-defined]

    def clean_currency(self) -> str:
        """Return the code of a currency, or nothing."""
        return currency_code(self.cleaned_data["currency"])


class EvidenceForm(RecordForm):
    """The exchange or the document that proves that a commitment was kept."""

    class Meta:
        model = CommitmentEvidence
        fields: ClassVar[list[str]] = ["exchange", "document", "note"]
        help_texts: ClassVar[dict[str, Any]] = {"document": _("Either an exchange or a document, not both.")}

    def offer(self, commitment: Commitment, user: Any) -> None:
        """Offer the exchanges and the documents of the relation."""
        relation = relation_of(commitment)
        ids = relation_ids(relation) if relation else set()
        exchanges = Exchange.objects.visible_to(user).filter(partnership__in=ids)
        self.fields["exchange"].queryset = exchanges.order_by(order_by_name(), "pk")  # type: ignore[attr-defined]
        self.fields["document"].queryset = documents_of(commitment, user)  # type: ignore[attr-defined]


class FulfilmentForm(RecordForm):
    """An exchange that fulfils a line of a work programme."""

    class Meta:
        model = LineFulfilment
        fields: ClassVar[list[str]] = ["exchange"]

    def offer(self, line: WorkProgrammeLine, user: Any) -> None:
        """Offer the exchanges of the relation that do not count for the line yet."""
        relation = line.work_programme.partnership
        ids = relation_ids(relation) if relation else set()
        exchanges = Exchange.objects.visible_to(user).filter(partnership__in=ids)
        counted = LineFulfilment.objects.filter(line=line).values("exchange")
        self.fields["exchange"].queryset = exchanges.exclude(pk__in=counted).order_by(order_by_name(), "pk")  # type: ignore[attr-defined]
