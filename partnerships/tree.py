"""The tree of a framework, put together from one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from partnerships.models import Framework, FrameworkElement


@dataclass
class Branch:
    """An element and what lies under it; ``first`` and ``last`` among its siblings.

    ``says_kind`` is false where the element before it, or the one above it, has said the same kind already.
    """

    element: FrameworkElement
    depth: int
    first: bool = False
    last: bool = False
    says_kind: bool = True
    children: list["Branch"] = field(default_factory=list)


def tree_of(framework: Framework, elements: Iterable[FrameworkElement] | None = None) -> list[Branch]:
    """Return the framework's elements as a tree.

    Parameters: ``elements`` are the framework's, with what a page shows of them; without it they are read here.
    """
    rows = framework.elements.prefetch_related("places").all() if elements is None else elements
    under: dict[int | None, list[FrameworkElement]] = {}
    for element in rows:
        under.setdefault(element.parent_id, []).append(element)

    def branches(parent: int | None, depth: int, above: str = "") -> list[Branch]:
        siblings = under.get(parent, [])
        said = [above, *(sibling.kind for sibling in siblings)]
        return [
            Branch(
                element,
                depth,
                first=place == 0,
                last=place == len(siblings) - 1,
                says_kind=said[place] != element.kind,
                children=branches(element.pk, depth + 1, element.kind),
            )
            for place, element in enumerate(siblings)
        ]

    return branches(None, 0)
