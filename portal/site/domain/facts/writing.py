"""From flat records to rows: each noun in its turn, links and citations after all of them."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models

from partnerships.domain import agreement_writing
from partnerships.domain.regions import require_known_codes
from partnerships.models import Agreement, Region
from portal.core.models import Citation, Picture
from portal.site.domain.facts.nouns import BY_MODEL, BY_NAME
from portal.site.domain.facts.reading import Record, did_you_mean
from portal.site.domain.facts.references import References
from portal.site.domain.facts.values import field_value

NOT_FOR_FIXTURES = frozenset({"id", "version", "sort_key", "search_text", *agreement_writing.DERIVED})
PICTURE_FIELDS = frozenset({"alt", "caption", "credit"})


class Writer:
    """Writes one run's records. What exists already is left as officers have it, unless the run refreshes."""

    def __init__(self, *, refresh: bool = False) -> None:
        self.refresh = refresh
        self.references = References()
        self.current: Record | None = None
        self.created = 0
        self.refreshed = 0
        self._new: set[int] = set()  # identities of the records whose rows this run has created
        self._written: list[tuple[models.Model, Record]] = []

    def write(self, records: list[Record]) -> None:
        """Write the records of one noun, those first that others of them refer to. Raises FixtureError."""
        for record in _in_order(records, self.references):
            self.current = record
            self._write(record)

    def finish(self) -> None:
        """Write what may point forwards: links to many, pictures and citations. Raises FixtureError."""
        for instance, record in self._written:
            self.current = record
            self._link(instance, record)
            if id(record) in self._new:
                _hang(record.pictures, instance, record)
            if isinstance(instance, Agreement):
                # Now that its parties are written: what the database compares against overlaps.
                agreement_writing.derive(instance)
                instance.save(update_fields=agreement_writing.DERIVED)
        self._cite()

    def _write(self, record: Record) -> None:
        pk = self.references.of(record.noun).get(record.key)
        if pk is None and record.root is not None and id(record.root) not in self._new and not self.refresh:
            return  # somebody has taken it out of a record that is theirs now
        if pk is not None and not self.refresh:
            return
        instance = record.noun.model() if pk is None else record.noun.model._default_manager.get(pk=pk)
        before = _state(instance)
        self._fill(instance, record)
        if pk is None:
            instance.save()
            self._new.add(id(record))
            self.created += 1
            _first_move(instance)
        elif _state(instance) != before:
            if hasattr(instance, "version"):
                instance.version += 1
            instance.save()
            self.refreshed += 1
        self.references.add(record.noun, record.key, instance.pk)
        self._written.append((instance, record))

    def _fill(self, instance: models.Model, record: Record) -> None:
        known = {field.name: field for field in _fields(record)}
        for name, raw in record.values.items():
            field = known.get(name)
            if field is None:
                raise record.error(f"There is no such field.{did_you_mean(name, list(known))}", name)
            if isinstance(field, models.ManyToManyField):
                continue
            if name == "status" and instance.pk is not None:
                continue  # a status moves through its domain only
            if isinstance(field, models.ForeignKey):
                setattr(instance, field.attname, self._found(field, raw, record))
                continue
            try:
                setattr(instance, name, field_value(field, raw))
            except ValidationError as error:
                raise record.error(" ".join(error.messages), name) from error
        self._check(instance, record)

    def _check(self, instance: models.Model, record: Record) -> None:
        keys = [field.name for field in instance._meta.fields if field.is_relation]
        for field in instance._meta.fields:
            if field.is_relation and not field.null and getattr(instance, field.attname) is None:
                raise record.error("This field must be filled in.", field.name)
        try:
            instance.clean_fields(exclude={*keys, *NOT_FOR_FIXTURES})
            if isinstance(instance, Region):
                require_known_codes(instance)
        except ValidationError as error:
            name, sentences = next(iter(error.message_dict.items()))
            raise record.error(" ".join(sentences), name) from error

    def _found(self, field: "models.Field[Any, Any]", raw: Any, record: Record) -> int:
        model: Any = field.related_model
        if not isinstance(raw, str):
            raise record.error("Name one record by its key.", field.name)
        pk = self.references.find(model, raw)
        if pk is None:
            noun = BY_MODEL[model].name
            near = did_you_mean(raw, self.references.keys(model)) if self.references.keys(model) else ""
            raise record.error(f"“{raw}” is none of the {noun}.{near}", field.name)
        return pk

    def _link(self, instance: models.Model, record: Record) -> None:
        for field in instance._meta.many_to_many:
            if field.name not in record.values:
                continue
            raw = record.values[field.name]
            if not isinstance(raw, list):
                raise record.error("Give a list of keys.", field.name)
            getattr(instance, field.name).set([self._found(field, key, record) for key in raw])

    def _cite(self) -> None:
        from_model = ContentType.objects.get_for_model
        source = BY_NAME["sources"].model
        citations = []
        for instance, record in self._written:
            if not record.noun.is_cited:
                continue
            for cited in record.sources:
                pk = self.references.find(source, cited["source"])
                if pk is None:
                    near = did_you_mean(cited["source"], self.references.keys(source))
                    raise record.error(f"“{cited['source']}” is none of the sources.{near}", "sources")
                citations.append(
                    Citation(
                        source_id=pk,
                        content_type=from_model(instance),
                        object_id=instance.pk,
                        field=cited.get("field", ""),
                        note=cited.get("note", ""),
                    )
                )
        Citation.objects.bulk_create(citations, ignore_conflicts=True)


