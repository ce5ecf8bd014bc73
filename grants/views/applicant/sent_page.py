"""A page that was sent: which questions it showed, and where they stand in the form as it is by now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from grants.domain.outline import FormSection, is_of_stage, sections_of
from grants.forms.posted import SHOWN, on_page
from grants.models import Question


@dataclass(frozen=True)
class SentPage:
    """The questions of a page, and the section in which they stand now; None when none of them is asked any more.

    The form of an open call may be corrected while somebody writes. What a page sends is kept by its questions, never
    by the number that its section had.
    """

    questions: Sequence[Question]
    number: int | None
    is_outdated: bool = False

    @classmethod
    def of(
        cls,
        post: QueryDict,
        known: Sequence[Question],
        number: int,
        stage: str,
        outline: Sequence[FormSection] | None = None,
    ) -> "SentPage":
        """Read what the page says that it showed; a page that says nothing is the section of this number.

        Parameters: ``known`` are all questions that the call asks or has asked; ``stage`` is the application's;
        ``outline`` are the sections that are asked at it, where they are known.
        """
        if outline is None:
            outline = sections_of(
                [one for one in known if one.removed_at is None and is_of_stage(one, stage)]
            )
        if SHOWN not in post:
            here = next((part for part in outline if part.number == number), None)
            return cls(here.questions if here else (), number if here else None)
        shown = on_page(post, known)
        codes = {question.code for question in shown}
        now = max(outline, key=lambda part: sum(one.code in codes for one in part.questions), default=None)
        if now is None or codes.isdisjoint(one.code for one in now.questions):
            return cls(shown, None, is_outdated=True)
        return cls(shown, now.number, codes != {one.code for one in now.questions})

    @property
    def asked(self) -> list[Question]:
        """The page's questions that are asked still."""
        return [question for question in self.questions if question.removed_at is None]
