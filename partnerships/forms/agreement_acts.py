"""The forms of acts on a signed agreement: what each asks for. The rules are the domain's."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partnerships.enums import BINDING_STATUSES, AgreementActKind, PartyRole
from partnerships.forms.agreements import (
    DATE_HELP,
    MoveForm,
    languages_of,
    main_languages,
    organisations_found,
)
from partnerships.models import Agreement, AgreementAct, AgreementParty, Organisation
from partnerships.querysets.agreements import kept_by
from portal.core.collation import order_by_name
from portal.core.models import Document
from portal.core.multilingual import MultilingualFormField
from portal.core.uncertain.forms import UncertainDateFormField


class ActForm(MoveForm):
    """An act on an agreement: which version of it the person saw, and a note."""

    kind = ""

    def __init__(self, *args: Any, q: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.q = q
        self.offer()
        self.order_fields([name for name in self.fields if name != "note"] + ["note"])

    def offer(self) -> None:
        """Narrow the choices to what this agreement has."""

    def parties(self) -> Any:
        """Return the parties that can take part in an act now."""
        return (
            AgreementParty.objects.filter(agreement=self.agreement, role=PartyRole.PARTY, left=None)
            .select_related("organisation")
            .order_by("position", "pk")
        )


class ExtensionForm(ActForm):
    """The agreement is valid longer."""

    until = UncertainDateFormField(label=capfirst(_("valid until")), required=False, help_text=DATE_HELP)
    open_ended = forms.BooleanField(label=capfirst(_("without an end")), required=False)
    decided = UncertainDateFormField(label=_("Agreed on"), required=False)
    document = forms.ModelChoiceField(
        label=_("The paper that says so"), queryset=Document.objects.none(), required=False
    )

    def offer(self) -> None:
        """Offer the agreement's own documents."""
        self.fields["document"].queryset = Document.objects.of(self.agreement)  # type: ignore[attr-defined]


class AmendmentForm(ActForm):
    """The parties change what the agreement says."""

    what = MultilingualFormField(
        label=_("What changes"),
        help_text=_("In a sentence or two; the new text may be attached."),
        error_messages={"required": _("Say what changes, in one language at least.")},
    )
    article_numbers = forms.CharField(
        label=_("Which articles"),
        required=False,
        max_length=200,
        help_text=_("Their numbers, with commas between them: 3, 5."),
    )
    decided = UncertainDateFormField(label=_("Agreed on"), required=False)
    effective = UncertainDateFormField(label=_("From when"), required=False, help_text=DATE_HELP)
    renewal_months = forms.IntegerField(
        label=_("New term of tacit renewal, in months"),
        required=False,
        min_value=0,
        max_value=600,
        help_text=_("Only where it changes. 12 is a year; 0 ends tacit renewal."),
    )
    notice_months = forms.IntegerField(
        label=_("New notice period, in months"),
        required=False,
        min_value=0,
        max_value=120,
        help_text=_("Only where it changes."),
    )
    document = forms.ModelChoiceField(
        label=_("The paper that says so"), queryset=Document.objects.none(), required=False
    )
    other_agreement = forms.ModelChoiceField(
        label=_("The agreement that says so"), queryset=Agreement.objects.none(), required=False
    )

    def offer(self) -> None:
        """Offer the agreement's own documents, and the agreements between some of the same organisations."""
        main_languages(self, languages_of(self.agreement))
        self.fields["document"].queryset = Document.objects.of(self.agreement)  # type: ignore[attr-defined]
        self.fields["other_agreement"].queryset = akin(self.agreement)  # type: ignore[attr-defined]


