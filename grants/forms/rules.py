"""The form of a rule, made of the parameters of its kind: no code, no formula, and the call's own lists to choose from."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from grants.domain.budgets import BudgetShape
from grants.domain.outline import budget_question
from grants.enums import BudgetSide, Effect, Stage
from grants.forms.places import PlacesField
from grants.models import Call, CallRule, Question
from grants.rules import Rule, RuleError
from grants.rules.parameters import (
    AmountsParameter,
    ChoiceParameter,
    ChoicesParameter,
    CountParameter,
    DayParameter,
    DecimalParameter,
    MultilingualParameter,
    Parameter,
    PlacesParameter,
    QuestionParameter,
    TextsParameter,
    YesNoParameter,
)
from partnerships.forms.fields import RecordForm
from portal.core.amounts import AmountError, AmountFormField, format_number, parse_amount
from portal.core.multilingual import Multilingual
from portal.core.multilingual.forms import MultilingualFormField

# Before the name of a parameter in the form: "words" is a parameter of some kinds and a field of every rule.
PREFIX = "p_"
FEW = 6
type Choices = list[tuple[str, str]]


class LinesField(forms.CharField):
    """Several short texts, one a line; cleaned to a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(self.shown(one) for one in value) if isinstance(value, list | tuple) else value

    def shown(self, entry: str) -> str:
        """Return an entry as a line."""
        return entry

    def to_python(self, value: Any) -> Any:
        """Return the lines that say something."""
        text = "\n".join(value) if isinstance(value, list | tuple) else super().to_python(value) or ""
        return [self.understood(line.strip()) for line in text.splitlines() if line.strip()]

    def understood(self, line: str) -> str:
        """Return an entry as it is kept."""
        return line

    def run_validators(self, value: Any) -> None:
        """The text's own validators look at a text; here stands a list."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the lines are others."""
        return (self.prepare_value(initial) or "").split() != (self.prepare_value(data) or "").split()


class AmountsField(LinesField):
    """Several amounts of money, one a line."""

    def shown(self, entry: str) -> str:
        """Return an amount as the reader's language writes it."""
        amount = Decimal(entry)
        return format_number(amount, decimals=0 if amount == amount.to_integral_value() else 2)

    def understood(self, line: str) -> str:
        """Return the amount that a line says."""
        try:
            return format(parse_amount(line), "f")
        except AmountError as error:
            raise forms.ValidationError(error.message, code="invalid") from error


class Lists:
    """What a call has to choose from, for the parameters that name it; read once for a form."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.questions: list[Question] = list(call.questions.filter(removed_at=None))

    def questions_offered(self) -> Choices:
        """The questions of the form."""
        return [(one.code, str(one.labels)) for one in self.questions]

    def offered(self, name: str) -> Choices:
        """The entries that a parameter of this name can have, where the call or the portal has a list of them."""
        found: Mapping[str, Callable[[], Choices]] = {
            "languages": lambda: [(code, str(words)) for code, words in settings.CONTENT_LANGUAGES],
            "strands": lambda: [(one.code, str(one.names)) for one in self.call.strands.all()],
            "envelope": lambda: [(one.code, str(one.names)) for one in self.call.envelopes.all()],
            "fields": lambda: [(one.code, str(one)) for one in self.call.fields.all()],
            "categories": lambda: self._shape().choices(BudgetSide.COST, "category"),
            "funders": lambda: self._shape().choices(BudgetSide.INCOME, "funder"),
            "besides": lambda: self._shape().choices(BudgetSide.INCOME, "funder"),
        }
        return found[name]() if name in found else []

    def _shape(self) -> BudgetShape:
        question = budget_question(self.questions)
        return BudgetShape.of(question.shape if question is not None else None)


def field_of(name: str, parameter: Parameter[Any], lists: Lists) -> forms.Field:
    """Return the form field in which a parameter is filled in."""
    common: dict[str, Any] = {"label": parameter.label, "required": not parameter.optional}
    if parameter.help_text:
        common["help_text"] = parameter.help_text
    match parameter:
        case YesNoParameter():
            return forms.BooleanField(**{**common, "required": False})
        case DecimalParameter():
            if parameter.unit == "currency":
                common.setdefault("help_text", _("In the currency of the call."))
            return AmountFormField(min_value=parameter.least, max_value=parameter.most, **common)
        case CountParameter():
            return forms.IntegerField(min_value=parameter.least, max_value=parameter.most, **common)
        case DayParameter():
            return forms.DateField(
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common
            )
        case ChoiceParameter():
            return _one_of(list(parameter.offered), common)
        case ChoicesParameter():
            return _several_of(list(parameter.offered), common)
        case PlacesParameter():
            return PlacesField(**common)
        case AmountsParameter():
            return AmountsField(**{"help_text": _("One amount a line."), **common})
        case QuestionParameter():
            offered = lists.offered(name) if name == "envelope" else lists.questions_offered()
            return forms.ChoiceField(choices=[("", "–"), *offered], **common)
        case MultilingualParameter():
            return MultilingualFormField(**common)
        case TextsParameter():
            return _texts(name, lists, common)
    raise TypeError(type(parameter).__name__)


def _one_of(offered: Any, common: dict[str, Any]) -> forms.Field:
    if len(offered) > FEW or not common["required"]:
        return forms.ChoiceField(choices=[("", "–"), *offered], **common)
    return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **common)


def _several_of(offered: Any, common: dict[str, Any]) -> forms.Field:
    return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple, **common)


def _texts(name: str, lists: Lists, common: dict[str, Any]) -> forms.Field:
    offered = lists.offered(name)
    if offered:
        return _several_of(offered, common)
    return LinesField(**{"help_text": _("One a line."), **common})


def raw_of(value: Any) -> Any:
    """Return a cleaned value as it stands in a call document; None for one that says nothing."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Multilingual):
        return value.as_dict() or None
    return None if value in ("", [], False) else value


