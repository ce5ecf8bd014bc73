"""An authority's exchanges as a file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchanges.domain import bulk as domain
from exchanges.domain.checks import require_cost, require_own_partnership, require_past
from exchanges.enums import ActorRole, Direction, ExchangeKind, ExchangeStatus, FigureKind
from exchanges.models import Exchange
from partnerships.enums import RegionTier
from partnerships.models import Agreement, FieldOfArt, Organisation, Partnership, Region
from partnerships.resources.words import SUMMARY_WORDS, TITLE_WORDS
from portal.core.domain.bulk import Draft
from portal.core.resources import (
    AmountWidget,
    ChoiceWidget,
    Column,
    DateWidget,
    ListWidget,
    PartColumn,
    Reading,
    ReferencesWidget,
    ReferenceWidget,
    RegisterResource,
    SlugWidget,
    TextWidget,
    YesNoWidget,
    name_key,
    register_keys,
    register_resource,
)
from portal.core.resources.resource import Keys, name_columns, name_heads, sentences
from portal.core.resources.widgets import number_text, uncertain_number
from portal.core.uncertain import UncertainNumber

CHUNK = 2000
DIRECTION_WORDS = {
    "inkommande": Direction.INCOMING,
    "in": Direction.INCOMING,
    "indgående": Direction.INCOMING,
    "inkomend": Direction.INCOMING,
    "utgående": Direction.OUTGOING,
    "ut": Direction.OUTGOING,
    "udgående": Direction.OUTGOING,
    "uitgaand": Direction.OUTGOING,
    "ömsesidigt": Direction.MUTUAL,
    "ömsesidig": Direction.MUTUAL,
    "båda": Direction.MUTUAL,
    "gensidig": Direction.MUTUAL,
    "wederzijds": Direction.MUTUAL,
}
KIND_WORDS = {
    "residens": ExchangeKind.RESIDENCY,
    "konstnärsresidens": ExchangeKind.RESIDENCY,
    "residentie": ExchangeKind.RESIDENCY,
    "utställning": ExchangeKind.EXHIBITION,
    "udstilling": ExchangeKind.EXHIBITION,
    "tentoonstelling": ExchangeKind.EXHIBITION,
    "konsert": ExchangeKind.CONCERT,
    "konserter": ExchangeKind.CONCERT,
    "koncert": ExchangeKind.CONCERT,
    "ungdomsmöte": ExchangeKind.YOUTH_MEETING,
    "ungdomsutbyte": ExchangeKind.YOUTH_MEETING,
    "körbesök": ExchangeKind.CHOIR_VISIT,
    "körutbyte": ExchangeKind.CHOIR_VISIT,
    "korbesøg": ExchangeKind.CHOIR_VISIT,
    "festival": ExchangeKind.FESTIVAL,
    "konferens": ExchangeKind.CONFERENCE,
    "konference": ExchangeKind.CONFERENCE,
    "conferentie": ExchangeKind.CONFERENCE,
    "studiebesök": ExchangeKind.STUDY_VISIT,
    "studiebesøg": ExchangeKind.STUDY_VISIT,
    "studiebezoek": ExchangeKind.STUDY_VISIT,
    "forskarbesök": ExchangeKind.RESEARCH_VISIT,
    "kunskapsutbyte": ExchangeKind.KNOWLEDGE_EXCHANGE,
    "erfarenhetsutbyte": ExchangeKind.KNOWLEDGE_EXCHANGE,
    "kennisuitwisseling": ExchangeKind.KNOWLEDGE_EXCHANGE,
    "eu-projekt": ExchangeKind.EU_PROJECT,
    "eu-project": ExchangeKind.EU_PROJECT,
    "övrigt": ExchangeKind.OTHER,
    "annat": ExchangeKind.OTHER,
}
STATUS_WORDS = {
    "genomfört": ExchangeStatus.COMPLETED,
    "genomförd": ExchangeStatus.COMPLETED,
    "avslutat": ExchangeStatus.COMPLETED,
    "klart": ExchangeStatus.COMPLETED,
    "pågår": ExchangeStatus.ONGOING,
    "pågående": ExchangeStatus.ONGOING,
    "planerat": ExchangeStatus.PLANNED,
    "planerad": ExchangeStatus.PLANNED,
    "inställt": ExchangeStatus.CANCELLED,
    "gennemført": ExchangeStatus.COMPLETED,
    "uitgevoerd": ExchangeStatus.COMPLETED,
}


def number(text: str) -> str:
    """Return a number as it is stored, as uncertain as it is written (X02)."""
    return uncertain_number(text).canonical


def _actors(role: str, label: Any, words: Sequence[str]) -> PartColumn:
    """Return the column of the organisations in one role (A18)."""
    return PartColumn(
        f"{role}s",
        ReferencesWidget(Organisation),
        label=label,
        words=words,
        current=lambda record: [one.organisation_id for one in record.actors.all() if one.role == role],
        texts=lambda record: [one.organisation.slug for one in record.actors.all() if one.role == role],
    )


def _figure(kind: str, label: Any, words: Sequence[str]) -> PartColumn:
    """Return the column of one figure."""
    return PartColumn(
        f"figure_{kind}",
        ListWidget(number),
        label=label,
        words=words,
        current=lambda record: [one.number.canonical for one in record.figures.all() if one.kind == kind],
        spell=lambda canonical: number_text(UncertainNumber.from_canonical(canonical)),
    )


class ExchangeResource(RegisterResource):
    """What happens between an authority's region and its partners."""

    noun = "exchanges"
    title = gettext_lazy("Exchanges")
    position = 60
    key_columns: ClassVar[tuple[str, ...]] = ("slug", "kind", "period", *name_heads())

    class Meta:
        model = Exchange
        fields = ()
        import_id_fields = ("slug",)

    def build(self) -> Iterable[Column]:
        """Return the columns."""
        yield Column(
            "slug", SlugWidget(100), fixed=True, label=gettext_lazy("Address"), words=["adress", "adresse"]
        )
        yield from name_columns("names", gettext_lazy("Title"), words=TITLE_WORDS)
        yield Column(
            "kind",
            ChoiceWidget(ExchangeKind, KIND_WORDS),
            label=gettext_lazy("Kind"),
            words=["kind", "typ", "slag", "type", "soort", "form"],
            required=True,
        )
        yield Column(
            "direction",
            ChoiceWidget(Direction, DIRECTION_WORDS),
            label=gettext_lazy("Direction"),
            words=["direction", "riktning", "retning", "richting"],
            required=True,
        )
        yield Column(
            "status",
            ChoiceWidget(ExchangeStatus, STATUS_WORDS),
            fixed=True,
            label=gettext_lazy("Status"),
            words=["status", "läge", "tilstand", "stand"],
        )
        yield Column(
            "partnership",
            ReferenceWidget(Partnership),
            label=gettext_lazy("Partnership"),
            words=["partnership", "partnerskap", "samarbete", "partner", "samarbejde", "samenwerking"],
        )
        yield Column(
            "agreement",
            ReferenceWidget(Agreement),
            label=gettext_lazy("Under the agreement"),
            words=["agreement", "avtal", "aftale", "overeenkomst"],
        )
        yield Column(
            "period",
            DateWidget(),
            label=gettext_lazy("When"),
            words=[
                "when",
                "när",
                "datum",
                "date",
                "tid",
                "period",
                "dato",
                "år",
                "year",
                "hvornår",
                "wanneer",
                "jaar",
            ],
        )
        yield Column(
            "recurring",
            YesNoWidget(),
            label=gettext_lazy("Comes back"),
            words=["återkommande", "tilbagevendende"],
        )
        yield Column(
            "fields",
            ReferencesWidget(FieldOfArt),
            label=gettext_lazy("Fields"),
            words=["område", "områden", "konstområde", "konstområden", "områder", "gebied", "field"],
        )
        yield Column(
            "municipalities",
            ReferencesWidget(Region),
            label=gettext_lazy("Municipalities"),
            words=["kommun", "kommuner", "kommune", "gemeente", "municipality"],
        )
        yield Column(
            "subject_regions",
            ReferencesWidget(Region),
            label=gettext_lazy("About places"),
            words=["om platser", "handlar om"],
        )
        yield _actors(ActorRole.HOST, gettext_lazy("Hosts"), ["host", "värd", "värdar", "vært", "gastheer"])
        yield _actors(
            ActorRole.PARTICIPANT,
            gettext_lazy("Participants"),
            ["deltagare", "medverkande", "deltagere", "deelnemers"],
        )
        yield _figure(
            FigureKind.PARTICIPANTS,
            gettext_lazy("Number of participants"),
            [
                "antal deltagare",
                "antal personer",
                "antal deltagere",
                "aantal deelnemers",
                "participants number",
            ],
        )
        yield _figure(
            FigureKind.AUDIENCE,
            gettext_lazy("Audience a year"),
            ["publik", "besökare", "publikum", "publiek", "audience"],
        )
        yield Column(
            "cost",
            AmountWidget(),
            label=gettext_lazy("Cost"),
            words=[
                "cost",
                "kostnad",
                "belopp",
                "budget",
                "omkostning",
                "beløb",
                "kosten",
                "bedrag",
                "amount",
            ],
        )
        yield Column(
            "currency",
            TextWidget(3, upper=True),
            label=gettext_lazy("Currency"),
            words=["currency", "valuta"],
        )
        yield Column(
            "website",
            TextWidget(300, url=True),
            label=gettext_lazy("Website"),
            words=["webbplats", "länk", "url", "link"],
        )
        yield from name_columns("summary", gettext_lazy("Summary"), words=SUMMARY_WORDS)
        yield from name_columns(
            "results", gettext_lazy("Results"), words={"sv": ["resultat"], "da": ["resultater"]}
        )

    def keys(self, values: Mapping[str, Any]) -> Keys:
        """Return the address; else the titles with kind and time."""
        slug = [f"slug:{values['slug']}"] if values.get("slug") else []
        when = values.get("period")
        weak = exchange_names(self.names_in(values), values.get("kind") or "", when.edtf if when else "")
        return Keys(slug, weak, slug)

    def new(self, reading: Reading) -> Exchange:
        """Return a plan of the authority."""
        return Exchange(authority=reading.authority, status=ExchangeStatus.PLANNED)

    def records(self, authority: Any) -> "models.QuerySet[Any]":
        """Return the authority's own."""
        return (
            Exchange.objects.filter(authority=authority)
            .select_related("authority", "partnership", "agreement")
            .prefetch_related(
                "fields", "municipalities", "subject_regions", "actors__organisation", "figures"
            )
        )

    def check(self, record: Exchange, values: Mapping[str, Any], reading: Reading) -> Mapping[str, str]:
        """Check title, money, and that partnership, agreement and municipalities are what they are said to be."""
        problems: dict[str, str] = {}
        if not record.names:
            problems["name_sv"] = _("Give the exchange a title, in one language at least.")
        for place in values.get("municipalities") or ():
            region = reading.record(Region, place)
            if region.tier != RegionTier.MUNICIPALITY:
                problems["municipalities"] = _("“%(place)s” is not a municipality.") % {"place": region}
        if record.partnership_id is not None:
            record.partnership = reading.record(Partnership, record.partnership_id)
        if record.agreement_id is not None:
            record.agreement = reading.record(Agreement, record.agreement_id)
        try:
            require_cost(record)
            require_own_partnership(record)
            if record.status == ExchangeStatus.COMPLETED:
                require_past(record, timezone.localdate())
        except ValidationError as error:
            problems |= sentences(error)
        return problems

    def store(self, drafts: Sequence[Draft], *, reading: Reading, by: Any, note: str) -> None:
        """Write rows through the domain."""
        domain.exchanges(drafts, authority=reading.authority, by=by, note=note)

    def address_of(self, record: Exchange) -> str:
        """Return the office page."""
        return reverse("exchanges:officer:exchange_detail", args=[record.slug])


def exchange_names(names: Iterable[str], kind: str, when: str) -> list[str]:
    """Return the keys under which an exchange is known by a title, its kind and when it is."""
    return [f"{name_key(name)}|{kind}|{when}" for name in names]


def exchanges(reading: Reading) -> Any:
    """Yield the authority's exchanges with address, and title with kind and time."""
    rows = Exchange.objects.filter(authority=reading.authority).order_by()
    for pk, slug, names, kind, period in rows.values_list("pk", "slug", "names", "kind", "period").iterator(
        chunk_size=CHUNK
    ):
        when = period.edtf if period else ""
        yield pk, [f"slug:{slug}", *exchange_names(set(names.values()), kind, when)]


def register() -> None:
    """Let exchanges be brought in and taken out; called once, when the app is ready."""
    register_keys(Exchange, exchanges)
    register_resource(ExchangeResource)
