"""What domain functions raise when a rule of the house says no."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError


class DomainError(ValidationError):
    """A rule says no; the message is a translatable sentence for the user, beside a field where it has one."""


class NotAllowed(DomainError):
    """The person may not take this step now."""


class StaleEdit(DomainError):
    """Somebody saved the record since this edit began; carries what stands there now."""

    def __init__(self, message: str, *, current: object, current_version: int) -> None:
        super().__init__(message, code="stale")
        self.current = current
        self.current_version = current_version


def field_errors(errors: Mapping[str, str]) -> DomainError:
    """Return one error that puts each sentence beside its field."""
    return DomainError({name: [sentence] for name, sentence in errors.items()})
