"""An authority's memberships of networks as a file."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import bulk as domain
from partnerships.domain.belonging import bodies_of
from partnerships.enums import NetworkEngagement
from partnerships.models import Network, NetworkMembership, Organisation
from partnerships.models.memberships import FIRST_YEAR, LAST_YEAR
from partnerships.resources.words import ENGAGEMENT_WORDS
from portal.core.amounts.parsing import AmountError, parse_amount
from portal.core.domain.bulk import Draft
from portal.core.resources import (
    CellError,
    ChoiceWidget,
    Column,
    DateWidget,
    ListWidget,
    PartColumn,
    Reading,
    ReferencesWidget,
    ReferenceWidget,
    RegisterResource,
)
from portal.core.resources.resource import Keys, name_columns

type Fee = tuple[int, Decimal, str]


def fee(text: str) -> Fee:
    """Return year (0 for every year), sum and currency of "2026: 12 000,50 SEK" or "12 000 SEK"."""
    year, colon, amount = text.rpartition(":")
    sum_, _space, currency = amount.strip().rpartition(" ")
    wrong = _("“%(text)s”: write a fee as 2026: 12 000 SEK, or without a year.") % {"text": text[:60]}
    if colon and not (year.strip().isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise CellError(wrong)
    if len(currency) != 3 or not currency.isalpha():
        raise CellError(wrong)
    try:
        return int(year or 0), parse_amount(sum_, "sv").quantize(Decimal("0.01")), currency.upper()
    except AmountError as error:
        raise CellError(wrong) from error


def fee_text(one: Fee) -> str:
    """Return a fee as it is read again."""
    year, amount, currency = one
    return f"{year}: {amount} {currency}" if year else f"{amount} {currency}"


class MembershipResource(RegisterResource):
    """Where an authority takes part in networks."""

    noun = "memberships"
    title = gettext_lazy("Memberships of networks")
    position = 50
    key_columns: ClassVar[tuple[str, ...]] = ("network",)

    class Meta:
        model = NetworkMembership
        fields = ()
        import_id_fields = ("network",)

    def build(self) -> Iterable[Column]:
        """Return the columns."""
        yield Column(
            "network",
            ReferenceWidget(Network),
            label=gettext_lazy("Network"),
            words=[
                "network",
                "nätverk",
                "netværk",
                "netwerk",
                "namn",
                "name",
                "navn",
                "naam",
                "organisation",
            ],
            required=True,
        )
        yield Column(
            "engagement",
            ChoiceWidget(NetworkEngagement, ENGAGEMENT_WORDS),
            label=gettext_lazy("Engagement"),
            words=["engagement", "engagemang", "roll", "medlemskap", "rolle", "rol", "typ"],
            required=True,
        )
        yield Column(
            "holder",
            ReferenceWidget(Organisation),
            label=gettext_lazy("Holder"),
            words=["holder", "ansvarig", "innehavare", "ansvarlig", "houder"],
        )
        yield Column(
            "period",
            DateWidget(),
            label=gettext_lazy("Since"),
            words=["since", "sedan", "medlem sedan", "från", "siden", "sinds", "period"],
        )
        yield PartColumn(
            "fees",
            ListWidget(fee),
            label=gettext_lazy("Fees"),
            words=["fee", "avgift", "medlemsavgift", "kontingent", "bijdrage", "årsavgift"],
            current=lambda record: [(one.year or 0, one.amount, one.currency) for one in record.fees.all()],
            spell=fee_text,
        )
        yield Column(
            "beneficiaries",
            ReferencesWidget(Organisation),
            label=gettext_lazy("Opens doors for"),
            words=["öppnar för", "till nytta för", "åbner for"],
        )
        yield from name_columns(
            "benefit",
            gettext_lazy("What it opens"),
            words={"sv": ["nytta"], "en": ["benefit"], "da": ["nytte"]},
        )

    def keys(self, values: Mapping[str, Any]) -> Keys:
        """Return the network: an authority is in it once."""
        strong = [f"network:{values['network']}"] if values.get("network") else []
        return Keys(strong, (), strong)

    def new(self, reading: Reading) -> NetworkMembership:
        """Return a membership of the authority."""
        return NetworkMembership(authority=reading.authority)

    def records(self, authority: Any) -> "models.QuerySet[Any]":
        """Return the authority's own."""
        return (
            NetworkMembership.objects.filter(authority=authority)
            .select_related("network", "holder")
            .prefetch_related("fees", "beneficiaries")
        )

    def check(
        self, record: NetworkMembership, values: Mapping[str, Any], reading: Reading
    ) -> Mapping[str, str]:
        """Check that the holder is of the authority's own, and that no year has two fees in one currency."""
        problems: dict[str, str] = {}
        own = reading.once("bodies", lambda: bodies_of(reading.authority))
        if record.holder_id is not None and record.holder_id not in own:
            problems["holder"] = _(
                "“%(body)s” does not belong to %(authority)s. Choose it, its committee or its administration."
            ) % {"body": reading.record(Organisation, record.holder_id), "authority": reading.authority}
        years = [(year, currency) for year, _amount, currency in values.get("fees") or ()]
        if len(set(years)) < len(years):
            problems["fees"] = _("One year has two fees in one currency.")
        return problems

    def store(self, drafts: Sequence[Draft], *, reading: Reading, by: Any, note: str) -> None:
        """Write rows through the domain."""
        domain.memberships(drafts, authority=reading.authority, by=by)

    def address_of(self, record: NetworkMembership) -> str:
        """Return the network's office page."""
        return reverse("partnerships:officer:network_detail", args=[record.network.slug])
