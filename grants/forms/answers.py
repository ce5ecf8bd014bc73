"""The form of one section of a call: a field for each question, drawn with whatever was typed in it.

The fields refuse nothing. What is wrong with an answer is said by ``grants.domain.answers``, on the page, in the
autosave's answer and on handing in alike, and a draft keeps it all the same.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain.answers import NO, SHORT_TEXT_LENGTH, YES, Typed, options_of
from grants.enums import BudgetSide, QuestionKind
from grants.models import Question

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WHAT, AMOUNT = "what", "amount"


def field_name(question: Question) -> str:
    """Return the name of a question's control; never the name of anything else that the page posts."""
    return f"q-{question.code}"


def budget_name(question: Question, side: str, part: str) -> str:
    """Return the name that all controls of one column of one side of the budget share."""
    return f"{field_name(question)}-{side}-{part}"


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
        case QuestionKind.LONG_TEXT:
            limit = {"maxlength": question.max_length} if question.max_length else {}
            return forms.Textarea({"rows": 8 if (question.max_length or 1000) > 500 else 4, **limit})
        case QuestionKind.CHOICE:
            return forms.RadioSelect(choices=options)
        case QuestionKind.CHOICES:
            return forms.CheckboxSelectMultiple(choices=options)
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
            return forms.TextInput()


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
    """Return the officer's words of help, and how long a short text may be where that is not usual."""
    text = str(question.help_texts)
    if (
        question.kind == QuestionKind.SHORT_TEXT
        and question.max_length
        and question.max_length < SHORT_TEXT_LENGTH
    ):
        limit = _("At most %(limit)s characters.") % {"limit": question.max_length}
        return f"{text} {limit}".strip()
    return text


class SectionForm(forms.Form):
    """The questions of one section with what was typed; files and the budget table are drawn by their own templates."""

    use_required_attribute = False

    def __init__(self, questions: Sequence[Question], typed: Mapping[str, Typed], *, currency: str) -> None:
        super().__init__(_posted(questions, typed), auto_id="id_%s")
        for question in questions:
            if question.kind in {QuestionKind.FILE, QuestionKind.BUDGET}:
                continue
            field = AnswerField(question, currency)
            # The note under the control says what was understood or what is wrong; it changes while one types.
            helptext = f"id_{field_name(question)}_helptext " if field.help_text else ""
            field.widget.attrs["aria-describedby"] = f"{helptext}note-{question.code}"
            self.fields[field_name(question)] = field


def _posted(questions: Sequence[Question], typed: Mapping[str, Typed]) -> MultiValueDict[str, Any]:
    """Return typed answers as a browser would post them."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    for question in questions:
        value = typed.get(question.code, "")
        data.setlist(field_name(question), value if isinstance(value, list) else [value])
    return data


def typed_in(post: QueryDict, questions: Sequence[Question]) -> dict[str, Typed]:
    """Return what a page posted for these questions, by code: texts, lists of texts, budget rows; files apart.

    A question the page did not post at all is left out, except for those whose controls post nothing when they are
    not chosen, on a page that posts others.
    """
    typed: dict[str, Typed] = {}
    for question in questions:
        name = field_name(question)
        if question.kind == QuestionKind.FILE:
            continue
        if question.kind == QuestionKind.BUDGET:
            rows = _rows(post, question)
            if rows is not None:
                typed[question.code] = rows
        elif question.kind == QuestionKind.CHOICES:
            typed[question.code] = post.getlist(name)
        elif (
            question.kind in {QuestionKind.CHOICE, QuestionKind.YES_NO, QuestionKind.DECLARATION}
            or name in post
        ):
            typed[question.code] = post.get(name, "")
    return typed


def _rows(post: QueryDict, question: Question) -> list[Any] | None:
    """Return the rows of the budget as [side, what, amount]; None when the page had no budget."""
    rows: list[Any] = []
    found = False
    for side in BudgetSide.values:
        whats = post.getlist(budget_name(question, side, WHAT))
        amounts = post.getlist(budget_name(question, side, AMOUNT))
        found = found or bool(whats or amounts)
        rows += [
            [side, whats[place] if place < len(whats) else "", amounts[place] if place < len(amounts) else ""]
            for place in range(max(len(whats), len(amounts)))
        ]
    return rows if found else None


def with_line_added(rows: Sequence[Any], side: str) -> list[Any]:
    """Return budget rows with one more empty row at the end of a side."""
    return _by_side([*rows, [side, "", ""]])


def with_line_removed(rows: Sequence[Any], side: str, place: int) -> list[Any]:
    """Return budget rows without the row at ``place`` (from 0) of a side; the same rows when there is none."""
    kept, seen = [], -1
    for row in rows:
        if row[0] == side:
            seen += 1
            if seen == place:
                continue
        kept.append(row)
    return kept


def _by_side(rows: Sequence[Any]) -> list[Any]:
    return [row for side in BudgetSide.values for row in rows if row[0] == side]


class WithdrawForm(forms.Form):
    """Why an application is taken back, if the applicant wants to say it."""

    reason = forms.CharField(
        label=gettext_lazy("Why you withdraw it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
