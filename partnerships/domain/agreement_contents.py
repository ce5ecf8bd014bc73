"""What holds for the contents of an agreement or a network: they refer only to what belongs to the same record."""

import re
from typing import Any

from django.utils.translation import gettext as _

from partnerships.models import Agreement
from partnerships.permissions import can_edit_agreement, can_edit_shared
from portal.core.errors import field_errors
from portal.core.uncertain import UncertainNumber

LARGEST = 10**15


def may_edit(user: Any, record: Any) -> bool:
    """Tell whether the user edits what this agreement or network holds."""
    return can_edit_agreement(user, record) if isinstance(record, Agreement) else can_edit_shared(user)


def require_sound(part: Any) -> None:
    """Refuse what no form can know: a reference to another record's things, a number below zero, a currency that is none.

    Raises DomainError with the sentences beside the fields.
    """
    errors = {**_foreign(part), **_numbers(part), **_currency(part)}
    if errors:
        raise field_errors(errors)


def _foreign(part: Any) -> dict[str, str]:
    """Return a sentence for each joint body, instrument or work programme of another agreement or network."""
    sentence = _("“%(other)s” belongs to another agreement or network. Choose one of this one.")
    owner = (part.record._meta.label, part.record.pk)
    errors = {}
    for name in ("organ", "instrument", "work_programme"):
        other = getattr(part, name, None)
        record = getattr(other, "record", None) or getattr(other, "agreement", None)
        if other is not None and (record is None or (record._meta.label, record.pk) != owner):
            errors[name] = sentence % {"other": other}
    return errors


def _numbers(part: Any) -> dict[str, str]:
    errors = {}
    for name in ("seats", "members", "amount"):
        number = getattr(part, name, None)
        if isinstance(number, UncertainNumber):
            if number.lower is not None and number.lower < 0:
                errors[name] = _("This is zero or more.")
            elif number.upper is not None and number.upper >= LARGEST:
                errors[name] = _("This is too large.")
    return errors


def _currency(part: Any) -> dict[str, str]:
    currency = getattr(part, "currency", "")
    if currency and not re.fullmatch(r"[A-Z]{3}", currency):
        return {"currency": _("A currency code has three capital letters, such as SEK.")}
    return {}
