"""Says what was understood of a text: "end of 2017", or why it was not."""

from typing import Literal

from django.utils.translation import gettext as _

from portal.core.uncertain.date_parsing import parse_date
from portal.core.uncertain.errors import UncertainValueError
from portal.core.uncertain.number_parsing import parse_number

type UncertainKind = Literal["date", "number"]


def explain(text: str, kind: UncertainKind, language: str | None = None) -> str:
    """One sentence for the line below the input; empty for an empty input.

    `kind` is "date" or "number"; `language` the one that the person works in (default: the active one).
    """
    if not text.strip():
        return ""
    try:
        value = (parse_date if kind == "date" else parse_number)(text, language)
    except UncertainValueError as error:
        return str(error.message)
    return _("Understood as: %(value)s") % {"value": value.describe(language)}
