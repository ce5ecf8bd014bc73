"""The register of organisations as a file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import bulk as domain
from partnerships.enums import ActorSize, OrganisationKind, RegionTier
from partnerships.models import Organisation, Region
from partnerships.resources.keys import number_key, organisation_names
from partnerships.resources.words import KIND_WORDS, NAME_WORDS, TEXT_WORDS
from portal.core.domain.bulk import Draft
from portal.core.resources import (
    CellError,
    ChoiceWidget,
    Column,
    ListWidget,
    PartColumn,
    Reading,
    ReferenceWidget,
    RegisterResource,
    SlugWidget,
    TextWidget,
    name_key,
)
from portal.core.resources.resource import Keys, name_columns, name_heads


def registration_number(text: str) -> tuple[str, str]:
    """Return the register's code and the number of "SE-BLV 222000-1040"; without a code the register is not known."""
    code, _space, number = text.strip().rpartition(" ")
    if not code or len(code) > 30 or len(number) > 60:
        raise CellError(
            _("“%(text)s”: write the register before the number, as in SE-BLV 222000-1040.")
            % {"text": text[:60]}
        )
    return code.strip().upper(), number


class OrganisationResource(RegisterResource):
    """Bodies of all kinds: who they are, where they are, and what they are part of."""

    noun = "organisations"
    title = gettext_lazy("Organisations")
    position = 20
    within = "parent"
    key_columns: ClassVar[tuple[str, ...]] = (
        "slug", "kind", "region", "registration_numbers", *name_heads(),
    )  # fmt: skip

    class Meta:
        model = Organisation
        fields = ()
        import_id_fields = ("slug",)

    def build(self) -> Iterable[Column]:
        """Return the columns."""
        yield Column(
            "slug",
            SlugWidget(100),
            fixed=True,
            label=gettext_lazy("Address"),
            words=["adress", "adresse", "adres"],
        )
        yield from name_columns("names", gettext_lazy("Name"), words=NAME_WORDS)
        yield Column(
            "acronym",
            TextWidget(30),
            label=gettext_lazy("Short name"),
            words=["acronym", "kortnamn", "förkortning", "kortnavn", "forkortelse", "afkorting"],
        )
        yield Column(
            "kind",
            ChoiceWidget(OrganisationKind, KIND_WORDS),
            label=gettext_lazy("Kind"),
            words=["kind", "type", "slag", "typ", "organisationstyp", "art", "soort", "organisationstype"],
            required=True,
        )
        yield Column(
            "size",
            ChoiceWidget(ActorSize),
            label=gettext_lazy("Size"),
            words=["storlek", "størrelse", "grootte"],
        )
        yield Column(
            "parent",
            ReferenceWidget(Organisation),
            label=gettext_lazy("Part of"),
            words=[
                "part of",
                "parent",
                "huvudman",
                "överordnad",
                "del av",
                "tillhör",
                "hører under",
                "onderdeel van",
            ],
        )
        yield Column(
            "region",
            ReferenceWidget(Region),
            label=gettext_lazy("Region"),
            words=["region", "län", "regionkod", "amt", "regio", "provincie"],
        )
        yield Column(
            "municipality",
            ReferenceWidget(Region),
            label=gettext_lazy("Municipality"),
            words=["municipality", "kommun", "hemkommun", "kommune", "gemeente"],
        )
        yield Column(
            "website",
            TextWidget(300, url=True),
            label=gettext_lazy("Website"),
            words=["website", "webbplats", "hemsida", "webb", "url", "hjemmeside", "www"],
        )
        yield PartColumn(
            "registration_numbers",
            ListWidget(registration_number),
            label=gettext_lazy("Registration numbers"),
            words=["registration number", "organisationsnummer", "org.nr", "orgnr", "cvr", "kbo", "org nr"],
            current=lambda record: [(one.list_code, one.number) for one in record.registration_numbers.all()],
            spell=" ".join,
        )
        yield from name_columns("description", gettext_lazy("Description"), words=TEXT_WORDS)

    def keys(self, values: Mapping[str, Any]) -> Keys:
        """Return address and numbers; else names with kind and region."""
        names = self.names_in(values)
        numbers = [
            number_key(f"{code} {number}") for code, number in values.get("registration_numbers") or ()
        ]
        slug = [f"slug:{values['slug']}"] if values.get("slug") else []
        weak: list[str] = []
        same: list[str] = []
        if values.get("kind"):
            region = values.get("region")
            same = organisation_names(names, values["kind"], region)
            # A body whose region nobody has entered yet is the same; a row without one may mean any.
            weak = [*same, *organisation_names(names, values["kind"], None if region else "*")]
        known_as = [*slug, *numbers, *(name_key(name) for name in names)]
        return Keys([*slug, *numbers], weak, known_as, same)

    def records(self, authority: Any) -> "models.QuerySet[Any]":
        """Return all bodies: they are shared."""
        return Organisation.objects.prefetch_related("registration_numbers").select_related(
            "parent", "region", "municipality"
        )

    def check(self, record: Organisation, values: Mapping[str, Any], reading: Reading) -> Mapping[str, str]:
        """Check the name, and that a municipality is one (D08)."""
        problems: dict[str, str] = {}
        if not record.names:
            problems["name_sv"] = _("Give the organisation a name, in one language at least.")
        place = values.get("municipality")
        if place is not None:
            region = reading.record(Region, place)
            if region.tier != RegionTier.MUNICIPALITY:
                problems["municipality"] = _("“%(place)s” is not a municipality.") % {"place": region}
        return problems

    def store(self, drafts: Sequence[Draft], *, reading: Reading, by: Any, note: str) -> None:
        """Write rows through the domain."""
        domain.organisations(drafts, by=by)

    def address_of(self, record: Organisation) -> str:
        """Return the office page."""
        return reverse("partnerships:officer:organisation_detail", args=[record.slug])
