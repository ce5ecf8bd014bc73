"""The form of one section of a call: a field for each question, drawn with whatever was typed in it.

The fields refuse nothing. What is wrong with an answer is said by ``grants.domain.answers``, on the page, in the
autosave's answer and on handing in alike, and a draft keeps it all the same.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain.answers import NO, YES, Typed, limits_of, options_of
from grants.domain.columns import ROW_KINDS
from grants.domain.countries import offered
from grants.enums import CountIn, QuestionKind
from grants.forms.posted import field_name
from grants.models import Question
from grants.models.calls import TEXT_KINDS
from portal.core.forms.boxes import BoxList

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# More countries than this are chosen from a list, fewer stand open as boxes.
MOST_BOXES = 40
# Drawn by templates of their own.
APART = frozenset(
    [QuestionKind.FILE, QuestionKind.BUDGET, QuestionKind.PERIOD, QuestionKind.HEADING, *ROW_KINDS]
)


def has_field(question: Question) -> bool:
    """Tell whether one control asks a question; the others have parts, and templates that draw them."""
    return question.kind not in APART and not question.in_all_languages


class DayInput(forms.TextInput):
    """The browser's own picker of a day, unless something else was typed: that stays in sight as text."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = context["widget"]["value"]
        context["widget"]["type"] = "date" if not typed or ISO_DAY.fullmatch(typed) else "text"
        return context


class Checkbox(forms.CheckboxInput):
    """A box that posts "yes"; by its name the form's template knows to put the label beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, check_test=lambda value: value == YES)

    def format_value(self, value: Any) -> str:
        """Return what the box posts, checked or not."""
        return YES

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was posted."""
        return data.get(name, "")


def _widget(question: Question) -> forms.Widget:
    options = options_of(question)
    match question.kind:
        case QuestionKind.LONG_TEXT | QuestionKind.RICH_TEXT:
            return forms.Textarea({"rows": rows_of(question), **counter_of(question)})
        case QuestionKind.CHOICE:
            return forms.RadioSelect(choices=options)
        case QuestionKind.CHOICES:
            return forms.CheckboxSelectMultiple(choices=options)
        case QuestionKind.COUNTRY:
            return forms.Select(choices=[("", _("Choose")), *offered(question)])
        case QuestionKind.COUNTRIES:
            countries = offered(question)
            if len(countries) <= MOST_BOXES:
                return forms.CheckboxSelectMultiple(choices=countries)
            return BoxList(choices=countries)
        case QuestionKind.YES_NO:
            return forms.RadioSelect({"class": "inline"}, choices=[(YES, _("Yes")), (NO, _("No"))])
        case QuestionKind.NUMBER:
            return forms.TextInput({"inputmode": "decimal", "class": "width-10", "autocomplete": "off"})
        case QuestionKind.MONEY:
            return forms.TextInput({"inputmode": "decimal", "class": "width-10", "autocomplete": "off"})
        case QuestionKind.DATE:
            return DayInput({"class": "width-10"})
        case QuestionKind.UNCERTAIN_DATE:
            return forms.TextInput({"class": "width-20", "autocomplete": "off"})
        case QuestionKind.LINK:
            return forms.URLInput({"inputmode": "url", "autocapitalize": "off", "placeholder": "https://"})
        case QuestionKind.DECLARATION:
            return Checkbox()
        case _:
            return forms.TextInput(counter_of(question))


def rows_of(question: Question) -> int:
    """Return how many lines high a text's control is."""
    if question.kind == QuestionKind.RICH_TEXT:
        return 12
    limit = (question.max_length or 1000) * (6 if question.count_in == CountIn.WORDS else 1)
    return 8 if limit > 500 else 4


def counter_of(question: Question) -> dict[str, Any]:
    """Return what the counter in the browser needs to know of a text's length; nothing where it has no limit."""
    least, most = limits_of(question)
    if question.kind == QuestionKind.SHORT_TEXT and not (question.max_length or least):
        return {}  # the usual length of a short text is no news to anybody
    limits = {"data-least": least, "data-most": most}
    said = {name: limit for name, limit in limits.items() if limit}
    return {"data-count-in": str(question.count_in), **said} if said else {}


class AnswerField(forms.Field):
    """One question's control; takes everything."""

    def __init__(self, question: Question, currency: str) -> None:
        label = str(question.labels)
        if question.kind == QuestionKind.MONEY:
            label = f"{label} ({currency})"
        super().__init__(
            required=question.required,
            label=label,
            help_text=escape(_help(question)),
            widget=_widget(question),
        )

    def validate(self, value: Any) -> None:
        """Refuse nothing: a draft keeps what was typed."""


def _help(question: Question) -> str:
    """Return the officer's words of help, how long a text may be, and how a text with paragraphs is written."""
    parts = [str(question.help_texts), length_words(question)]
    if question.kind == QuestionKind.RICH_TEXT:
        parts.append(_("An empty line begins a new paragraph; lines that begin with a dash become a list."))
    return " ".join(part for part in parts if part)


def length_words(question: Question) -> str:
    """Return how long a text is asked to be, in words; empty where its length is free or the usual one."""
    if question.kind not in TEXT_KINDS:
        return ""
    least, most = question.min_length, question.max_length
    in_words = question.count_in == CountIn.WORDS
    if least and most:
        sentence = _("%(least)s to %(most)s words.") if in_words else _("%(least)s to %(most)s characters.")
    elif most:
        sentence = _("At most %(most)s words.") if in_words else _("At most %(most)s characters.")
    elif least:
        sentence = _("At least %(least)s words.") if in_words else _("At least %(least)s characters.")
    else:
        return ""
    return sentence % {"least": least, "most": most}


class SectionForm(forms.Form):
    """The questions of one section with what was typed; files and the budget table are drawn by their own templates."""

    use_required_attribute = False

    def __init__(self, questions: Sequence[Question], typed: Mapping[str, Typed], *, currency: str) -> None:
        super().__init__(_posted(questions, typed), auto_id="id_%s")
        for question in questions:
            if not has_field(question):
                continue
            field = AnswerField(question, currency)
            # The note under the control says what was understood or what is wrong; it changes while one types.
            helptext = f"id_{field_name(question)}_helptext " if field.help_text else ""
            field.widget.attrs["aria-describedby"] = f"{helptext}note-{question.code} rules-{question.code}"
            self.fields[field_name(question)] = field


def _posted(questions: Sequence[Question], typed: Mapping[str, Typed]) -> MultiValueDict[str, Any]:
    """Return typed answers as a browser would post them."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    for question in questions:
        value = typed.get(question.code, "")
        # An answer from before the question was asked otherwise: its first text, rather than none.
        value = next(iter(value.values()), "") if isinstance(value, dict) else value
        data.setlist(field_name(question), value if isinstance(value, list) else [value])
    return data


class WithdrawForm(forms.Form):
    """Why an application is taken back, if the applicant wants to say it."""

    reason = forms.CharField(
        label=gettext_lazy("Why you withdraw it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
