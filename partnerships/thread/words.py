"""In whose words a thread is told: a framework's own, or its successor's by way of the crosswalk (X06).

Old tags stay as they are. An element lives on in the shares that its crosswalk says: its weight there over the sum of
its weights, so that the shares of an element always are one whole. An element without a crosswalk of its own goes the
way of the nearest element above it that has one; what has none is not continued, and is kept as a rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from partnerships.models import Crosswalk, Framework, FrameworkElement

# The share of an element that goes to one of the new words; None is what is not continued.
type Share = tuple[int | None, Fraction]
WHOLE = Fraction(1)


@dataclass(frozen=True)
class Words:
    """The elements in whose words a thread is told, and where each tagged element's whole goes.

    ``sources`` are the frameworks whose tags are told, each with its elements.
    """

    framework: Framework
    elements: Sequence[FrameworkElement]
    shares: Mapping[int, Sequence[Share]]
    sources: Sequence[tuple[Framework, frozenset[int]]] = ()

    def of(self, tags: Iterable[int]) -> dict[int | None, Fraction]:
        """Return the weight that each of the words gets from something tagged with ``tags``.

        The weights add up to the number of tags: nothing is lost and nothing is added.
        """
        weights: dict[int | None, Fraction] = {}
        for tag in tags:
            for word, share in self.shares[tag]:
                weights[word] = weights.get(word, Fraction(0)) + share
        return weights


def own_words(framework: Framework) -> Words:
    """Return a framework's own words."""
    elements = _elements(framework)
    tags = frozenset(one.pk for one in elements)
    return Words(framework, elements, {tag: [(tag, WHOLE)] for tag in tags}, [(framework, tags)])


def words_of_successor(old: Framework, chain: Sequence[Framework]) -> Words:
    """Return the words of the last framework of ``chain``, each of which replaces the one before, first ``old``."""
    elements = _elements(old)
    shares: Mapping[int, Sequence[Share]] = {one.pk: [(one.pk, WHOLE)] for one in elements}
    sources = [(old, frozenset(shares))]
    before = old
    for new in chain:
        links = Crosswalk.objects.filter(old__framework=before, new__framework=new)
        step = shares_by_crosswalk(
            {one.pk: one.parent_id for one in elements},
            [(link.old_id, link.new_id, link.weight) for link in links],
        )
        shares = compose(shares, step)
        before, elements = new, _elements(new)
    return Words(chain[-1], elements, shares, sources)


def words_with_before(framework: Framework, before: Sequence[Framework]) -> Words:
    """Return a framework's own words, in which also what was tagged under those before it is told.

    Parameters: ``before`` are the frameworks that it replaced, the nearest first.
    """
    words = own_words(framework)
    shares, sources = dict(words.shares), list(words.sources)
    for place, old in enumerate(before):
        older = words_of_successor(old, [*reversed(before[:place]), framework])
        shares |= older.shares
        sources += older.sources
    return Words(framework, words.elements, shares, sources)


def predecessors_of(framework: Framework) -> list[Framework]:
    """Return the frameworks that this one replaced and is connected to, the nearest first."""
    found: list[Framework] = []
    now = framework
    while now.predecessor_id is not None and now.predecessor_id not in {framework.pk, *(f.pk for f in found)}:
        connected = Crosswalk.objects.filter(old__framework=now.predecessor_id, new__framework=now)
        before = Framework.objects.filter(pk=now.predecessor_id).first() if connected.exists() else None
        if before is None:
            break
        found.append(before)
        now = before
    return found


def successors_of(framework: Framework) -> list[list[Framework]]:
    """Return the chains of frameworks that replace this one and are connected to it: [[2024], [2024, 2028]].

    Three queries for each generation.
    """
    chains: list[list[Framework]] = []
    level: list[list[Framework]] = [[framework]]
    seen = {framework.pk}
    while level:
        ends = {chain[-1].pk: chain for chain in level}
        connected = set(
            Crosswalk.objects.filter(old__framework__in=ends)
            .values_list("old__framework", "new__framework")
            .distinct()
        )
        replacing = Framework.objects.filter(predecessor__in=ends).order_by("slug")
        found = [
            [*ends[one.predecessor_id], one]
            for one in replacing
            if one.predecessor_id is not None
            and one.pk not in seen
            and (one.predecessor_id, one.pk) in connected
        ]
        seen |= {chain[-1].pk for chain in found}
        chains += [chain[1:] for chain in found]
        level = found
    return chains


def shares_by_crosswalk(
    parents: Mapping[int, int | None], links: Iterable[tuple[int, int, int]]
) -> dict[int, list[Share]]:
    """Return where each old element's whole goes.

    Parameters: ``parents`` is the tree of the old framework, each element with the one above it (or None); ``links``
    are old element, new element and weight (a whole number above zero).
    """
    linked: dict[int, list[tuple[int, int]]] = {}
    for old, new, weight in links:
        linked.setdefault(old, []).append((new, weight))
    shares: dict[int, list[Share]] = {}
    for element in parents:
        above: int | None = element
        seen: set[int] = set()
        while above is not None and above not in linked and above not in seen:
            seen.add(above)
            above = parents.get(above)
        found = linked.get(above, []) if above is not None else []
        whole = sum(weight for _, weight in found)
        shares[element] = [(new, Fraction(weight, whole)) for new, weight in found] or [(None, WHOLE)]
    return shares


def compose(
    first: Mapping[int, Sequence[Share]], second: Mapping[int, Sequence[Share]]
) -> dict[int, list[Share]]:
    """Return the shares of going first one way and then the other; what is lost on the way stays lost."""
    composed: dict[int, list[Share]] = {}
    for element, shares in first.items():
        weights: dict[int | None, Fraction] = {}
        for middle, share in shares:
            onwards = second[middle] if middle is not None else [(None, WHOLE)]
            for word, part in onwards:
                weights[word] = weights.get(word, Fraction(0)) + share * part
        composed[element] = list(weights.items())
    return composed


def _elements(framework: Framework) -> list[FrameworkElement]:
    return list(framework.elements.order_by("position", "pk"))
