"""What every kind of rule is: typed parameters, a sentence that states it, a check, the stages at which it is asked."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from grants.enums import RuleSubject, Stage
from grants.rules.facts import Facts
from grants.rules.parameters import Parameter, ParameterError


class Outcome(StrEnum):
    """What a check found."""

    MET = "met"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """What a rule says of an application: met, broken or not yet known, why, and which fact it is about.

    ``about`` is a question's meaning such as "requested", or "question:" and its code: the finding stands there.
    """

    outcome: Outcome
    why: str = ""
    about: str = ""

    @property
    def is_met(self) -> bool:
        """Tell whether the rule is met."""
        return self.outcome is Outcome.MET

    @property
    def is_broken(self) -> bool:
        """Tell whether the rule is broken."""
        return self.outcome is Outcome.BROKEN


MET = Verdict(Outcome.MET)


def broken(why: str, about: str = "") -> Verdict:
    """Return a verdict against the application, with the reason in a sentence."""
    return Verdict(Outcome.BROKEN, why, about)


def unknown(about: str = "") -> Verdict:
    """Return a verdict that waits for a fact."""
    return Verdict(Outcome.UNKNOWN, about=about)


class RuleError(ValueError):
    """A rule cannot be what a document or a form says it is; carries a sentence for each parameter, "" for the whole."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__(" ".join(sentences.values()))
        self.sentences = dict(sentences)


# Everything that can be known when the application is handed in is asked from the first key pressed on.
WHEN_FILED = (Stage.TYPING, Stage.SUBMISSION, Stage.SCREENING)


@dataclass(frozen=True)
class Rule(ABC):
    """A rule of a call. A kind is a subclass: dataclass fields made by ``grants.rules.parameters`` are its parameters."""

    kind: ClassVar[str]
    title: ClassVar[str | Promise]
    subject: ClassVar[RuleSubject]
    stages: ClassVar[tuple[Stage, ...]] = WHEN_FILED
    about: ClassVar[str] = ""
    # How many rules stand inside: none for most kinds.
    fewest_inside: ClassVar[int] = 0
    most_inside: ClassVar[int] = 0

    @abstractmethod
    def sentence(self) -> str:
        """State the rule in the active language."""

    @abstractmethod
    def check(self, facts: Facts) -> Verdict:
        """Say whether an application keeps the rule."""

    @classmethod
    def parameters(cls) -> dict[str, Parameter[Any]]:
        """Return the parameters by name, in the order of the form."""
        return {one.name: one.metadata["parameter"] for one in fields(cls) if "parameter" in one.metadata}

    @classmethod
    def read(cls, raw: Mapping[str, Any], inside: Sequence["Rule"] = ()) -> Self:
        """Make a rule of parameters as they stand in JSON, and of the rules inside it.

        Raises RuleError with a sentence for each parameter that is wrong.
        """
        values = cls.read_parameters(raw)
        if cls.most_inside:
            values["inside"] = tuple(inside)
            if not cls.fewest_inside <= len(inside) <= cls.most_inside:
                raise RuleError({"": cls.wrong_inside()})
        elif inside:
            raise RuleError({"": _("No rules can stand inside this kind of rule.")})
        return cls(**values)

    @classmethod
    def read_parameters(cls, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the parameters by name. Raises RuleError with a sentence for each that is wrong."""
        known, values, wrong = cls.parameters(), {}, {}
        for name in raw:
            if name not in known:
                wrong[name] = _("This kind of rule has no parameter “%(name)s”.") % {"name": name}
        for name, parameter in known.items():
            try:
                values[name] = parameter.read(raw.get(name))
            except ParameterError as error:
                wrong[name] = str(error)
        if not wrong and (sentence := cls(**values).contradiction()):
            wrong[""] = sentence
        if wrong:
            raise RuleError(wrong)
        return values

    @classmethod
    def wrong_inside(cls) -> str:
        """Say how many rules have to stand inside."""
        if cls.fewest_inside == cls.most_inside == 1:
            return _("Exactly one rule stands inside this one.")
        if cls.fewest_inside == cls.most_inside == 2:
            return _("Two rules stand inside this one: first the condition, then what follows.")
        return _("At least %(count)s rules stand inside this one.") % {"count": cls.fewest_inside}

    def contradiction(self) -> str:
        """Say how the parameters contradict each other; empty when they do not."""
        return ""

    def written(self) -> dict[str, Any]:
        """Return the parameters as JSON; those that say nothing are left out."""
        found = {}
        for name, parameter in self.parameters().items():
            raw = parameter.write(getattr(self, name))
            if raw is not None:
                found[name] = raw
        return found
