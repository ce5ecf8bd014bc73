"""The rules of a call, and what they may know of the call, kept in the cache: a draft that saves itself asks for none.

A stamp tells whether they are still what the database has. It is made of the rows themselves, so whoever changes one,
and however, changes the stamp; a draft's page reads it along with the draft.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL
from redis.exceptions import RedisError

from grants.domain import call_rules
from grants.domain.call_rules import Asked
from grants.domain.facts import call_facts
from grants.models import Application, Call, CallFunder, CallRule, FlatRate
from grants.rules.facts import CallFacts

logger = logging.getLogger(__name__)

KEPT_SECONDS = 24 * 3600
# Where rows of a call stand, and the column that names the call.
_TABLES = {
    Call._meta.db_table: "id",
    **{model._meta.db_table: "call_id" for model in (CallRule, CallFunder, FlatRate, Call.fields.through)},
}
ROW = ("id", "parent_id", "position", "kind", "parameters", "effect", "stages", "words", "carries", "version")
# After an update of the portal nothing is read that an older one has written.
WRITTEN_AS = hashlib.sha256(repr([ROW, [one.name for one in fields(CallFacts)]]).encode()).hexdigest()[:12]


def _stamp_sql(call: str) -> str:
    """Return SQL for the stamp of the call in a column; empty for a call without rules.

    A row's transaction and place (xmin, ctid) change with every change of the row.
    """
    rows = " UNION ALL ".join(
        f"SELECT '{table}' || id || '.' || xmin || ctid::text AS said FROM {table} WHERE {column} = {call}"  # noqa: S608 - nothing of this comes from a request
        for table, column in _TABLES.items()
    )
    return (
        f"CASE WHEN EXISTS (SELECT 1 FROM grants_callrule WHERE call_id = {call}) "  # noqa: S608
        f"THEN (SELECT md5(string_agg(said, ',' ORDER BY said)) FROM ({rows}) AS parts) ELSE '' END"
    )


def with_stamp(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Return applications that carry the stamp of their call's rules, as ``rules_stamp``."""
    sql = _stamp_sql('"grants_application"."call_id"')
    return applications.annotate(rules_stamp=RawSQL(sql, [], output_field=TextField()))  # noqa: S611


def stamp_of(application: Application) -> str:
    """Return the stamp that came with an application, or ask for it."""
    known = getattr(application, "rules_stamp", None)
    if known is not None:
        return str(known)
    sql = RawSQL(_stamp_sql('"grants_call"."id"'), [], output_field=TextField())  # noqa: S611
    found = Call.objects.annotate(stamp=sql).values_list("stamp", flat=True)
    return str(found.get(pk=application.call_id))


@dataclass(frozen=True)
class Kept:
    """The rules of a call and what they may know of the call."""

    rules: Sequence[Asked]
    call: CallFacts


NOTHING = Kept((), CallFacts())


def kept_for(application: Application) -> Kept:
    """Return the rules of an application's call: from the cache where its stamp says that they are still right."""
    call, stamp = application.call, stamp_of(application)
    if not stamp:
        return NOTHING
    key = f"call-rules:{WRITTEN_AS}:{call.pk}:{call.version}:{stamp}"
    found = _read(key)
    if found is None:
        found = (list(call.rules.values(*ROW)), call_facts(call))
        _write(key, found)
    rows, facts = found
    return Kept(call_rules.tree_of([CallRule(call=call, **row) for row in rows]), facts)


def _read(key: str) -> Any:
    try:
        return cache.get(key)
    except (RedisError, OSError) as problem:
        logger.warning("rules not read from the cache: %s", problem)
        return None


def _write(key: str, found: Any) -> None:
    try:
        cache.set(key, found, KEPT_SECONDS)
    except (RedisError, OSError) as problem:
        logger.warning("rules not written to the cache: %s", problem)
