"""What the office writes about a case: whose it is, notes, tasks, parties, grounds, templates, saved lists."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.domain.casework import working
from grants.models import Application, CaseParty, CaseTask, MessageTemplate, SavedList
from partnerships.forms.fields import RecordForm
from partnerships.models import Authority
from portal.accounts.models import User
from portal.core.filters import DayInput


class HandOverForm(forms.Form):
    """Who is responsible for a case, who stands in, and what they should know."""

    officer = forms.ModelChoiceField(
        label=_("Responsible officer"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        max_length=200,
        required=False,
        help_text=_("Stands in the register of the case. The applicant does not see it."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def of_case(self, application: Application) -> None:
        """Offer the officers of the case's authority, and choose those it has."""
        officers = working.officers_of(application.authority_id)
        for name in ("officer", "deputy"):
            field: Any = self.fields[name]
            field.queryset = officers
            self.initial.setdefault(name, getattr(application, f"{name}_id"))
        self.initial["seen"] = f"{application.officer_id or ''}:{application.deputy_id or ''}"

    @property
    def people_seen(self) -> tuple[int | None, int | None]:
        """The officer and the deputy that the page showed."""
        first, _colon, second = self.cleaned_data["seen"].partition(":")
        return (int(first) if first.isdigit() else None, int(second) if second.isdigit() else None)


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label=_("Note"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("For colleagues only: the applicant never sees it. It cannot be changed afterwards."),
        error_messages={"required": _("Write the note.")},
    )


class TaskForm(RecordForm):
    """What somebody has to do about a case."""

    due = forms.DateField(label=_("To be done by"), required=False, widget=DayInput)

    class Meta:
        model = CaseTask
        fields: ClassVar[list[str]] = ["text", "assignee", "due"]

    def of_case(self, application: Application, by: Any) -> None:
        """Offer those who work for the case's authority; who writes the task is chosen."""
        assignee: Any = self.fields["assignee"]
        assignee.queryset = working.colleagues_of(application.authority_id)
        assignee.empty_label = None
        self.initial.setdefault("assignee", by.pk)


class PartyForm(RecordForm):
    """A party of a case: who, where letters reach them, in which period, and what has become of them."""

    since = forms.DateField(label=_("Party since"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Party until"), required=False, widget=DayInput)
    state_on = forms.DateField(
        label=_("On"), required=False, widget=DayInput, help_text=_("The day it happened.")
    )

    class Meta:
        model = CaseParty
        fields: ClassVar[list[str]] = [
            "role",
            "name",
            "postal_address",
            "email",
            "since",
            "until",
            "state",
            "state_on",
            "state_source",
            "former_name",
            "settlement",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "postal_address": forms.Textarea({"rows": 4}),
            "settlement": forms.Textarea({"rows": 3}),
        }


class GroundForm(forms.Form):
    """Because of which law and section something is kept back."""

    ground = forms.CharField(
        label=_("Ground"),
        max_length=300,
        required=False,
        help_text=_(
            "The law and its section, such as “chapter 31, section 16 of the Public Access to Information and Secrecy "
            "Act”. Empty: it is not confidential."
        ),
    )


class TemplateForm(RecordForm):
    """A template of messages."""

    class Meta:
        model = MessageTemplate
        fields: ClassVar[list[str]] = ["name", "texts"]


class NewTemplateForm(RecordForm):
    """A template of messages of one of the person's authorities."""

    class Meta:
        model = MessageTemplate
        fields: ClassVar[list[str]] = ["authority", "name", "texts"]
        labels: ClassVar[dict[str, object]] = {"authority": _("Authority")}

    def offer(self, authorities: Any) -> None:
        """Offer the authorities that the person works for; one alone is chosen."""
        field: Any = self.fields["authority"]
        field.queryset = (
            Authority.objects.filter(pk__in=authorities).select_related("organisation").order_by("slug")
        )
        if len(authorities) == 1:
            self.initial["authority"] = next(iter(authorities))


class SaveListForm(forms.Form):
    """A name for the list as it is filtered and sorted now."""

    name = forms.CharField(
        label=_("Name"),
        max_length=SavedList._meta.get_field("name").max_length,
        error_messages={"required": _("Give the list a name.")},
    )
    authority = forms.ModelChoiceField(
        label=_("Share with"),
        queryset=Authority.objects.none(),
        required=False,
        empty_label=_("Nobody: only I see it"),
    )
    opens = forms.BooleanField(label=_("The list opens with it, for me"), required=False)

    def offer(self, authorities: Any) -> None:
        """Offer the authorities whose cases the person reads."""
        field: Any = self.fields["authority"]
        field.queryset = Authority.objects.filter(pk__in=authorities).select_related("organisation")


class ColumnsForm(forms.Form):
    """The place of each column of the case list; those without one are not shown."""

    def offer(self, columns: Iterable[tuple[str, Any]]) -> None:
        """Ask for the place of each of these columns (name, heading)."""
        for name, label in columns:
            self.fields[name] = forms.IntegerField(label=label, required=False, min_value=1, max_value=99)

    @property
    def chosen(self) -> list[str]:
        """The names of the columns that have a place, in order."""
        placed = [(place, name) for name, place in self.cleaned_data.items() if place]
        return [name for _place, name in sorted(placed, key=lambda pair: pair[0])]


class AssignCasesForm(forms.Form):
    """Who gets several cases."""

    officer = forms.ModelChoiceField(
        label=_("Responsible officer"), queryset=User.objects.none(), empty_label=None
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )
    note = forms.CharField(label=_("Note for colleagues"), max_length=200, required=False)

    def offer(self, authorities: Any, by: Any) -> None:
        """Offer the officers of these authorities."""
        for name in ("officer", "deputy"):
            field: Any = self.fields[name]
            field.queryset = working.officers_of(*authorities)
        self.initial.setdefault("officer", by.pk)


class MessageCasesForm(forms.Form):
    """What several applicants are written."""

    template = forms.ModelChoiceField(
        label=_("Message template"),
        queryset=MessageTemplate.objects.none(),
        empty_label=None,
        help_text=_("Each applicant gets it in the language of the application, or in the next best."),
    )

    def offer(self, authorities: Any, by: Any) -> None:
        """Offer the templates of these authorities."""
        field: Any = self.fields["template"]
        field.queryset = MessageTemplate.objects.visible_to(by).in_use().filter(authority__in=authorities)


class TaskCasesForm(forms.Form):
    """What is to be done about several cases."""

    text = forms.CharField(label=_("What is to be done"), max_length=300)
    assignee = forms.ModelChoiceField(label=_("Who does it"), queryset=User.objects.none(), empty_label=None)
    due = forms.DateField(label=_("To be done by"), required=False, widget=DayInput)

    def offer(self, authorities: Any, by: Any) -> None:
        """Offer those who work for these authorities."""
        field: Any = self.fields["assignee"]
        field.queryset = working.colleagues_of(*authorities)
        self.initial.setdefault("assignee", by.pk)