class AccessionForm(ActForm):
    """A further organisation joins."""

    organisation = forms.ModelChoiceField(
        label=capfirst(_("organisation")),
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    role = forms.ChoiceField(label=capfirst(_("role")), choices=PartyRole.choices, initial=PartyRole.PARTY)
    effective = UncertainDateFormField(label=_("From when"), required=False, help_text=DATE_HELP)
    signatory = forms.CharField(label=capfirst(_("signed by")), max_length=200, required=False)
    function = forms.CharField(label=capfirst(_("in the function of")), max_length=200, required=False)
    signed = UncertainDateFormField(label=capfirst(_("signed")), required=False)

    def offer(self) -> None:
        """Offer the organisations that the search has found."""
        chosen = self.data.get("organisation") if self.is_bound else None
        self.fields["organisation"].queryset = organisations_found(self.q, chosen=chosen)  # type: ignore[attr-defined]


class WithdrawalForm(ActForm):
    """A party leaves."""

    party = forms.ModelChoiceField(
        label=_("Who leaves"), queryset=AgreementParty.objects.none(), empty_label=None
    )
    last_day = UncertainDateFormField(label=_("Its last day in the agreement"), help_text=DATE_HELP)
    decided = UncertainDateFormField(label=_("Said on"), required=False)
    ends_agreement = forms.BooleanField(
        label=_("The agreement ends with it"),
        required=False,
        help_text=_("It does when fewer than two parties remain."),
    )

    def offer(self) -> None:
        """Offer the parties that are there."""
        self.fields["party"].queryset = self.parties()  # type: ignore[attr-defined]


class MergerForm(ActForm):
    """Two parties become one organisation."""

    party = forms.ModelChoiceField(
        label=_("One party"), queryset=AgreementParty.objects.none(), empty_label=None
    )
    other = forms.ModelChoiceField(
        label=_("The other party"), queryset=AgreementParty.objects.none(), empty_label=None
    )
    organisation = forms.ModelChoiceField(
        label=_("What they have become"),
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    effective = UncertainDateFormField(label=_("From when"), help_text=DATE_HELP)
    ends_agreement = forms.BooleanField(
        label=_("The agreement ends with it"),
        required=False,
        help_text=_("It does when fewer than two parties remain."),
    )

    def offer(self) -> None:
        """Offer the parties that are there, and as their successor one of them or what the search has found."""
        parties = self.parties()
        for name in ("party", "other"):
            self.fields[name].queryset = parties  # type: ignore[attr-defined]
        if len(parties) > 1:
            self.initial.setdefault("other", parties[1].pk)
        chosen = self.data.get("organisation") if self.is_bound else None
        found = organisations_found(self.q, chosen=chosen)
        self.fields["organisation"].queryset = found.model.objects.filter(  # type: ignore[attr-defined]
            pk__in=[
                *found.values_list("pk", flat=True),
                *parties.values_list("organisation_id", flat=True),
            ]
        ).order_by(order_by_name(), "pk")


class NoticeForm(ActForm):
    """A party gives notice."""

    party = forms.ModelChoiceField(
        label=_("Who gives notice"), queryset=AgreementParty.objects.none(), empty_label=None
    )
    given = UncertainDateFormField(label=_("Given on"), help_text=DATE_HELP)
    ends = UncertainDateFormField(
        label=_("The agreement's last day"),
        required=False,
        help_text=_("Leave it empty for the first day that the notice period allows."),
    )

    def offer(self) -> None:
        """Offer the parties that are there."""
        self.fields["party"].queryset = self.parties()  # type: ignore[attr-defined]


class NoticeWithdrawnForm(ActForm):
    """A notice is taken back."""

    notice = forms.ModelChoiceField(
        label=_("Which notice"), queryset=AgreementAct.objects.none(), empty_label=None
    )
    decided = UncertainDateFormField(label=_("Taken back on"), required=False)

    def offer(self) -> None:
        """Offer the notice that stands."""
        field = self.fields["notice"]
        field.queryset = AgreementAct.objects.filter(  # type: ignore[attr-defined]
            agreement=self.agreement, kind=AgreementActKind.NOTICE, withdrawn_by=None
        ).select_related("party__organisation")
        field.label_from_instance = lambda act: f"{act.party}, {act.decided}"  # type: ignore[attr-defined]


class SupersessionForm(ActForm):
    """Another agreement takes this one's place."""

    successor = forms.ModelChoiceField(
        label=_("The agreement that takes its place"), queryset=Agreement.objects.none()
    )
    effective = UncertainDateFormField(
        label=_("From when"),
        required=False,
        help_text=_("Leave it empty for the other agreement's first day."),
    )

    def offer(self) -> None:
        """Offer the signed agreements between some of the same organisations."""
        signed = akin(self.agreement).filter(status__in=BINDING_STATUSES)
        if self.is_bound:  # whoever names the agreement itself is told why not
            signed = akin(self.agreement, with_itself=True)
        self.fields["successor"].queryset = signed  # type: ignore[attr-defined]


class TakeBackForm(MoveForm):
    """What was entered by mistake is taken back; it asks why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.label, note.required = _("What was wrong"), True
        note.error_messages["required"] = _("Say what was wrong, so that others understand the history.")


def akin(agreement: Agreement, *, with_itself: bool = False) -> Any:
    """Return the other agreements of the same keeper that share an organisation with this one."""
    parties = AgreementParty.objects.filter(agreement=agreement).values("organisation")
    found = Agreement.objects.filter(kept_by([agreement.keeper_id])).filter(
        pk__in=AgreementParty.objects.filter(organisation__in=parties).values("agreement")
    )
    if not with_itself:
        found = found.exclude(pk=agreement.pk)
    return found.order_by(order_by_name(), "pk")
