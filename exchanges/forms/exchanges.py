"""The forms of exchanges and their parts."""

from collections.abc import Collection
from typing import Any, ClassVar

from babel.numbers import is_currency
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from exchanges.enums import EXCHANGE_TRANSITIONS, ExchangeStatus
from exchanges.models import Exchange, ExchangeActor, ExchangeFigure
from partnerships.enums import RegionTier
from partnerships.forms.fields import ElementsField, RecordForm, fields_of_art
from partnerships.models import Agreement, Authority, Partnership, Region
from portal.core.amounts.forms import AmountFormField
from portal.core.collation import order_by_name

WHEN = _("As uncertain as it is known: 2023, spring 2023, 2014/2017, about 2004, since 2011.")


class NewExchangeForm(RecordForm):
    """What one knows when an exchange is entered; everything else follows on its page."""

    class Meta:
        model = Exchange
        fields: ClassVar[list[str]] = [
            "authority", "partnership", "names", "kind", "direction", "status", "period", "summary",
        ]  # fmt: skip
        labels: ClassVar[dict[str, object]] = {"authority": _("authority"), "status": _("Begins as")}
        help_texts: ClassVar[dict[str, object]] = {
            "period": WHEN,
            "partnership": _("Empty where it belongs to none."),
            "direction": _("Seen from the authority."),
        }

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the authorities that the person works for, and their partnerships."""
        choices = Authority.objects.filter(pk__in=authorities).select_related("organisation")
        self.fields["authority"].queryset = choices  # type: ignore[attr-defined]
        own = Partnership.objects.filter(authority__in=authorities).order_by(order_by_name(), "pk")
        self.fields["partnership"].queryset = own  # type: ignore[attr-defined]
        if len(authorities) == 1:
            self.fields["authority"].initial = next(iter(authorities))


class ExchangeForm(RecordForm):
    """What it is, which way it goes, when, and under what."""

    class Meta:
        model = Exchange
        fields: ClassVar[list[str]] = [
            "names", "kind", "direction", "period", "recurring", "partnership", "agreement", "website",
        ]  # fmt: skip
        help_texts: ClassVar[dict[str, object]] = {"period": WHEN, "direction": _("Seen from the authority.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authority = self.instance.authority_id
        partnerships = Partnership.objects.filter(authority=authority).order_by(order_by_name(), "pk")
        self.fields["partnership"].queryset = partnerships  # type: ignore[attr-defined]
        agreements = Agreement.objects.filter(partnership__authority=authority).order_by(
            order_by_name(), "pk"
        )
        self.fields["agreement"].queryset = agreements  # type: ignore[attr-defined]


class ExchangeStoryForm(RecordForm):
    """What it was, and what it gave, in words for everybody."""

    class Meta:
        model = Exchange
        fields: ClassVar[list[str]] = ["summary", "results"]


class ExchangeFieldsForm(RecordForm):
    """Which fields of art it is about."""

    class Meta:
        model = Exchange
        fields: ClassVar[list[str]] = ["fields"]
        widgets: ClassVar[dict[str, object]] = {"fields": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields"].queryset = fields_of_art()  # type: ignore[attr-defined]


class ExchangeMunicipalitiesForm(RecordForm):
    """In which municipalities it happened (D08)."""

    picks: ClassVar[dict[str, str]] = {"municipalities": "municipalities"}

    class Meta:
        model = Exchange
        fields: ClassVar[list[str]] = ["municipalities"]
        widgets: ClassVar[dict[str, object]] = {"municipalities": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Region.objects.filter(tier=RegionTier.MUNICIPALITY)
        home = self.instance.authority.organisation.region_id
        if home is not None and towns.filter(parent=home).exists():
            towns = towns.filter(parent=home)
        self.fields["municipalities"].queryset = towns.order_by(order_by_name(), "pk")  # type: ignore[attr-defined]


class ExchangePlacesForm(RecordForm):
    """Which places it is about, such as a third country (X07)."""

    class Meta:
        model = Exchange
        fields: ClassVar[list[str]] = ["subject_regions"]
        widgets: ClassVar[dict[str, object]] = {"subject_regions": forms.CheckboxSelectMultiple}


class ExchangeCostForm(RecordForm):
    """What it cost, and in which currency."""

    cost = AmountFormField(label=_("cost"), required=False, help_text=_("Such as 125 000 or 1.234,50."))
    currency = forms.CharField(
        label=_("currency"), required=False, max_length=3, help_text=_("Three letters, such as SEK or EUR.")
    )

    class Meta:
        model = Exchange
        fields: ClassVar[list[str]] = ["cost", "currency"]

    def clean_currency(self) -> str:
        """Take lower case for what it means, and refuse what is no currency."""
        code = str(self.cleaned_data["currency"]).strip().upper()
        if code and not is_currency(code):
            sentence = _t("“%(code)s” is not a currency. Write its three letters, such as SEK or EUR.")
            raise ValidationError(sentence % {"code": code}, code="currency")
        return code


class ExchangeAimsForm(RecordForm):
    """Which aims of the authority's frameworks it serves (B15)."""

    elements = ElementsField(label=_("serves these aims"))

    class Meta:
        model = Exchange
        fields: ClassVar[list[str]] = ["elements"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["elements"].limit_to(self.instance.authority_id)  # type: ignore[attr-defined]


class ExchangeCompletenessForm(RecordForm):
    """Whether the list of participants is known to be incomplete (X09)."""

    class Meta:
        model = Exchange
        fields: ClassVar[list[str]] = ["participants_incomplete"]


class StatusForm(forms.Form):
    """The next status of an exchange, and why."""

    status = forms.ChoiceField(label=_("status"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def follow(self, exchange: Exchange) -> None:
        """Offer the statuses that can follow the present one."""
        possible = EXCHANGE_TRANSITIONS[exchange.status]
        choices = [choice for choice in ExchangeStatus.choices if choice[0] in possible]
        self.fields["status"].choices = choices  # type: ignore[attr-defined]


class ActorForm(RecordForm):
    """An organisation's part: host, participant, third party, funder."""

    class Meta:
        model = ExchangeActor
        fields: ClassVar[list[str]] = ["organisation", "role", "engagement", "note"]
        labels: ClassVar[dict[str, object]] = {"organisation": _("organisation")}
        help_texts: ClassVar[dict[str, object]] = {
            "role": _("A stay may have several hosts: add each."),
            "engagement": _("For participants: whether they still are."),
        }


class FigureForm(RecordForm):
    """A number, as exact as its source."""

    class Meta:
        model = ExchangeFigure
        fields: ClassVar[list[str]] = ["kind", "number", "note"]
        help_texts: ClassVar[dict[str, object]] = {
            "number": _(
                "As exact as it is known: 12, close to 50, hundreds of thousands, a number of, unknown."
            )
        }
