"""What belongs to authorities, as one piece of SQL: their organisations and every body under them (A01)."""

from collections.abc import Iterable

from django.db.models.expressions import RawSQL

_BODIES = """
    WITH RECURSIVE own (id) AS (
        SELECT organisation_id FROM partnerships_authority WHERE id = ANY(%s)
        UNION
        SELECT child.id FROM partnerships_organisation child JOIN own ON child.parent_id = own.id
    )
    SELECT id FROM own
"""


def bodies_of(authority_ids: Iterable[int]) -> RawSQL:
    """Return the primary keys of the authorities' own organisations and of all bodies under them, at any depth.

    For a filter such as ``organisation__in=bodies_of(ids)``. UNION ends a circle of parents, should there be one.
    """
    return RawSQL(_BODIES, (list(authority_ids),))  # noqa: S611 (the statement is a constant)


_ABOVE = """
    WITH RECURSIVE above (id, parent_id) AS (
        SELECT id, parent_id FROM partnerships_organisation WHERE id = ANY(%s)
        UNION
        SELECT parent.id, parent.parent_id FROM partnerships_organisation parent JOIN above ON parent.id = above.parent_id
    )
    SELECT id FROM above
"""


def bodies_above(organisation_ids: Iterable[int]) -> RawSQL:
    """Return the primary keys of the organisations and of every body above them, to find whose they are."""
    return RawSQL(_ABOVE, (list(organisation_ids),))  # noqa: S611 (the statement is a constant)
