"""The form of a question: what is asked, how long, of which shape, when, and for whom the answer is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from slugify import slugify

from grants.domain.attachments import MOST_FILES
from grants.domain.budgets import BudgetShape
from grants.domain.columns import MOST_ROWS, ROW_KINDS
from grants.domain.conditions import DECIDING, answers_of
from grants.domain.countries import limited_to
from grants.enums import Audience, BudgetSide, CountIn, FormStage, Meaning, QuestionKind
from grants.forms import lines
from grants.models import Question
from grants.models.calls import TEXT_KINDS
from partnerships.forms.fields import RecordForm
from portal.core.files import FileKind
from portal.core.forms.boxes import BoxList
from portal.core.multilingual.forms import MultilingualFormField

MEGABYTE = 1024 * 1024
COUNTRY_KINDS = {QuestionKind.COUNTRY, QuestionKind.COUNTRIES}
PERSONAL_FACTS = {
    Meaning.CONTACT_NAME,
    Meaning.EMAIL,
    Meaning.BIRTH_DATE,
    Meaning.NATIONALITY,
    Meaning.RESIDENCE,
    Meaning.SECOND_RESIDENCE,
    Meaning.CIVIL_SERVANT,
    Meaning.STUDENT,
    Meaning.CV,
}


class OptionsField(MultilingualFormField):
    """The answers to choose from, one a line, in each language in the same order."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether any line is another."""
        return bool(self.to_python(initial) != self.to_python(data))


