"""The one error that uncertain facts raise: a sentence that says what can be typed."""

from django.utils.functional import Promise


class UncertainValueError(ValueError):
    """A date or number could not be understood; `message` is a translatable sentence for the user."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
