"""The filter of a list by one record of a register that may hold thousands."""

from typing import Any

import django_filters

from portal.core.forms.picker import PickerField, kind_named


class PickerFilter(django_filters.filters.QuerySetRequestMixin, django_filters.Filter):
    """Narrows by one record of a register that may be large: chosen in a list while it is small, by a search later.

    Parameters: ``picks`` is the kind that is registered for it (``portal.core.forms.picker``); ``queryset`` may be
    called with the request.
    """

    field_class = PickerField

    def __init__(self, *args: Any, picks: str, **kwargs: Any) -> None:
        self.picks = picks
        super().__init__(*args, **kwargs)

    @property
    def field(self) -> Any:
        """Return the form's field; kinds are known when the apps are ready."""
        kind = kind_named(self.picks)
        if kind is None:
            raise LookupError(f"Nothing is picked under the name {self.picks}.")
        self.extra |= {"kind": kind, "to_field_name": None if kind.key == "pk" else kind.key}
        return super().field
