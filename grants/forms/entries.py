"""Messages about a case, requests for completion and the answers to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.domain import completions
from grants.domain.answers import options_of
from grants.domain.outline import asked
from grants.enums import QuestionKind
from grants.forms.windows import ClockField, zones
from grants.models import Application, Question
from portal.core.files import CheckedFile, CheckedFileFormField


class FilesInput(forms.FileInput):
    """A control in which several files can be chosen."""

    allow_multiple_selected = True


class CheckedFilesField(CheckedFileFormField):
    """Several checked files; its value is a list, empty when none was chosen."""

    widget = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> list[CheckedFile]:
        """Check each of the files."""
        chosen = data if isinstance(data, list | tuple) else [data]
        checked = [super(CheckedFilesField, self).clean(one, initial) for one in chosen if one is not None]
        return [one for one in checked if one is not None]


class EntryForm(forms.Form):
    """A message with files."""

    text = forms.CharField(
        label=_("Message"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Write what you want to say.")},
    )
    files: Any = CheckedFilesField(label=_("Files"))


class CompletionRequestForm(forms.Form):
    """What is missing, what may be answered again, and until when."""

    text = forms.CharField(
        label=_("What is missing"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Say what is missing.")},
    )
    question_codes = forms.MultipleChoiceField(
        label=_("Questions that may be answered again"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The new answers are kept beside what was handed in, which stays as it was."),
    )
    closes_at = ClockField(
        label=_("Answer until"), help_text=_("The first moment at which an answer comes too late.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("The time is meant on the clocks of this place.")
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions: Any = self.fields["question_codes"]
        questions.choices = [(question.code, str(question.labels)) for question in asked(application.call)]
        choices, now = zones(), application.call.time_zone
        if now not in dict(choices):
            choices.insert(0, (now, now))
        zone: Any = self.fields["time_zone"]
        zone.choices = choices
        self.initial.setdefault("time_zone", now)
        end = completions.term_end(application.call, timezone.now())
        if end is not None:
            self.initial.setdefault("closes_at", end.astimezone(ZoneInfo(now)).replace(tzinfo=None))
            moment = self.fields["closes_at"]
            moment.help_text = f"{moment.help_text} {completions.term(application.call)}"

    @property
    def moment(self) -> datetime:
        """The deadline, on the clocks of its zone."""
        naive: datetime = self.cleaned_data["closes_at"]
        return naive.replace(tzinfo=ZoneInfo(self.cleaned_data["time_zone"]))


class CompletionForm(forms.Form):
    """The answers to a request: a field for each question that may be answered again, words and files."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[f"q-{question.code}"] = _field(question)
        self.fields["text"] = forms.CharField(
            label=_("Message"), required=False, max_length=20_000, widget=forms.Textarea({"rows": 6})
        )
        self.fields["files"] = CheckedFilesField(label=_("Files"))

    @property
    def answers(self) -> dict[str, str]:
        """What was typed, by the code of the question."""
        return {
            question.code: str(self.cleaned_data.get(f"q-{question.code}") or "")
            for question in self.questions
            if question.kind != QuestionKind.FILE
        }

    @property
    def sent(self) -> dict[str, list[CheckedFile]]:
        """The files, by the code of the question; "" for those that came with the message."""
        found = {
            question.code: self.cleaned_data.get(f"q-{question.code}") or []
            for question in self.questions
            if question.kind == QuestionKind.FILE
        }
        return {**found, "": self.cleaned_data["files"]}


def _field(question: Question) -> forms.Field:
    label, help_text = str(question.labels), str(question.help_texts)
    common: dict[str, Any] = {"label": label, "help_text": help_text, "required": False}
    if question.kind == QuestionKind.FILE:
        return CheckedFilesField(**common)
    if question.kind == QuestionKind.CHOICE:
        return forms.ChoiceField(choices=[("", "–"), *options_of(question)], **common)
    return forms.CharField(max_length=20_000, widget=forms.Textarea({"rows": 3}), **common)
