"""The forms of partnerships and their parts."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.enums import PARTNERSHIP_TRANSITIONS, PartnershipState, Purpose
from partnerships.forms.dialogues import people_of
from partnerships.forms.fields import ElementsField, RecordForm, fields_of_art
from partnerships.models import (
    Authority,
    Dialogue,
    Organisation,
    Partnership,
    PartnershipField,
    PartnershipParticipant,
    PartnershipPeriod,
)
from portal.core.collation import order_by_name
from portal.core.multilingual.forms import MultilingualWidget


class PurposesField(forms.MultipleChoiceField):
    """What a cooperation is for (A04)."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Purpose.choices, label=_("Purposes"), required=False, **kwargs)


def own_bodies(authorities: Collection[int]) -> Any:
    """Return the bodies that may hold a partnership: the authorities, and what lies under them to two levels."""
    roots = Authority.objects.filter(pk__in=authorities).values("organisation_id")
    return Organisation.objects.filter(
        Q(pk__in=roots) | Q(parent__in=roots) | Q(parent__parent__in=roots)
    ).order_by(order_by_name(), "pk")


class NewPartnershipForm(RecordForm):
    """What one knows when a relation is entered; everything else follows on its page."""

    picks: ClassVar[dict[str, str]] = {"holder": "own-bodies"}
    purposes = PurposesField()

    class Meta:
        model = Partnership
        fields: ClassVar[list[str]] = [
            "authority", "holder", "names", "region", "counterpart", "state", "since", "tier", "purposes", "summary",
        ]  # fmt: skip
        labels: ClassVar[dict[str, object]] = {"authority": _("Authority"), "state": _("Begins as")}
        widgets: ClassVar[dict[str, object]] = {"summary": MultilingualWidget(long=True)}
        help_texts: ClassVar[dict[str, object]] = {
            "state": "",
            "since": _("As uncertain as it is known: 2011, end of 2017, about 2004."),
        }

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the authorities that the person works for, and their bodies."""
        choices = Authority.objects.filter(pk__in=authorities).select_related("organisation")
        self.fields["authority"].queryset = choices  # type: ignore[attr-defined]
        self.fields["holder"].queryset = own_bodies(authorities)  # type: ignore[attr-defined]
        if len(authorities) == 1:
            self.fields["authority"].initial = next(iter(authorities))


class PartnershipForm(RecordForm):
    """Who works with whom, and what for."""

    picks: ClassVar[dict[str, str]] = {"holder": "own-bodies"}
    purposes = PurposesField()

    class Meta:
        model = Partnership
        fields: ClassVar[list[str]] = [
            "names", "holder", "officer", "region", "counterpart", "tier", "purposes", "since", "formalised",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(self.instance.authority_id, also=self.instance.officer_id)
        self.fields["officer"].queryset = people  # type: ignore[attr-defined]
        bodies = own_bodies([self.instance.authority_id])
        self.fields["holder"].queryset = bodies  # type: ignore[attr-defined]


class PartnershipStoryForm(RecordForm):
    """What came of it, in words for everybody."""

    class Meta:
        model = Partnership
        fields: ClassVar[list[str]] = ["summary", "story"]
        widgets: ClassVar[dict[str, object]] = {"summary": MultilingualWidget(long=True)}


class PartnershipElementsForm(RecordForm):
    """Which aims of the authority's frameworks the relation serves (B15)."""

    elements = ElementsField(label=_("Serves these aims"))

    class Meta:
        model = Partnership
        fields: ClassVar[list[str]] = ["elements"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["elements"].limit_to(self.instance.authority_id)  # type: ignore[attr-defined]


class PartnershipCompletenessForm(RecordForm):
    """Whether the list of participants is known to be incomplete (A11, X09)."""

    class Meta:
        model = Partnership
        fields: ClassVar[list[str]] = ["participants_incomplete"]


class StateForm(RecordForm):
    """The next state of a relation: which, since when, and why."""

    class Meta:
        model = PartnershipPeriod
        fields: ClassVar[list[str]] = ["state", "period", "note"]
        help_texts: ClassVar[dict[str, object]] = {
            "period": _("As uncertain as it is known: 2018, since 2018, end of 2017.")
        }

    def follow(self, now: str) -> None:
        """Offer the states that can follow the present one."""
        possible = PARTNERSHIP_TRANSITIONS[now]
        choices = [choice for choice in PartnershipState.choices if choice[0] in possible]
        self.fields["state"].choices = [("", "---------"), *choices]  # type: ignore[attr-defined]


class PeriodForm(RecordForm):
    """A correction of a period that was entered wrongly."""

    class Meta:
        model = PartnershipPeriod
        fields: ClassVar[list[str]] = ["state", "period", "note"]


class FieldForm(RecordForm):
    """A field of art named for a relation, and on which basis (A24)."""

    class Meta:
        model = PartnershipField
        fields: ClassVar[list[str]] = ["field", "basis", "mainly", "note"]
        labels: ClassVar[dict[str, object]] = {"field": _("Field of art")}
        help_texts: ClassVar[dict[str, object]] = {
            "mainly": _("The source says that it is mainly about this field.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].queryset = fields_of_art()  # type: ignore[attr-defined]


class ParticipantForm(RecordForm):
    """An organisation that is or has been engaged."""

    class Meta:
        model = PartnershipParticipant
        fields: ClassVar[list[str]] = ["organisation", "engagement"]
        labels: ClassVar[dict[str, object]] = {"organisation": _("Organisation")}


class DialogueForm(RecordForm):
    """A meeting of the two sides (A21, A22)."""

    class Meta:
        model = Dialogue
        fields: ClassVar[list[str]] = [
            "subject", "level", "mode", "held", "ongoing", "exploratory", "fields", "agreed",
        ]  # fmt: skip
        labels: ClassVar[dict[str, object]] = {"fields": _("Fields of art")}
        widgets: ClassVar[dict[str, object]] = {"fields": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields"].queryset = fields_of_art()  # type: ignore[attr-defined]
