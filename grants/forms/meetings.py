"""The forms of meetings: when and where, who belongs to them, the agenda with its cases, and the minutes."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from grants.domain.meetings import agenda
from grants.enums.meetings import CaseResult, MemberRole
from grants.forms.windows import ClockField
from grants.models import (
    AgendaCase,
    AgendaItem,
    Application,
    Call,
    CallBody,
    Disqualification,
    Meeting,
    MeetingMember,
    MinutesAdjuster,
)
from partnerships.forms.fields import RecordForm
from partnerships.models import Authority
from portal.accounts.models import User
from portal.core.amounts import AmountFormField

LONG = forms.Textarea({"rows": 6})
SHORT = forms.Textarea({"rows": 3})


def colleagues(authority_id: int | None) -> Any:
    """Return the people who hold a role at an authority, by name."""
    return User.objects.filter(memberships__authority=authority_id).distinct().order_by("name", "email")


class MeetingForm(RecordForm):
    """When, where and by which body a meeting is held; the time is on the authority's clocks."""

    picks: ClassVar[dict[str, str]] = {"body": "own-bodies"}
    starts_at = ClockField(label=_("Begins"))

    class Meta:
        model = Meeting
        fields: ClassVar[list[str]] = [
            "body", "call_body", "starts_at", "mode", "place", "secretary", "note",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {"note": SHORT}

    def arrange_fields(self) -> None:
        """Show the time on the authority's clocks."""
        super().arrange_fields()
        if self.instance.pk:
            self.offer([self.instance.authority_id])
            moment: datetime = self.instance.starts_at
            self.initial["starts_at"] = moment.astimezone(self._zone(self.instance.authority)).replace(
                tzinfo=None
            )

    def offer(self, authorities: Collection[int]) -> None:
        """Offer what belongs to these authorities."""
        bodies: Any = self.fields["call_body"]
        bodies.queryset = (
            CallBody.objects.filter(call__authority__in=authorities)
            .select_related("call")
            .order_by("-call", "position")
        )
        bodies.label_from_instance = lambda one: f"{one.call}: {one}"
        people: Any = self.fields["secretary"]
        people.queryset = (
            User.objects.filter(memberships__authority__in=authorities).distinct().order_by("name", "email")
        )

    def clean(self) -> dict[str, Any]:
        """Put the time that was typed on the authority's clocks."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        authority = cleaned.get("authority") or (self.instance.authority if self.instance.pk else None)
        typed = cleaned.get("starts_at")
        if typed is not None and authority is not None:
            cleaned["starts_at"] = typed.replace(tzinfo=self._zone(authority))
        return cleaned

    def _zone(self, authority: Authority) -> ZoneInfo:
        return ZoneInfo(authority.time_zone)


class NewMeetingForm(MeetingForm):
    """A meeting of a body of one of the person's authorities."""

    class Meta(MeetingForm.Meta):
        fields: ClassVar[list[str]] = ["authority", *MeetingForm.Meta.fields]
        labels: ClassVar[dict[str, object]] = {"authority": _("Authority")}

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the authorities that the person works for; one alone is chosen."""
        super().offer(authorities)
        choices: Any = self.fields["authority"]
        choices.queryset = (
            Authority.objects.filter(pk__in=authorities).select_related("organisation").order_by("slug")
        )
        if len(authorities) == 1:
            self.initial["authority"] = next(iter(authorities))


class PartForm(RecordForm):
    """A part of a meeting; its choices are the meeting's own."""

    def offer(self, meeting: Meeting) -> None:
        """Offer what belongs to the meeting."""


class MemberForm(PartForm):
    """Somebody who belongs to the meeting."""

    class Meta:
        model = MeetingMember
        fields: ClassVar[list[str]] = ["name", "role", "user", "attended", "replaces"]

    def offer(self, meeting: Meeting) -> None:
        """Offer the authority's people, and the members for whom a substitute may serve."""
        people: Any = self.fields["user"]
        people.queryset = colleagues(meeting.authority_id)
        others: Any = self.fields["replaces"]
        others.queryset = meeting.members.filter(role__in=[MemberRole.CHAIR, MemberRole.MEMBER])


class ItemForm(PartForm):
    """An item of the agenda."""

    class Meta:
        model = AgendaItem
        fields: ClassVar[list[str]] = ["title", "kind", "text", "proposal"]
        widgets: ClassVar[dict[str, Any]] = {"text": LONG, "proposal": SHORT}


class CaseForm(PartForm):
    """What is proposed for a case."""

    proposed_amount = AmountFormField(label=_("Amount proposed"), required=False)

    class Meta:
        model = AgendaCase
        fields: ClassVar[list[str]] = [
            "summary",
            "proposed",
            "proposed_amount",
            "lower_reasons",
            "proposed_reasons",
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "summary": LONG,
            "lower_reasons": SHORT,
            "proposed_reasons": LONG,
        }


class NewCaseForm(CaseForm):
    """A case of the authority, by its diary number or reference, on an item of the agenda."""

    number = forms.CharField(
        label=_("Diary number or reference"),
        max_length=40,
        help_text=_("Of a case that waits for a decision."),
    )

    class Meta(CaseForm.Meta):
        fields: ClassVar[list[str]] = ["item", *CaseForm.Meta.fields]
        labels: ClassVar[dict[str, object]] = {"item": _("Item")}

    authority_id = 0

    def arrange_fields(self) -> None:
        """Ask for the item and the case first."""
        super().arrange_fields()
        self.order_fields(["item", "number"])

    def offer(self, meeting: Meeting) -> None:
        """Offer the items on which cases are decided."""
        items: Any = self.fields["item"]
        items.queryset = agenda.offered_items(meeting)
        self.authority_id = meeting.authority_id

    def clean_number(self) -> Application:
        """Return the case with this number."""
        typed = self.cleaned_data["number"].strip()
        found = agenda.waiting(self.authority_id).filter(Q(diary_number=typed) | Q(reference=typed.upper()))
        case = found.first()
        if case is None:
            raise ValidationError(
                _t("No case with this number waits for a decision without being on an agenda already.")
            )
        return case


class CallCasesForm(forms.Form):
    """All cases of a call that wait for a decision, on an item of the agenda."""

    item = forms.ModelChoiceField(label=_("Item"), queryset=AgendaItem.objects.none())
    call = forms.ModelChoiceField(label=_("Call"), queryset=Call.objects.none())

    def offer(self, meeting: Meeting) -> None:
        """Offer the items on which cases are decided, and the authority's calls with cases that wait."""
        items: Any = self.fields["item"]
        items.queryset = agenda.offered_items(meeting)
        calls: Any = self.fields["call"]
        calls.queryset = Call.objects.filter(
            pk__in=agenda.waiting(meeting.authority_id).order_by().values("call")
        ).order_by("-year", "-pk")


class DisqualificationForm(PartForm):
    """Who is disqualified for an item, and on which ground."""

    class Meta:
        model = Disqualification
        fields: ClassVar[list[str]] = ["item", "member", "ground"]
        labels: ClassVar[dict[str, object]] = {"item": _("Item")}
        widgets: ClassVar[dict[str, Any]] = {"ground": SHORT}

    def offer(self, meeting: Meeting) -> None:
        """Offer the meeting's items and members."""
        for name, rows in (("item", meeting.items.all()), ("member", meeting.members.all())):
            choices: Any = self.fields[name]
            choices.queryset = rows


class AdjusterForm(PartForm):
    """Who adjusts the minutes."""

    class Meta:
        model = MinutesAdjuster
        fields: ClassVar[list[str]] = ["member"]

    def offer(self, meeting: Meeting) -> None:
        """Offer the meeting's members."""
        choices: Any = self.fields["member"]
        choices.queryset = meeting.members.all()


class ItemMinutesForm(RecordForm):
    """What the minutes say of an item."""

    class Meta:
        model = AgendaItem
        fields: ClassVar[list[str]] = ["decision", "votes_for", "votes_against", "abstained", "reservations"]
        widgets: ClassVar[dict[str, Any]] = {"decision": LONG, "reservations": SHORT}


class CaseMinutesForm(RecordForm):
    """What the meeting decided of a case."""

    result = forms.ChoiceField(
        label=_("Decided"),
        choices=CaseResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what is decided.")},
    )
    amount = AmountFormField(label=_("Amount granted"), required=False)

    class Meta:
        model = AgendaCase
        fields: ClassVar[list[str]] = ["result", "amount", "lower_reasons", "reasons"]
        widgets: ClassVar[dict[str, Any]] = {"lower_reasons": SHORT, "reasons": LONG}
        help_texts: ClassVar[dict[str, object]] = {
            "reasons": _("They stand in the letter to the applicant, word for word."),
        }


class PaperForm(forms.Form):
    """In which language a paper is made."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
