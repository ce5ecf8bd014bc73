"""An authority's partnerships as a file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import bulk as domain
from partnerships.domain.belonging import bodies_of
from partnerships.enums import FieldBasis, GeographicTier, PartnershipState, Purpose
from partnerships.models import FieldOfArt, Organisation, Partnership, Region
from partnerships.resources.words import STATE_WORDS, SUMMARY_WORDS, TITLE_WORDS
from portal.core.domain.bulk import Draft
from portal.core.resources import (
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
    name_key,
)
from portal.core.resources.resource import Keys, name_columns, name_heads


def _fields(basis: str, label: Any, words: Sequence[str]) -> PartColumn:
    """Return the column of the fields of art on one basis (A24)."""
    return PartColumn(
        f"fields_{basis}",
        ReferencesWidget(FieldOfArt),
        label=label,
        words=words,
        current=lambda record: [link.field_id for link in record.field_links.all() if link.basis == basis],
        texts=lambda record: [link.field.code for link in record.field_links.all() if link.basis == basis],
    )


class PartnershipResource(RegisterResource):
    """An authority's relations with partner regions and bodies."""

    noun = "partnerships"
    title = gettext_lazy("Partnerships")
    position = 30
    key_columns: ClassVar[tuple[str, ...]] = ("slug", *name_heads())

    class Meta:
        model = Partnership
        fields = ()
        import_id_fields = ("slug",)

    def build(self) -> Iterable[Column]:
        """Return the columns."""
        yield Column(
            "slug", SlugWidget(100), fixed=True, label=gettext_lazy("Address"), words=["adress", "adresse"]
        )
        yield from name_columns("names", gettext_lazy("Name"), words=TITLE_WORDS)
        yield Column(
            "holder",
            ReferenceWidget(Organisation),
            label=gettext_lazy("Holder"),
            words=["holder", "ansvarig", "ägare", "innehavare", "ansvarlig", "houder"],
        )
        yield Column(
            "region",
            ReferenceWidget(Region),
            label=gettext_lazy("Partner region"),
            words=["region", "partnerregion", "partner", "partner region", "regio"],
        )
        yield Column(
            "counterpart",
            ReferenceWidget(Organisation),
            label=gettext_lazy("Counterpart"),
            words=["counterpart", "motpart", "part", "modpart", "tegenpartij", "organisation"],
        )
        yield Column(
            "state",
            ChoiceWidget(PartnershipState, STATE_WORDS),
            fixed=True,
            label=gettext_lazy("State"),
            words=["state", "status", "läge", "tilstand", "stand"],
        )
        yield Column(
            "since",
            DateWidget(),
            label=gettext_lazy("Since"),
            words=["since", "sedan", "från", "start", "startdatum", "siden", "sinds", "startår"],
        )
        yield Column(
            "formalised",
            DateWidget(),
            label=gettext_lazy("Formalised"),
            words=["formalised", "formaliserat", "formaliseret", "avtal från", "geformaliseerd"],
        )
        yield Column(
            "tier",
            ChoiceWidget(GeographicTier),
            label=gettext_lazy("Circle"),
            words=["krets", "cirkel", "kring", "tier"],
        )
        purpose = ChoiceWidget(Purpose)
        yield Column(
            "purposes",
            ListWidget(purpose.clean),
            label=gettext_lazy("Purposes"),
            words=["syfte", "formål", "doel"],
        )
        yield _fields(
            FieldBasis.AGREED, gettext_lazy("Agreed fields"), ["områden", "konstområden", "avtalade områden"]
        )
        yield _fields(FieldBasis.ACTIVE, gettext_lazy("Active fields"), ["aktiva områden", "aktive områder"])
        yield from name_columns("summary", gettext_lazy("Summary"), words=SUMMARY_WORDS)
        yield from name_columns("story", gettext_lazy("Story"), words={})

    def keys(self, values: Mapping[str, Any]) -> Keys:
        """Return the address; else the names."""
        names = [name_key(name) for name in self.names_in(values)]
        slug = [f"slug:{values['slug']}"] if values.get("slug") else []
        return Keys(slug, names, [*slug, *names])

    def new(self, reading: Reading) -> Partnership:
        """Return a relation of the authority, which holds it unless the row says otherwise (A01)."""
        return Partnership(authority=reading.authority, holder_id=reading.authority.organisation_id)

    def records(self, authority: Any) -> "models.QuerySet[Any]":
        """Return the authority's own."""
        return (
            Partnership.objects.filter(authority=authority)
            .select_related("holder", "region", "counterpart")
            .prefetch_related("field_links__field")
        )

    def check(self, record: Partnership, values: Mapping[str, Any], reading: Reading) -> Mapping[str, str]:
        """Check that there is a name, a partner, and a holder of the authority's own."""
        problems: dict[str, str] = {}
        if not record.names:
            problems["name_sv"] = _("Give the partnership a name, in one language at least.")
        if record.region_id is None and record.counterpart_id is None:
            problems["region"] = _("Name the partner: a region, a body, or both.")
        own = reading.once("bodies", lambda: bodies_of(reading.authority))
        if record.holder_id not in own:
            problems["holder"] = _(
                "“%(body)s” does not belong to %(authority)s. Choose it, its committee or its administration."
            ) % {"body": reading.record(Organisation, record.holder_id), "authority": reading.authority}
        return problems

    def store(self, drafts: Sequence[Draft], *, reading: Reading, by: Any, note: str) -> None:
        """Write rows through the domain."""
        domain.partnerships(drafts, authority=reading.authority, by=by)

    def address_of(self, record: Partnership) -> str:
        """Return the office page."""
        return reverse("partnerships:officer:partnership_detail", args=[record.slug])
