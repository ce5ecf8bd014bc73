"""The bodies that belong together: what an organisation is part of, and what is part of it, as a small tree."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from partnerships.models import Organisation

# A tree on a page: this many bodies, and never deeper, however large the house.
SHOWN = 60
DEEPEST = 8

FAMILY = """
WITH RECURSIVE up AS (
    SELECT id, parent_id, 0 AS level FROM partnerships_organisation WHERE id = %(pk)s
    UNION ALL
    SELECT o.id, o.parent_id, up.level + 1 FROM partnerships_organisation o JOIN up ON o.id = up.parent_id
    WHERE up.level < %(deepest)s
), down AS (
    SELECT id, 0 AS level FROM partnerships_organisation WHERE id = %(pk)s
    UNION ALL
    SELECT o.id, down.level + 1 FROM partnerships_organisation o JOIN down ON o.parent_id = down.id
    WHERE down.level < %(deepest)s
)
SELECT id FROM (
    SELECT id, 0 AS step FROM up
    UNION SELECT id, level FROM down WHERE level > 0
) family GROUP BY id ORDER BY min(step), id LIMIT %(shown)s
"""


@dataclass
class Body:
    """A body in the tree, whether it is the one the page is about, and what lies under it."""

    organisation: Organisation
    here: bool
    children: list["Body"] = field(default_factory=list)


def family_of(organisation: Organisation, user: Any) -> list[Body]:
    """Return the tree from the topmost body down, by two queries; empty for a body that stands alone."""
    with connection.cursor() as cursor:
        cursor.execute(FAMILY, {"pk": organisation.pk, "deepest": DEEPEST, "shown": SHOWN})
        keys = [key for (key,) in cursor.fetchall()]
    if len(keys) < 2:
        return []
    rows = list(Organisation.objects.visible_to(user).filter(pk__in=keys).for_list())
    bodies = {row.pk: Body(row, row.pk == organisation.pk) for row in rows}
    roots: list[Body] = []
    for row in rows:
        above = bodies.get(row.parent_id) if row.parent_id else None
        (above.children if above else roots).append(bodies[row.pk])
    return roots
