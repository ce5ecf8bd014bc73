"""What is left of a row when its time has passed: no text, no person, no file."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Cast, Concat

from portal.accounts.domain import leaving
from portal.accounts.models import User
from portal.core.collation import SortKeyField, sort_keys
from portal.core.models import Document, Message
from portal.core.sealed_text import SealedTextField

# What is left in the place of a text; a text that was empty stays empty.
MARK = "–"
# Texts that name nobody: codes, marks of the portal, money, languages, checksums, numbers of the register and the diary.
NAMELESS = frozenset(
    {
        "code", "content_sha256", "currency", "diary_number", "key", "language", "line", "number", "reference",
        "section_code", "sha256", "side", "time_zone",
    }
)  # fmt: skip


@dataclass
class Erased:
    """What was taken away: records, files with their sizes and checksums, and the stored files that are still there."""

    rows: int = 0
    files: int = 0
    size: int = 0
    digests: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


def erase_documents(documents: Iterable[Document], erased: Erased) -> None:
    """Remove documents to which no row refers any more, and note what they came to; their stored files are left."""
    keys = []
    for document in documents:
        erased.files += 1
        erased.size += document.size
        erased.digests.append(document.sha256)
        erased.stored.append(str(document.file.name))
        keys.append(document.pk)
    Message.attachments.through._default_manager.filter(document__in=keys).delete()
    history_of(Document).filter(pgh_obj_id__in=keys).delete()
    Document.objects.filter(pk__in=keys).delete()


def history_of(model: Any) -> Any:
    """Return the history of a table."""
    return model.pgh_event_model._base_manager


def check_now() -> None:
    """Let deferred checks look now, while the triggers still rest."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def write(
    model: type[models.Model], rows: Any, people: Collection[int] = (), only: Collection[str] | None = None
) -> None:
    """Take texts and people out of rows; ``only`` names the columns where the others stay."""
    blanks = {name: text for name, text in _blanks(model) if only is None or name in only}
    if blanks:
        rows.update(**blanks)
    if not people:
        return
    stand_in = leaving.nobody()
    for one in model._meta.concrete_fields:
        if one.related_model is User:
            rows.filter(**{f"{one.name}__in": people}).update(**{one.name: stand_in})


def _blanks(model: type[models.Model]) -> Iterator[tuple[str, Any]]:
    """Yield what each column that may name somebody is set to."""
    for one in model._meta.concrete_fields:
        kind = type(one)
        if isinstance(one, SealedTextField):
            yield one.name, ""
            continue
        if one.name in NAMELESS or one.name.startswith("pgh_") or one.generated:
            continue
        if isinstance(one, SortKeyField):
            yield one.name, sort_keys(MARK)
        elif isinstance(one, models.EmailField):
            yield (
                one.name,
                _unless_empty(one, Concat(Cast(F("pk"), models.TextField()), Value("@removed.invalid"))),
            )
        elif isinstance(one, models.JSONField):
            yield one.name, None if one.null else one.get_default() or {}
        elif isinstance(one, ArrayField):
            yield one.name, []
        elif kind in _TEXTS or (isinstance(one, models.TextField) and not one.flatchoices):
            if one.flatchoices:
                continue
            if one.unique:
                yield one.name, Concat(Value("removed-"), Cast(F("pk"), models.TextField()))
            else:
                yield one.name, _unless_empty(one, Value(MARK))


_TEXTS = (models.CharField, models.SlugField, models.URLField)


def _unless_empty(one: Any, text: Any) -> Any:
    """Return the text, for rows in which there is one."""
    return Case(
        When(**{f"{one.name}__isnull": True}, then=Value(None)),
        When(**{one.name: ""}, then=Value("")),
        default=text,
        output_field=models.TextField(),
    )
