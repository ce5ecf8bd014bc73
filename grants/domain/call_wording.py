"""The words that a call has for the codes in its rules: sides, categories, funders, options, strands, envelopes, fields."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from grants.models import Call
from grants.rules.words import Wording
from partnerships.models import FieldOfArt

# What a question's shape names by codes.
SHAPED = ("sides", "categories", "cost_categories", "income_categories", "funders", "regions")


class _Names(Mapping[str, Mapping[str, str]]):
    """The words of a call by code, read when the first of them is asked for: most rules name nothing by a code."""

    def __init__(self, call: Call) -> None:
        self._call = call

    @cached_property
    def _read(self) -> dict[str, Mapping[str, str]]:
        names: dict[str, Mapping[str, str]] = {}
        for code, words in _words(self._call):
            names.setdefault(code, words)
        return names

    def __getitem__(self, code: str) -> Mapping[str, str]:
        return self._read[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def wording_of(call: Call) -> Wording:
    """Return the words of a call, of those codes that it has words for; four queries where a rule asks for one."""
    return Wording(_Names(call), call.currency)


def written_down(wording: Wording) -> Wording:
    """Return the same words, read, to be kept."""
    return Wording(dict(wording.names), wording.currency)


def _words(call: Call) -> Iterator[tuple[str, Mapping[str, str]]]:
    for strand in call.strands.all():
        yield strand.code, strand.names.as_dict()
    for envelope in call.envelopes.all():
        yield envelope.code, envelope.names.as_dict()
    for shape, options in call.questions.filter(removed_at=None).values_list("shape", "options"):
        for name in SHAPED:
            yield from _named(shape.get(name) if isinstance(shape, dict) else None)
        yield from _named(options)
    for code, fields in FieldOfArt.objects.values_list("code", "names"):
        yield code, dict(fields)


def _named(options: Any) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the codes of a list of options with their words; what has another shape is left out."""
    known: Sequence[Any] = options if isinstance(options, list) else []
    for option in known:
        if isinstance(option, dict) and isinstance(option.get("names"), dict) and option.get("code"):
            yield str(option["code"]), {str(code): str(text) for code, text in option["names"].items()}
