"""The rules of a call, and what they may know of the call, kept at hand: a draft that saves itself asks for none.

The stamp of ``kept_forms`` tells whether they are still what the database has. Rules that are built are kept by the
process, what they are built from by the cache too, for all processes.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from grants.domain import call_rules
from grants.domain.call_rules import Asked
from grants.domain.call_wording import wording_of, written_down
from grants.domain.facts import call_facts
from grants.domain.kept_forms import AtHand, stamp_of, without_rules
from grants.domain.ruling import reads_files
from grants.enums import Stage
from grants.models import Application, Call, CallRule
from grants.rules.facts import CallFacts

logger = logging.getLogger(__name__)

# Rules over what is not written yet: they are broken until the last word, and say so before handing in.
SAID_LATER = frozenset(["complete_in"])
KEPT_SECONDS = 24 * 3600
ROW = ("id", "parent_id", "position", "kind", "parameters", "effect", "stages", "words", "carries", "version")
# After an update of the portal nothing is read that an older one has written.
WRITTEN_AS = hashlib.sha256(
    repr(["with words", ROW, [one.name for one in fields(CallFacts)]]).encode()
).hexdigest()[:12]


@dataclass(frozen=True)
class Kept:
    """The rules of a call and what they may know of the call."""

    rules: Sequence[Asked]
    call: CallFacts

    @cached_property
    def while_typing(self) -> Sequence[Asked]:
        """The rules that speak while an answer is typed: not those that are broken until the last word."""
        return [
            one for one in self.rules if Stage.TYPING in one.row.stages and one.row.kind not in SAID_LATER
        ]

    @cached_property
    def without_files(self) -> Sequence[Asked]:
        """Those of them that look at no files."""
        return [one for one in self.while_typing if not reads_files(one)]


NOTHING = Kept((), CallFacts())
_rules: AtHand[Kept] = AtHand()


def kept_for(application: Application) -> Kept:
    """Return the rules of an application's call: those at hand where the stamp says that they are still right."""
    call, stamp = application.call, stamp_of(application)
    if without_rules(stamp):
        return NOTHING
    key = f"call-rules:{WRITTEN_AS}:{call.pk}:{stamp}"
    return _rules.get(key, lambda: _built(call, key))


def _built(call: Call, key: str) -> Kept:
    found = _read(key)
    if found is None:
        found = (list(call.rules.values(*ROW)), call_facts(call), written_down(wording_of(call)))
        _write(key, found)
    rows, facts, wording = found
    return Kept(call_rules.tree_of([CallRule(call=call, **row) for row in rows], wording), facts)


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
