"""What is wrong with a call document, each thing with its place in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.core.errors import DomainError


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where in the document ("rules / 3 / parameters / share"), and what, in a sentence."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


class DocumentProblems(DomainError):
    """The document cannot be read in; carries everything that is wrong with it. Nothing has been stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = "; ".join(str(problem) for problem in problems[:5])
        sentence = _("The document cannot be read in, and nothing was stored. %(problems)s")
        super().__init__(sentence % {"problems": first}, code="document")
        self.problems = list(problems)
