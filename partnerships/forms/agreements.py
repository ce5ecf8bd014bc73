"""The forms of agreements: each edits one section of the record, or asks what a step of its life needs."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import ElementsField
from partnerships.models import (
    Agreement,
    AgreementParty,
    Article,
    Authority,
    FieldOfArt,
    Organisation,
    Partnership,
)
from portal.core.collation import order_by_name
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.files import CheckedFileFormField
from portal.core.forms.picker import use_pickers
from portal.core.multilingual.forms import MultilingualWidget
from portal.core.uncertain import UncertainDate
from portal.core.uncertain.forms import UncertainDateFormField
from portal.core.versions import VersionedForm

DATE_HELP = _("As exact as it is known: 12 March 2014, March 2014, end of 2017, about 2015, unknown.")


class AgreementForm(VersionedForm):
    """A form of an agreement, whose texts are asked for in the authority's languages first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_pickers(self)
        if self.instance.partnership_id or self.instance.recorded_by_id:
            main_languages(self, self.instance.keeper.languages)

    class Meta:
        model = Agreement
        fields: ClassVar[list[str]] = []


class BasicsForm(AgreementForm):
    """What the agreement is: its title, kind, number, place among others, and subject."""

    elements = ElementsField(label=capfirst(_("parts of frameworks it carries out")))

    class Meta(AgreementForm.Meta):
        fields: ClassVar[list[str]] = [
            "names",
            "kind",
            "reference",
            "summary",
            "culture_is_one_part",
            "fields",
            "elements",
            "predecessor",
            "level",
            "is_framework",
            "binding",
            "aims_incomplete",
        ]
        labels: ClassVar[Mapping[str, Any]] = {
            "fields": capfirst(_("fields of art")),
            "predecessor": capfirst(_("succeeds the agreement")),
        }
        help_texts: ClassVar[Mapping[str, Any]] = {
            "reference": _("The registry number of the authority's case."),
        }
        widgets: ClassVar[Mapping[str, Any]] = {"fields": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authority = self.instance.keeper_id
        same_holder = Agreement.objects.of_authorities([authority])
        _offer(self, "predecessor", same_holder.exclude(pk=self.instance.pk).order_by(order_by_name(), "pk"))
        _offer(self, "fields", FieldOfArt.objects.order_by("position", "pk"))
        self.fields["elements"].limit_to(authority)  # type: ignore[attr-defined]


class ValidityForm(AgreementForm):
    """When the agreement was signed, from when and until when it is valid, and how it is given notice."""

    class Meta(AgreementForm.Meta):
        fields: ClassVar[list[str]] = [
            "signed",
            "valid_from",
            "valid_until",
            "open_ended",
            "renews_tacitly",
            "renewal_months",
            "notice_months",
            "place_of_signing",
            "term_years",
        ]
        help_texts: ClassVar[Mapping[str, Any]] = {
            "signed": DATE_HELP,
            "valid_from": _("The first day. As exact as it is known, in your own words."),
            "valid_until": _("The last day. As exact as it is known: 31 December 2017, end of 2017, 2017."),
            "renewal_months": _("For how long each time: 12 for a year, 36 for three."),
            "renews_tacitly": _("It goes on by itself unless one of the parties gives notice."),
        }


class NewAgreementForm(forms.ModelForm):
    """What is known when an agreement is first entered; the rest is written on its page."""

    class Meta:
        model = Agreement
        fields: ClassVar[list[str]] = [
            "partnership",
            "recorded_by",
            "names",
            "kind",
            "reference",
            "valid_from",
            "valid_until",
            "open_ended",
        ]
        help_texts: ClassVar[Mapping[str, Any]] = {
            "partnership": _("The holder and the counterpart of the partnership become its first parties."),
            "recorded_by": _(
                "Instead of a partnership: for an agreement between others, which you only record."
            ),
            "reference": _("The registry number of the authority's case."),
            "valid_from": _("Leave it empty while it is being talked about."),
            "valid_until": DATE_HELP,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_pickers(self)
        self.fields["names"].help_text = _("As it is written on the first page.")

    def validate_constraints(self) -> None:
        """Leave the database's constraints to the domain, which has the better sentence for each."""

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the partnerships of the authorities that the person edits."""
        _offer(
            self,
            "partnership",
            Partnership.objects.of_authorities(list(authorities)).order_by(order_by_name(), "pk"),
        )
        own = Authority.objects.filter(pk__in=authorities).select_related("organisation")
        _offer(self, "recorded_by", own.order_by("slug"))
        languages = Authority.objects.filter(pk__in=authorities).values_list("languages", flat=True)
        main_languages(self, list(dict.fromkeys(code for codes in languages for code in codes)))


class ArticleForm(VersionedForm):
    """One article: its number, and its heading and text in each language, side by side."""

    class Meta:
        model = Article
        fields: ClassVar[list[str]] = ["number", "headings", "texts"]

    def __init__(self, *args: Any, languages: Sequence[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = {"languages": languages}  # for the same form, drawn again
        self.fields["number"].required = False
        self.fields["number"].widget.attrs["class"] = "width-5"
        if languages is None and self.instance.agreement_id:
            languages = languages_of(self.instance.agreement)
        main_languages(self, languages or [])

    @property
    def current_version(self) -> int:
        """Return the version of the whole agreement: its text changes as one."""
        version: int = self.instance.agreement.version
        return version


class PartyForm(VersionedForm):
    """What is said about a party: in what role, under which name, signed by whom and when."""

    class Meta:
        model = AgreementParty
        fields: ClassVar[list[str]] = ["role", "name_as_signed", "signatory", "signatory_function", "signed"]
        help_texts: ClassVar[Mapping[str, Any]] = {
            "name_as_signed": _("Only where it was called something else then."),
            "signed": DATE_HELP,
        }

    @property
    def current_version(self) -> int:
        """Return the version of the whole agreement."""
        version: int = self.instance.agreement.version
        return version


class NewPartyForm(PartyForm):
    """The organisation that joins, chosen among those that a search has found, and its role."""

    class Meta(PartyForm.Meta):
        fields: ClassVar[list[str]] = ["organisation", *PartyForm.Meta.fields]
        labels: ClassVar[dict[str, object]] = {"organisation": _("Organisation")}
        widgets: ClassVar[Mapping[str, Any]] = {"organisation": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].empty_label = None  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """A step in the agreement's life: which version it is of, and a note for the history."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=capfirst(_("note")), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": agreement.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.agreement = agreement


class TerminateForm(MoveForm):
    """Ending an agreement before its time asks why, and which day was its last."""

    last_day = UncertainDateFormField(label=capfirst(_("last day")), help_text=DATE_HELP)

    field_order = ("version", "last_day", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Who ended it, and why")


class ReopenForm(MoveForm):
    """Talking again about a text that was agreed asks why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Why the text is talked about again")


class PartySignForm(MoveForm):
    """One party's signature: who signed for it, in which function, and when."""

    signatory = forms.CharField(label=capfirst(_("signed by")), max_length=200)
    function = forms.CharField(
        label=capfirst(_("in the function of")),
        max_length=200,
        required=False,
        help_text=_("For example: chair of the culture committee."),
    )
    signed = UncertainDateFormField(label=capfirst(_("signed")), help_text=DATE_HELP)

    field_order = ("version", "signatory", "function", "signed", "note")


class SignForm(MoveForm):
    """The signing: one date for all, or who signed for each party and when."""

    signed = UncertainDateFormField(label=capfirst(_("signed")), required=False, help_text=DATE_HELP)

    field_order = ("version", "signed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("signed", self.agreement.signed)
        self.parties = list(self.agreement.parties.select_related("organisation").order_by("position", "pk"))
        for party in self.parties:
            self.fields[f"signatory_{party.pk}"] = forms.CharField(
                label=_("%(party)s: signed by") % {"party": party},
                max_length=200,
                required=False,
                initial=party.signatory,
            )
            self.fields[f"signed_{party.pk}"] = UncertainDateFormField(
                label=_("%(party)s: signed on") % {"party": party},
                required=False,
                initial=party.signed,
                help_text=_("Only where it is another day."),
            )
        self.order_fields([name for name in self.fields if name != "note"] + ["note"])

    def signatures(self) -> dict[int, tuple[str, UncertainDate | None]]:
        """Return who signed for each party, and when, by the party's primary key."""
        return {
            party.pk: (self.cleaned_data[f"signatory_{party.pk}"], self.cleaned_data[f"signed_{party.pk}"])
            for party in self.parties
        }


def languages_of(agreement: Agreement) -> list[str]:
    """Return the languages that an agreement's text is asked for in: the authority's, then those it is written in."""
    return list(
        dict.fromkeys(
            [
                *agreement.keeper.languages,
                *(code for article in agreement.articles.all() for code in article.texts),
            ]
        )
    )


def main_languages(form: forms.BaseForm, languages: Sequence[str]) -> None:
    """Keep the inputs of these languages open, side by side; the others wait behind a word."""
    for field in form.fields.values():
        if isinstance(field.widget, MultilingualWidget) and languages:
            field.widget.main = list(languages)


def organisations_found(q: str, *, chosen: Any = None) -> Any:
    """Return at most twenty organisations that a search finds, as the choices of a new party."""
    found = (
        Organisation.objects.search(q).order_by(order_by_name(), "pk") if q else Organisation.objects.none()
    )
    keys = list(found.values_list("pk", flat=True)[:20])
    if str(chosen or "").isdecimal():
        keys.append(int(chosen))
    return Organisation.objects.filter(pk__in=keys).order_by(order_by_name(), "pk")


def _offer(form: forms.BaseForm, name: str, queryset: Any) -> None:
    form.fields[name].queryset = queryset  # type: ignore[attr-defined]


class AgreementDocumentForm(forms.Form):
    """A file of the agreement: what it is, and who may read it."""

    file = CheckedFileFormField(label=capfirst(_("file")))
    kind = forms.ChoiceField(
        label=capfirst(_("kind")),
        choices=[
            (one.value, one.label)
            for one in (DocumentKind.AGREEMENT_TEXT, DocumentKind.ANNEX, DocumentKind.OTHER)
        ],
    )
    title = forms.CharField(
        label=capfirst(_("title")),
        max_length=200,
        help_text=_("A file with the title of one that is here already becomes its next version."),
    )
    language = forms.ChoiceField(
        label=capfirst(_("language")),
        choices=[("", _("none or several")), *settings.CONTENT_LANGUAGES],
        required=False,
    )
    confidentiality = forms.ChoiceField(
        label=capfirst(_("who may read it")),
        choices=[
            (Confidentiality.INTERNAL, _("the people of the authority")),
            (Confidentiality.PUBLIC, _("everybody, once the agreement is signed")),
        ],
        widget=forms.RadioSelect,
        initial=Confidentiality.INTERNAL,
    )
