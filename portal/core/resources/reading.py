"""One run's surroundings: whose register it is, how its cells are written, and what they can refer to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from portal.core.resources.keys import KeyIndex

REMEMBERED = 5_000  # records that are kept at hand


@dataclass
class Reading:
    """What a cell needs to be understood.

    Parameters: ``authority`` is whose records the file is about; ``dates`` is the order of "3/4/2019" (dmy, mdy, ymd);
    ``decimal`` the sign before decimals.
    """

    authority: Any
    dates: str = "dmy"
    decimal: str = ","
    indexes: dict[type[models.Model], KeyIndex] = field(default_factory=dict)
    _once: dict[str, Any] = field(default_factory=dict)
    _records: dict[tuple[type[models.Model], int], Any] = field(default_factory=dict)

    def index(self, model: type[models.Model]) -> KeyIndex:
        """Return the keys of a model's records, read when they are first needed."""
        if model not in self.indexes:
            self.indexes[model] = KeyIndex.of(model, self)
        return self.indexes[model]

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what is the same for all rows, made when it is first needed."""
        if name not in self._once:
            self._once[name] = make()
        return self._once[name]

    def record(self, model: type[models.Model], pk: int) -> Any:
        """Return a record that many rows name, such as their region."""
        key = (model, pk)
        if key not in self._records:
            if len(self._records) >= REMEMBERED:
                self._records.clear()
            self._records[key] = model._default_manager.get(pk=pk)
        return self._records[key]
