"""What a register is to django-import-export, and the few questions that bringing it in asks of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from import_export.resources import ModelResource

from portal.core.domain import bulk
from portal.core.resources.columns import Column, NameColumn
from portal.core.resources.reading import Reading

# In every language that content is written in; files use those that they have.
LANGUAGES = ("sv", "en", "da", "nl", "fr", "de", "es", "lt", "ro")


@dataclass(frozen=True)
class Keys:
    """How a row says which record it is about.

    Parameters: ``strong`` keys belong to one record alone (its address, its number); ``weak`` ones (a name with a kind)
    count only where the row has no strong one that is known; ``same`` are the weak ones that two rows may not share.
    """

    strong: Sequence[str] = ()
    weak: Sequence[str] = ()
    known_as: Sequence[str] = field(default=())  # what other rows of the file may call it
    same: Sequence[str] | None = None

    @property
    def identity(self) -> Sequence[str]:
        """Return the keys that no two rows of one file may share."""
        return self.strong or (self.weak if self.same is None else self.same)


class RegisterResource(ModelResource):
    """A register whose rows are records of one model; every column says how it is read, compared and written."""

    noun: ClassVar[str]
    title: ClassVar[str | Promise]
    position: ClassVar[int] = 100
    # The column that names another record of the same register, such as what an organisation is part of.
    within: ClassVar[str] = ""
    key_columns: ClassVar[tuple[str, ...]] = ("slug",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields = {column.name: column for column in self.build()}

    @property
    def model(self) -> type[models.Model]:
        """Return the model whose records the rows are."""
        return self._meta.model

    @property
    def columns(self) -> Mapping[str, Column]:
        """Return the columns by their heads."""
        return self.fields

    def build(self) -> Iterable[Column]:
        """Return the columns in the order in which they stand in a file."""
        raise NotImplementedError  # each register says it

    def keys(self, values: Mapping[str, Any]) -> Keys:
        """Return how a row with these values names its record."""
        raise NotImplementedError  # each register says it

    def new(self, reading: Reading) -> Any:
        """Return an empty record of the authority that the run is for."""
        return self.model()

    def records(self, authority: Any) -> "models.QuerySet[Any]":
        """Return the records that a file of this authority may be about, with what the columns need."""
        return self.model._default_manager.all()

    def load(self, keys: Collection[int], reading: Reading, *, locked: bool = False) -> dict[int, Any]:
        """Return some records by primary key; ``locked`` holds them until the transaction ends."""
        rows = self.records(reading.authority).filter(pk__in=keys).order_by("pk")
        if locked:
            rows = rows.select_for_update(of=("self",))
        return {record.pk: record for record in rows}

    def check(self, record: Any, values: Mapping[str, Any], reading: Reading) -> Mapping[str, str]:
        """Return sentences by column for what no record may say; the domain's rules, without a query a row."""
        return {}

    def store(self, drafts: Sequence["bulk.Draft"], *, reading: Reading, by: Any, note: str) -> None:
        """Write rows through the domain."""
        raise NotImplementedError  # each register says it

    def address_of(self, record: Any) -> str:
        """Return the office page of a record."""
        raise NotImplementedError  # each register says it

    def names_in(self, values: Mapping[str, Any]) -> list[str]:
        """Return a row's names in all languages, each once."""
        return list(dict.fromkeys(text for name, text in values.items() if text and name in NAME_HEADS))

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Save one record where django-import-export goes row by row: through the domain, like everything."""
        bulk.store_one(instance)


def name_columns(
    attribute: str, label: str | Promise, *, words: Mapping[str, Sequence[str]], **options: Any
) -> list[Column]:
    """Return one column for each language of a text in several languages.

    Parameters: ``words`` are what registers call the column, by language; those under "" belong to the first language.
    """
    return [
        NameColumn(attribute, language, label=label, words=words.get(language, ()), **options)
        for language in LANGUAGES
    ]


def name_heads() -> list[str]:
    """Return the heads of the columns of names."""
    return [f"name_{language}" for language in LANGUAGES]


NAME_HEADS = frozenset(name_heads())


def sentences(error: ValidationError) -> dict[str, str]:
    """Return what the domain says against a record, by column."""
    if not hasattr(error, "error_dict"):
        return {"": " ".join(error.messages)}
    return {
        name: " ".join(one for each in errors for one in each.messages)
        for name, errors in error.error_dict.items()
    }


_resources: dict[str, type[RegisterResource]] = {}


def register_resource(resource: type[RegisterResource]) -> None:
    """Let a register be brought in and taken out."""
    _resources[resource.noun] = resource


def resource_for(noun: str) -> RegisterResource:
    """Return the register of a noun. Raises KeyError."""
    return _resources[noun]()


def resources() -> list[type[RegisterResource]]:
    """Return all registers, in order."""
    return sorted(_resources.values(), key=lambda resource: resource.position)