def _lines(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea({"rows": 4, "spellcheck": "false"})
    # By a validator, so that no counter of twenty thousand characters stands under it.
    most = [MaxLengthValidator(20_000)]
    return forms.CharField(label=label, help_text=help_text, required=False, widget=widget, validators=most)


@dataclass(frozen=True)
class Part:
    """A part of the form with its heading, and the kinds of question it is about (all, when none are named)."""

    title: Promise
    names: Sequence[str]
    kinds: Sequence[str] = ()


PARTS = (
    Part(_("The question"), ["labels", "kind", "help_texts", "required", "section"]),
    Part(
        _("The text"),
        ["in_all_languages", "count_in", "min_length", "max_length"],
        [kind.value for kind in TEXT_KINDS],
    ),
    Part(_("Answers to choose from"), ["options"], [QuestionKind.CHOICE, QuestionKind.CHOICES]),
    Part(_("Countries to choose from"), ["countries"], [QuestionKind.COUNTRY, QuestionKind.COUNTRIES]),
    Part(_("The rows"), ["columns", "sides", "fewest", "most"], sorted(kind.value for kind in ROW_KINDS)),
    Part(
        _("The budget"),
        ["cost_categories", "income_categories", "budget_parts", "funders"],
        [QuestionKind.BUDGET],
    ),
    Part(_("The files"), ["files_most", "files_megabytes", "file_kinds"], [QuestionKind.FILE]),
    Part(_("When it is asked, and what the answer is for"), ["shown_if", "stage", "meaning", "audience"]),
)


class QuestionForm(RecordForm):
    """A question of the call's form."""

    options = OptionsField(
        label=_("Answers to choose from"),
        help_text=_("One a line, in every language in the same order. Only for questions with a choice."),
        required=False,
        long=True,
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries offered"),
        help_text=_("None chosen: all countries are offered."),
        required=False,
        widget=BoxList,
    )
    columns = _lines(
        _("Columns"),
        _(
            "Empty: the usual ones. Else one a line: the code, the kind after a colon, and the words in the call's "
            "languages, as in “fee: money | Fee”. A star after the code (“fee*: money”) says that it must be filled "
            "in. Kinds: text, choice, number, money, date, country, yes_no, email. The answers of a choice follow it, "
            "each on a line that begins with a dash."
        ),
    )
    sides = _lines(
        _("Sides of the partners"),
        _("One a line, as in “flemish | Flemish side”; empty where the partners have no sides."),
    )
    fewest = forms.IntegerField(label=_("Fewest rows"), required=False, min_value=1, max_value=MOST_ROWS)
    most = forms.IntegerField(label=_("Most rows"), required=False, min_value=1, max_value=MOST_ROWS)
    cost_categories = _lines(
        _("Kinds of cost"),
        _("One a line, as in “travel | Travel”. Each line of the budget then chooses one."),
    )
    income_categories = _lines(_("Kinds of financing"), _("One a line, as in “tickets | Tickets sold”."))
    budget_parts = forms.MultipleChoiceField(
        label=_("Each line of the budget also says"),
        choices=[
            ("units", _("the number of units and the price of one")),
            ("partners", _("which partner has the cost or the money")),
            ("funders", _("who gives the money")),
            ("status", _("whether the money is confirmed or applied for")),
            ("kinds", _("whether it is paid in money or given in kind")),
            ("vat", _("whether VAT is in it")),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    funders = _lines(
        _("Funders to choose from"), _("One a line, as in “state | The state”. Empty: written freely.")
    )
    files_most = forms.IntegerField(label=_("Most files"), required=False, min_value=1, max_value=MOST_FILES)
    files_megabytes = forms.IntegerField(
        label=_("Most megabytes, all files together"), required=False, min_value=1, max_value=1000
    )
    file_kinds = forms.MultipleChoiceField(
        label=_("Kinds of file"),
        choices=[(kind.value, kind.value.upper()) for kind in FileKind],
        help_text=_("None chosen: all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "inline"}),
    )
    shown_if = forms.MultipleChoiceField(
        label=_("Asked only with these answers to another question"),
        help_text=_("None chosen: always asked. Choose answers to one question."),
        required=False,
        widget=BoxList,
    )
    audience = forms.ChoiceField(
        label=_("Who may read the answer"),
        choices=[("", _("As usual for such an answer")), *Audience.choices],
        required=False,
    )
    stage = forms.ChoiceField(
        label=_("When it is asked"),
        help_text=_(
            "At one of two stages of the application, where the call has them, or with the report afterwards."
        ),
        choices=FormStage.choices,
        required=False,
    )
    count_in = forms.ChoiceField(label=_("Length counted in"), choices=CountIn.choices, required=False)

    class Meta:
        model = Question
        fields: ClassVar[list[str]] = [
            "labels", "kind", "help_texts", "required", "section", "in_all_languages", "count_in", "min_length",
            "max_length", "options", "meaning", "audience", "stage",
        ]  # fmt: skip
        help_texts: ClassVar[dict[str, object]] = {
            "section": _("Questions of one section stand on one page. Write the same words as the others."),
            "max_length": _("Empty: 300 characters for a short text, no limit for a long one."),
            "meaning": _(
                "Lists, rules and reports read facts by this, whatever words the question has. "
                "Empty: nothing but the answer."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._options_before = list(self.instance.options)

    def arrange_fields(self) -> None:
        """Fill in what the shape says; offer the countries, and the answers on which this question can depend."""
        super().arrange_fields()
        self.initial.update(self._drawn_from(self.instance))
        for name in ("labels", "help_texts", "section", "options"):
            # The call's own languages stand open; the others wait.
            self.fields[name].widget.main = list(self.instance.call.languages) or None
        self.fields["countries"].choices = limited_to([])  # type: ignore[attr-defined]
        others = self.instance.call.questions.filter(removed_at=None).exclude(pk=self.instance.pk)
        self.fields["shown_if"].choices = [  # type: ignore[attr-defined]
            (
                str(other.labels),
                [(f"{other.code}:{code}", f"{other.labels}: {words}") for code, words in answers_of(other)],
            )
            for other in others
            if other.kind in DECIDING
        ]

    @staticmethod
    def _drawn_from(question: Question) -> dict[str, Any]:
        """Return what stands in the fields that are no column of the question's row."""
        shape = question.shape if isinstance(question.shape, dict) else {}
        budget = BudgetShape.of(shape)
        languages = lines.languages_of(question)
        condition = question.shown_if if isinstance(question.shown_if, dict) else {}
        is_country = question.kind in COUNTRY_KINDS

        def categories(side: str) -> str:
            return lines.lines_of(
                [one for one in budget.categories if (one.get("side") or BudgetSide.COST) == side], languages
            )

        return {
            "options": {} if is_country else lines_by_language(question.options),
            "countries": [one["code"] for one in question.options] if is_country else [],
            "columns": lines.column_lines_of(question),
            "sides": lines.lines_of(shape.get("sides"), languages),
            "fewest": shape.get("fewest"),
            "most": shape.get("most") if question.kind in ROW_KINDS else None,
            "cost_categories": categories(BudgetSide.COST),
            "income_categories": categories(BudgetSide.INCOME),
            "budget_parts": [
                part for part in ("units", "partners", "funders", "status", "kinds", "vat") if shape.get(part)
            ],
            "funders": lines.lines_of(shape.get("funders"), languages),
            "files_most": shape.get("most") if question.kind == QuestionKind.FILE else None,
            "files_megabytes": shape["bytes"] // MEGABYTE if isinstance(shape.get("bytes"), int) else None,
            "file_kinds": shape.get("kinds") if question.kind == QuestionKind.FILE else [],
            "shown_if": [f"{condition.get('question')}:{code}" for code in condition.get("is", [])],
            "audience": question.audience if question.pk else "",
        }

    def parts(self) -> Iterable[dict[str, Any]]:
        """Return the parts of the form in their order, each with its fields."""
        for part in PARTS:
            fields = [self[name] for name in part.names]
            yield {"title": part.title, "kinds": " ".join(part.kinds), "fields": fields}

    def clean_count_in(self) -> str:
        """Return what is counted, characters where nothing is said."""
        return self.cleaned_data["count_in"] or CountIn.CHARACTERS

    def clean_stage(self) -> str:
        """Return when it is asked, always where nothing is said."""
        return self.cleaned_data["stage"] or FormStage.ANY

    def clean_shown_if(self) -> dict[str, Any] | None:
        """Return the condition as the question keeps it."""
        chosen = [one.partition(":") for one in self.cleaned_data["shown_if"]]
        if not chosen:
            return None
        if len({code for code, _colon, _answer in chosen}) > 1:
            raise ValidationError(_t("Choose answers to one question only."), code="two_questions")
        return {"question": chosen[0][0], "is": [answer for _code, _colon, answer in chosen]}

    def clean(self) -> dict[str, Any]:
        """Put the answers to choose from and the shape together."""
        said = super().clean() or self.cleaned_data
        kind = said.get("kind")
        if kind in COUNTRY_KINDS:
            said["options"] = [{"code": code, "names": {}} for code in said.get("countries", [])]
        else:
            said["options"] = options_from(said.get("options") or {}, self.instance.options)
        if not said.get("audience"):
            is_personal = kind == QuestionKind.PERSONS or said.get("meaning") in PERSONAL_FACTS
            said["audience"] = Audience.PERSONAL if is_personal else Audience.ORDINARY
        self.shape = self._shape(said, kind)
        return said

    def _shape(self, said: dict[str, Any], kind: str | None) -> dict[str, Any]:
        """Return the question's shape as the fields of its kind say; keys that no field says stay."""
        before = self.instance.shape if isinstance(self.instance.shape, dict) else {}
        new: dict[str, Any] = {}
        if kind in ROW_KINDS:
            new = {
                "columns": self._columns(said, str(kind)),
                "sides": self._options_in("sides", before.get("sides")),
                "fewest": said.get("fewest"),
                "most": said.get("most"),
            }
        elif kind == QuestionKind.BUDGET:
            asked = said.get("budget_parts", [])
            new = {
                "categories": self._categories(before),
                **{part: part in asked for part in ("units", "status", "kinds", "vat")},
            }
            new["partners"] = before.get("partners") or True if "partners" in asked else None
            new["funders"] = (
                (self._options_in("funders", before.get("funders")) or True) if "funders" in asked else None
            )
        elif kind == QuestionKind.FILE:
            megabytes = said.get("files_megabytes")
            new = {
                "most": said.get("files_most"),
                "bytes": megabytes * MEGABYTE if megabytes else None,
                "kinds": said.get("file_kinds"),
            }
        return {key: value for key, value in {**before, **new}.items() if value}

    def _columns(self, said: dict[str, Any], kind: str) -> list[Any]:
        asked = Question(call=self.instance.call, kind=kind, shape=self.instance.shape)
        try:
            return lines.columns_from(said.get("columns") or "", asked)
        except ValidationError as error:
            self.add_error("columns", error)
            return []

    def _options_in(self, name: str, known: Any) -> list[dict[str, Any]]:
        try:
            return lines.options_from(
                self.cleaned_data.get(name) or "",
                lines.languages_of(self.instance),
                known if isinstance(known, list) else None,
            )
        except ValidationError as error:
            self.add_error(name, error)
            return []

    def _categories(self, before: dict[str, Any]) -> list[dict[str, Any]]:
        known = before.get("categories")
        sides = ((BudgetSide.COST, "cost_categories"), (BudgetSide.INCOME, "income_categories"))
        return [
            {**option, "side": side.value} for side, name in sides for option in self._options_in(name, known)
        ]

    def values(self) -> dict[str, Any]:
        """Return the question's own fields, for a new one."""
        own = {*self.Meta.fields, "shown_if"}
        return {
            **{name: value for name, value in self.cleaned_data.items() if name in own},
            "shape": self.shape,
        }

    def changes(self) -> dict[str, Any]:
        """Return the question's own fields that are to change; what stands in its shape changes as one."""
        changed, values = super().changes(), self.values()
        found = {name: values[name] for name in changed if name in values}
        if values["options"] != self._options_before:
            found["options"] = values["options"]
        if self.shape != self.instance.shape:
            found["shape"] = self.shape
        return found


def lines_by_language(options: list[dict[str, Any]]) -> dict[str, str]:
    """Return the answers of a question as lines of text by language."""
    languages = {code for option in options for code in option.get("names", {})}
    return {
        code: "\n".join(option.get("names", {}).get(code, "") for option in options)
        for code in sorted(languages)
    }


def options_from(texts: Any, known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return answers made of lines by language; codes stay with the words they had, or are made of new words."""
    by_language = {code: [line.strip() for line in text.split("\n")] for code, text in texts.items()}
    count = max((len(found) for found in by_language.values()), default=0)
    codes = {(lang, word): one["code"] for one in known for lang, word in one.get("names", {}).items()}
    options: list[dict[str, Any]] = []
    for place in range(count):
        names = {
            code: found[place] for code, found in by_language.items() if place < len(found) and found[place]
        }
        if not names:
            continue
        taken = {option["code"] for option in options}
        code = next((codes[pair] for pair in names.items() if codes.get(pair, "") not in {"", *taken}), "")
        options.append({"code": code or _new_code(names, taken), "names": names})
    return options


def _new_code(names: dict[str, str], taken: set[str]) -> str:
    base = slugify(names.get("en") or next(iter(names.values())), max_length=40) or "answer"
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code
