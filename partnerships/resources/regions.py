"""The register of regions as a file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import bulk as domain
from partnerships.domain.regions import require_known_codes, with_known_names
from partnerships.enums import RegionTier
from partnerships.models import Region
from partnerships.resources.keys import region_names
from partnerships.resources.words import NAME_WORDS, TEXT_WORDS, TIER_WORDS
from portal.core.domain.bulk import Draft
from portal.core.resources import (
    ChoiceWidget,
    Column,
    DecimalWidget,
    ListWidget,
    Reading,
    ReferencesWidget,
    ReferenceWidget,
    RegisterResource,
    SlugWidget,
    TextWidget,
    WholeWidget,
    YesNoWidget,
    name_key,
)
from portal.core.resources.resource import Keys, name_columns, name_heads, sentences


class RegionResource(RegisterResource):
    """Places at any tier, and groups of them."""

    noun = "regions"
    title = gettext_lazy("Regions")
    position = 10
    within = "parent"
    key_columns: ClassVar[tuple[str, ...]] = ("slug", "tier", "country", "iso_3166_2", *name_heads())

    class Meta:
        model = Region
        fields = ()
        import_id_fields = ("slug",)

    def build(self) -> Iterable[Column]:
        """Return the columns."""
        yield Column(
            "slug",
            SlugWidget(80),
            fixed=True,
            label=gettext_lazy("Address"),
            words=["adress", "adresse", "adres"],
        )
        yield from name_columns("names", gettext_lazy("Name"), words=NAME_WORDS)
        yield Column(
            "tier",
            ChoiceWidget(RegionTier, TIER_WORDS),
            label=gettext_lazy("Tier"),
            words=["tier", "nivå", "niveau", "typ", "slag", "type", "kind", "soort"],
            required=True,
        )
        yield Column(
            "parent",
            ReferenceWidget(Region),
            label=gettext_lazy("Part of"),
            words=["part of", "del av", "ligger i", "del af", "onderdeel van", "parent"],
        )
        yield Column(
            "members",
            ReferencesWidget(Region),
            label=gettext_lazy("Members"),
            words=["medlemmar", "medlemmer", "leden"],
        )
        yield Column(
            "country",
            TextWidget(2, upper=True),
            label=gettext_lazy("Country"),
            words=["country", "land", "landskod", "iso", "country code", "landkode", "landcode"],
        )
        yield Column(
            "iso_3166_2",
            ListWidget(str.upper),
            label=gettext_lazy("ISO 3166-2 codes"),
            words=["iso 3166-2", "iso-kod", "länskod"],
        )
        yield Column(
            "nuts_code",
            TextWidget(5, upper=True),
            label=gettext_lazy("NUTS code"),
            words=["nuts", "nuts-kod"],
        )
        yield Column("nuts_version", WholeWidget(2200), label=gettext_lazy("NUTS version"), words=["nuts år"])
        yield Column(
            "in_eu", YesNoWidget(), label=gettext_lazy("In the European Union"), words=["eu", "i eu"]
        )
        yield Column(
            "latitude",
            DecimalWidget(-90, 90, 5),
            label=gettext_lazy("Latitude"),
            words=["lat", "latitud", "breddegrad"],
        )
        yield Column(
            "longitude",
            DecimalWidget(-180, 180, 5),
            label=gettext_lazy("Longitude"),
            words=["lon", "lng", "longitud", "længdegrad"],
        )
        yield from name_columns("profile", gettext_lazy("Profile"), words=TEXT_WORDS)

    def keys(self, values: Mapping[str, Any]) -> Keys:
        """Return the address; else names with tier and country, and codes."""
        names = self.names_in(values)
        slug = [f"slug:{values['slug']}"] if values.get("slug") else []
        codes = [f"code:{code}" for code in values.get("iso_3166_2") or ()]
        same: list[str] = []
        if values.get("tier"):
            same = region_names(names, values["tier"], values.get("country") or "")
        weak = same if values.get("country") else region_names(names, values.get("tier") or "", "*")
        return Keys(slug, [*weak, *codes], [*slug, *codes, *map(name_key, names)], same)

    def records(self, authority: Any) -> "models.QuerySet[Any]":
        """Return all places: they are shared."""
        return Region.objects.select_related("parent").prefetch_related("members")

    def check(self, record: Region, values: Mapping[str, Any], reading: Reading) -> Mapping[str, str]:
        """Check the name and the codes of ISO 3166 and NUTS."""
        problems: dict[str, str] = {}
        if not with_known_names(record, record.names):
            problems["name_sv"] = _("Give the place a name, in one language at least.")
        if bool(record.nuts_code) != bool(record.nuts_version):
            problems["nuts_code"] = _("A NUTS code needs the year of its version, and the other way round.")
        if (record.latitude is None) != (record.longitude is None):
            problems["latitude"] = _("A latitude needs a longitude, and the other way round.")
        try:
            require_known_codes(record)
        except ValidationError as error:
            problems |= sentences(error)
        return problems

    def store(self, drafts: Sequence[Draft], *, reading: Reading, by: Any, note: str) -> None:
        """Write rows through the domain."""
        domain.regions(drafts, by=by)

    def address_of(self, record: Region) -> str:
        """Return the office page."""
        return reverse("partnerships:officer:region_detail", args=[record.slug])