class RuleForm(RecordForm):
    """A rule of a call: its parameters, what it does, when it is asked, and the call's own words for it."""

    kind: ClassVar[type[Rule]]
    stands_inside: ClassVar[bool] = False
    stages = forms.MultipleChoiceField(
        label=_("Asked"), choices=Stage.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = CallRule
        fields: ClassVar[list[str]] = ["effect", "stages", "words"]
        widgets: ClassVar[dict[str, Any]] = {"effect": forms.RadioSelect}

    def arrange_fields(self) -> None:
        """Put the parameters first, and what stands in them; a rule inside another is asked when that one is."""
        super().arrange_fields()
        names = [name for name in self.fields if name.startswith(PREFIX)]
        self.order_fields([*names, "effect", "stages", "words"])
        for name in names:
            if name not in self.initial:
                stored = self.instance.parameters.get(name.removeprefix(PREFIX))
                is_amount = stored is not None and isinstance(self.fields[name], AmountFormField)
                self.initial[name] = Decimal(stored) if is_amount else stored
            self._keep_known(name)
        if self.stands_inside:
            del self.fields["effect"], self.fields["stages"]
        elif not self.instance.pk:
            judged = self.kind.kind == "judged"
            self.initial["stages"] = [str(stage) for stage in self.kind.stages]
            self.initial["effect"] = Effect.JUDGED if judged else Effect.BLOCKING

    def _keep_known(self, name: str) -> None:
        """Offer what stands in a list already, also when the call does not have it any more."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return
        stored = self.initial.get(name) or []
        offered: Any = field.choices
        known = {str(code) for code, _words in offered}
        for code in [stored] if isinstance(stored, str) else stored:
            if str(code) not in known:
                offered = [*offered, (code, code)]
        field.choices = offered

    def raw(self) -> dict[str, Any]:
        """Return the parameters as a call document has them."""
        found = {
            name.removeprefix(PREFIX): raw_of(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }
        return {name: value for name, value in found.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        """Ask the kind whether it can be so, and put what it says beside each parameter."""
        said = super().clean() or self.cleaned_data
        try:
            self.kind.read_parameters(self.raw())
        except RuleError as error:
            for name, sentence in error.sentences.items():
                field = f"{PREFIX}{name}"
                if field not in self.errors:
                    self.add_error(field if field in self.fields else None, sentence)
        return said

    def values(self) -> dict[str, Any]:
        """Return everything, for a new rule."""
        own = {name: self.cleaned_data[name] for name in self.cleaned_data if name in self._meta.fields}  # type: ignore[operator]
        return {**own, "kind": self.kind.kind, "parameters": self.raw()}

    def rule_changes(self) -> dict[str, Any]:
        """Return what is to change; the parameters all together."""
        changed = self.changes()
        found = {name: value for name, value in changed.items() if not name.startswith(PREFIX)}
        if len(found) < len(changed):
            found["parameters"] = self.raw()
        return found


def rule_form(kind: type[Rule], call: Call, *, stands_inside: bool) -> type[RuleForm]:
    """Return the form of a kind of rule for a call."""
    lists = Lists(call)
    fields = {
        f"{PREFIX}{name}": field_of(name, parameter, lists) for name, parameter in kind.parameters().items()
    }
    made: Any = type(RuleForm)
    return made(
        f"{kind.__name__}Form",
        (RuleForm,),
        {**fields, "kind": kind, "stands_inside": stands_inside, "__module__": __name__},
    )
