"""From the key by which a fixture names a record to the record's primary key."""

from django.db import models

from portal.core.uncertain import UncertainNumber
from portal.site.domain.facts.nouns import BY_MODEL, Noun, key_columns


def _text(part: object) -> str:
    if part is None:
        return ""  # left out
    return part.canonical if isinstance(part, UncertainNumber) else str(part)


class References:
    """What can be referred to: what the database held before, and what this run has added."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, int]] = {}

    def of(self, noun: Noun) -> dict[str, int]:
        """Return the primary keys of the noun's records by key; one query for each noun and run."""
        if noun.name not in self._known:
            rows = noun.model._default_manager.order_by().values_list("pk", *key_columns(noun.name))
            self._known[noun.name] = {"/".join(_text(part) for part in row[1:]): row[0] for row in rows}
        return self._known[noun.name]

    def add(self, noun: Noun, key: str, pk: int) -> None:
        """Remember a record that this run has written."""
        self.of(noun)[key] = pk

    def find(self, model: type[models.Model], key: str) -> int | None:
        """Return the primary key of the model's record with this key; None when there is none."""
        return self.of(BY_MODEL[model]).get(key)

    def keys(self, model: type[models.Model]) -> list[str]:
        """Return every key that could have been meant."""
        return list(self.of(BY_MODEL[model]))
