"""An authority's agreements as a file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import bulk as domain
from partnerships.domain.agreement_writing import require_sound_validity
from partnerships.enums import AgreementKind, AgreementStatus, PartyRole
from partnerships.models import Agreement, FieldOfArt, Organisation, Partnership
from partnerships.resources.keys import agreement_start, number_key
from partnerships.resources.words import (
    AGREEMENT_KIND_WORDS,
    AGREEMENT_STATUS_WORDS,
    SUMMARY_WORDS,
    TITLE_WORDS,
)
from portal.core.domain.bulk import Draft
from portal.core.resources import (
    ChoiceWidget,
    Column,
    DateWidget,
    PartColumn,
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

UNSIGNED = (AgreementStatus.DRAFT, AgreementStatus.NEGOTIATION)


class AgreementResource(RegisterResource):
    """The instruments under an authority's partnerships, without their text."""

    noun = "agreements"
    title = gettext_lazy("Agreements")
    position = 40
    within = "predecessor"
    key_columns: ClassVar[tuple[str, ...]] = (
        "slug", "reference", "partnership", "kind", "valid_from", "signed", *name_heads(),
    )  # fmt: skip

    class Meta:
        model = Agreement
        fields = ()
        import_id_fields = ("slug",)

    def build(self) -> Iterable[Column]:
        """Return the columns."""
        yield Column(
            "slug", SlugWidget(100), fixed=True, label=gettext_lazy("Address"), words=["adress", "adresse"]
        )
        yield Column(
            "partnership",
            ReferenceWidget(Partnership),
            label=gettext_lazy("Partnership"),
            words=["partnership", "partnerskap", "samarbete", "samarbejde", "samenwerking", "partner"],
            required=True,
        )
        yield from name_columns("names", gettext_lazy("Title"), words=TITLE_WORDS)
        yield Column(
            "kind",
            ChoiceWidget(AgreementKind, AGREEMENT_KIND_WORDS),
            label=gettext_lazy("Kind"),
            words=["kind", "typ", "slag", "type", "soort", "avtalstyp", "aftaletype"],
            required=True,
        )
        yield Column(
            "reference",
            TextWidget(60),
            label=gettext_lazy("Diary number"),
            words=["reference", "diarienummer", "dnr", "diarienr", "journalnummer", "kenmerk", "sagsnummer"],
        )
        yield Column(
            "status",
            ChoiceWidget(AgreementStatus, AGREEMENT_STATUS_WORDS),
            fixed=True,
            label=gettext_lazy("Status"),
            words=["status", "läge", "tilstand"],
        )
        yield PartColumn(
            "parties",
            ReferencesWidget(Organisation),
            label=gettext_lazy("Parties"),
            words=["parties", "parter", "avtalsparter", "partijen", "avtalspart"],
            current=lambda record: [one.organisation_id for one in _parties(record)],
            texts=lambda record: [one.organisation.slug for one in _parties(record)],
        )
        yield Column(
            "signed",
            DateWidget(),
            label=gettext_lazy("Signed"),
            words=[
                "signed",
                "undertecknat",
                "undertecknad",
                "underskrevet",
                "ondertekend",
                "signerat",
                "signed on",
            ],
        )
        yield Column(
            "valid_from",
            DateWidget(),
            label=gettext_lazy("Valid from"),
            words=[
                "valid from",
                "gäller från",
                "giltigt från",
                "från",
                "start",
                "startdatum",
                "gælder fra",
                "geldig vanaf",
            ],
        )
        yield Column(
            "valid_until",
            DateWidget(),
            label=gettext_lazy("Valid until"),
            words=[
                "valid until",
                "gäller till",
                "giltigt till",
                "till",
                "slut",
                "slutdatum",
                "gælder til",
                "geldig tot",
            ],
        )
        yield Column(
            "open_ended",
            YesNoWidget(),
            label=gettext_lazy("Without an end"),
            words=["tills vidare", "open ended", "uden udløb", "onbepaalde tijd"],
        )
        yield Column(
            "renews_tacitly",
            YesNoWidget(),
            label=gettext_lazy("Renewed tacitly"),
            words=["förlängs automatiskt", "automatisk förlängning", "stilzwijgend verlengd"],
        )
        yield Column(
            "notice_months",
            WholeWidget(600),
            label=gettext_lazy("Notice period in months"),
            words=["uppsägningstid", "uppsägningstid (månader)", "opsigelse", "opzegtermijn"],
        )
        yield Column(
            "predecessor",
            ReferenceWidget(Agreement),
            label=gettext_lazy("Succeeds"),
            words=["ersätter", "föregångare", "afløser", "vervangt", "predecessor"],
        )
        yield Column(
            "fields",
            ReferencesWidget(FieldOfArt),
            label=gettext_lazy("Fields"),
            words=["områden", "konstområden", "områder", "gebieden"],
        )
        yield Column(
            "culture_is_one_part",
            YesNoWidget(),
            label=gettext_lazy("Culture is one part of it"),
            words=["kultur är en del", "kultur er en del"],
        )
        yield from name_columns("summary", gettext_lazy("Summary"), words=SUMMARY_WORDS)

    def keys(self, values: Mapping[str, Any]) -> Keys:
        """Return address and diary number; else partnership and kind with the beginning, or with the title."""
        names = self.names_in(values)
        strong = [f"slug:{values['slug']}"] if values.get("slug") else []
        if values.get("reference"):
            strong.append(number_key(values["reference"]))
        weak: list[str] = []
        partnership, kind = values.get("partnership"), values.get("kind")
        begins = values.get("valid_from") or values.get("signed")
        if partnership and kind and begins is not None:
            weak = [agreement_start(partnership, kind, begins.edtf)]
        elif partnership and kind:
            weak = [f"{name_key(name)}|{partnership}|{kind}" for name in names]
        return Keys(strong, weak, [*strong, *map(name_key, names)])

    def new(self, reading: Reading) -> Agreement:
        """Return a draft."""
        return Agreement(status=AgreementStatus.DRAFT)

    def records(self, authority: Any) -> "models.QuerySet[Any]":
        """Return the authority's own."""
        return (
            Agreement.objects.filter(partnership__authority=authority)
            .select_related("partnership", "predecessor")
            .prefetch_related("parties__organisation", "fields")
        )

    def check(self, record: Agreement, values: Mapping[str, Any], reading: Reading) -> Mapping[str, str]:
        """Check the title, the validity, and what a signed agreement has to say."""
        problems: dict[str, str] = {}
        if not record.names:
            problems["name_sv"] = _("Give the agreement a title, in one language at least.")
        if record.status not in UNSIGNED:
            if record.signed is None and values.get("signed") is None:
                problems["signed"] = _(
                    "A signed agreement says when it was signed. Write “unknown” when nobody can tell."
                )
            if (
                record._state.adding
                and len(values.get("parties") or ()) < 2
                and not _has_both(record, reading)
            ):
                problems["parties"] = _("A signed agreement has two parties at least.")
        try:
            require_sound_validity(record)
        except ValidationError as error:
            problems |= sentences(error)
        return problems

    def store(self, drafts: Sequence[Draft], *, reading: Reading, by: Any, note: str) -> None:
        """Write rows through the domain."""
        domain.agreements(drafts, authority=reading.authority, by=by, note=note)

    def address_of(self, record: Agreement) -> str:
        """Return the office page."""
        return reverse("partnerships:officer:agreement_detail", args=[record.slug])


def _parties(record: Agreement) -> list[Any]:
    return [party for party in record.parties.all() if party.role == PartyRole.PARTY]


def _has_both(record: Agreement, reading: Reading) -> bool:
    """Tell whether the partnership itself names two bodies, which are the parties where a row names none."""
    key = record.partnership_id
    return key is not None and reading.record(Partnership, key).counterpart_id is not None
