"""The one error that uncertain facts raise: a sentence that says what can be typed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class UncertainValueError(ValueError):
    """A date or number could not be understood; `message` is a translatable sentence for the user."""

    def __init__(self, message: "str | _StrPromise") -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
