"""Natural keys: how a file names a record that the portal knows, or another row of the same file."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models

# Two records go by this key, so that it names neither.
AMBIGUOUS = 0

# (reading) -> each record's primary key with all the keys it goes by
type Loader = Callable[[Any], Iterator[tuple[int, Iterable[str]]]]
_loaders: dict[type[models.Model], Loader] = {}


def register_keys(model: type[models.Model], loader: Loader) -> None:
    """Say by which keys the records of a model are known in files."""
    _loaders[model] = loader


def name_key(text: str) -> str:
    """Return the key of a name: without regard to case and to the number of spaces."""
    return f"name:{' '.join(text.split()).casefold()}"


class KeyIndex:
    """The records of one model by their keys, read once per run: texts and numbers, never the records themselves.

    Rows of the file that are new stand beside them under the negative of their row's number.
    """

    def __init__(self) -> None:
        self._found: dict[str, int] = {}

    @classmethod
    def of(cls, model: type[models.Model], reading: Any) -> "KeyIndex":
        """Read the keys of a model's records; none where nothing is registered."""
        index = cls()
        loader = _loaders.get(model)
        for pk, keys in loader(reading) if loader else ():
            for key in keys:
                index.add(key, pk)
        return index

    def add(self, key: str, pk: int) -> None:
        """Add a record's key; a second record under it makes it ambiguous."""
        known = self._found.setdefault(key, pk)
        if known != pk:
            self._found[key] = AMBIGUOUS

    def add_row(self, key: str, number: int) -> None:
        """Add a new row's key where no record has it; a second row makes it ambiguous."""
        known = self._found.setdefault(key, -number)
        if known < 0 and known != -number:
            self._found[key] = AMBIGUOUS

    def place(self, key: str, pk: int) -> None:
        """Say which record a row has become."""
        self._found[key] = pk

    def get(self, key: str) -> int | None:
        """Return the record's primary key, a row's negative number, AMBIGUOUS, or None."""
        return self._found.get(key)