def _hang(pictures: list[dict[str, Any]], instance: models.Model, record: Record) -> None:
    """Give a new record its pictures; where the file is not ours to keep, its description alone."""
    known = {field.name: field for field in Picture._meta.fields if field.name in PICTURE_FIELDS}
    for position, texts in enumerate(pictures, start=1):
        picture = Picture(subject=instance, position=position)
        for name, raw in texts.items():
            if name not in known:
                raise record.error(f"A picture has no such field.{did_you_mean(name, list(known))}", name)
            try:
                setattr(picture, name, field_value(known[name], raw))
            except ValidationError as error:
                raise record.error(" ".join(error.messages), name) from error
        picture.save()


def _fields(record: Record) -> Iterator[Any]:
    """Yield the fields that a fixture may fill in."""
    for field in (*record.noun.model._meta.fields, *record.noun.model._meta.many_to_many):
        is_bound = not field.editable and not isinstance(field, models.DateTimeField)
        through = getattr(field, "remote_field", None) and getattr(field.remote_field, "through", None)
        is_nested = through is not None and not through._meta.auto_created
        if field.name not in NOT_FOR_FIXTURES and not is_bound and not is_nested:
            yield field


def _state(instance: models.Model) -> dict[str, Any]:
    """Return what a fixture may have changed; the rest is derived from it."""
    return {
        field.attname: field.value_from_object(instance)
        for field in instance._meta.concrete_fields
        if field.name not in NOT_FOR_FIXTURES
    }


def _first_move(instance: models.Model) -> None:
    """Begin the record's chain of moves where it has one, so that its status has a row from the first day."""
    moves = getattr(instance, "moves", None)
    if moves is not None:
        moves.create(from_status="", to_status=instance.status, by=None)  # type: ignore[attr-defined]


def _in_order(records: list[Record], references: References) -> Iterator[Record]:
    """Yield the records so that one comes after those of its own noun that it refers to; a circle comes last."""
    own = [
        field.name
        for field in (records[0].noun.model._meta.fields if records else [])
        if field.is_relation and field.related_model is records[0].noun.model
    ]
    waiting = list(records)
    coming = {record.key for record in records} - set(references.of(records[0].noun) if records else [])
    while waiting:
        later = []
        for record in waiting:
            if any(record.values.get(name) in coming for name in own):
                later.append(record)
                continue
            coming.discard(record.key)
            yield record
        if len(later) == len(waiting):
            yield from later  # refers in a circle, or to itself: `_found` says so with its place
            return
        waiting = later
