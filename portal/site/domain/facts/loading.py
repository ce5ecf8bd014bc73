"""One run: read, write in one transaction, and remember what was loaded."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.utils import timezone

from portal.site.domain.facts.errors import FixtureError, Place
from portal.site.domain.facts.nouns import NOUNS
from portal.site.domain.facts.reading import Record, read_records
from portal.site.domain.facts.writing import Writer
from portal.site.models import LoadedFixtures


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run did: how many records are new, how many were refreshed, and whether it had nothing to do."""

    created: int = 0
    refreshed: int = 0
    unchanged: bool = False


def _say_nothing(_words: str) -> None:
    pass


def load_facts(
    folder: Path, *, name: str, refresh: bool = False, tell: Callable[[str], None] = _say_nothing
) -> Loaded:
    """Load a folder of fixtures, all of it or nothing.

    Parameters: ``name`` is what the folder is remembered by: files that have not changed since are not read
    again, unless ``refresh``. Records that exist already are left as officers have them; ``refresh`` gives them
    the fixtures' values again (never their status). ``tell`` is called with a sentence for each noun.
    Raises FixtureError, which names file, record and field.
    """
    digest = _digest(folder)
    if not refresh and LoadedFixtures.objects.filter(name=name, digest=digest).exists():
        return Loaded(unchanged=True)
    records = read_records(folder)
    writer = Writer(refresh=refresh)
    with transaction.atomic():
        for noun in NOUNS:
            _write(writer, records[noun.name])
            if records[noun.name]:
                tell(f"{noun.name.replace('_', ' ')}: {len(records[noun.name])}")
        writer.finish()
        LoadedFixtures.objects.update_or_create(
            name=name, defaults={"digest": digest, "loaded_at": timezone.now()}
        )
    return Loaded(writer.created, writer.refreshed)


def _write(writer: Writer, records: list[Record]) -> None:
    try:
        writer.write(records)
    except (IntegrityError, DataError) as error:
        raise _explained(error, writer.current) from error


def _explained(error: DatabaseError, record: Record | None) -> FixtureError:
    """Turn the database's no into the sentence of the constraint it names."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    constraints = record.noun.model._meta.constraints if record else []
    sentences = [str(c.violation_error_message) for c in constraints if c.name == name]
    problem = sentences[0] if sentences else f"The database refuses it: {error}."
    place = record.place if record else Place("fixtures", 1)
    return FixtureError(place, problem, getattr(diagnosis, "column_name", None) or "")


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        found.update(str(path.relative_to(folder)).encode())
        found.update(path.read_bytes())
    return found.hexdigest()
