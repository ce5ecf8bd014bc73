"""How registers of bodies and places are searched: every word, in any language, and spelling forgiven."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Q, QuerySet

from portal.core.composed import Slot

# What a search with a slip of the pen finds, the nearest first.
RESEMBLING = 30
# Shorter words resemble too much.
SHORTEST_TO_FORGIVE = 4


def named(rows: QuerySet[Any], q: str, *codes: Q) -> QuerySet[Any]:
    """Keep the rows whose names, now or formerly, contain every word of ``q``; where none does, the likeliest.

    Parameters: ``codes`` are further conditions by which one word may find a row, ``{word}`` standing for it; the
    model has ``search_text`` and ``former_names``. Each condition is a search of its own in the database, since only so
    does each use its index.
    """
    found = rows
    for word in q.lower().split():
        found = found.filter(pk__in=_with(rows.model, word, codes))
    if not forgives(q) or found.exists():
        return found
    return rows.filter(pk__in=resembling(rows.model, q))


def once_named(model: Any, word: str | Slot) -> QuerySet[Any]:
    """Return the keys of the bodies or places that bore the word in a former name.

    Parameters: ``model`` has ``former_names``; the keys are for ``filter(counterpart__in=…)``.
    """
    former = model._meta.get_field("former_names")
    bearers = former.related_model._base_manager.filter(name__icontains=word)
    return bearers.order_by().values(former.field.attname)


def forgives(q: str) -> bool:
    """Tell whether the words are long enough for a slip of the pen to be told from another name."""
    return len(q.strip()) >= SHORTEST_TO_FORGIVE


def _with(model: Any, word: str, codes: tuple[Q, ...]) -> QuerySet[Any]:
    every = model._base_manager
    parts = [
        every.filter(search_text__contains=word),
        every.filter(former_names__name__icontains=word),
        *(every.filter(_filled(code, word)) for code in codes),
    ]
    first, *others = (part.order_by().values("pk") for part in parts)
    return first.union(*others)


def _filled(code: Q, word: str) -> Q:
    def fill(value: Any) -> Any:
        return [fill(one) for one in value] if isinstance(value, list) else value.format(word=word.upper())

    return Q(*((name, fill(value)) for name, value in code.children))  # type: ignore[misc]


def resembling(model: Any, q: str) -> list[int]:
    """Return the keys of the rows whose present or former names have the most three-letter pieces of ``q``."""
    q = q.lower().strip()
    present = model._base_manager.filter(search_text__trigram_word_similar=q).annotate(
        nearness=TrigramWordSimilarity(q, "search_text")
    )
    former = model._base_manager.filter(former_names__name__trigram_word_similar=q).annotate(
        nearness=TrigramWordSimilarity(q, "former_names__name")
    )
    nearest = [
        (pk, nearness)
        for rows in (present, former)
        for pk, nearness in rows.order_by(F("nearness").desc(), "pk").values_list("pk", "nearness")[
            :RESEMBLING
        ]
    ]
    nearest.sort(key=lambda one: (-one[1], one[0]))
    return [pk for pk, _nearness in nearest[:RESEMBLING]]
