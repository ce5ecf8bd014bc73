"""Registers whose rows name one another: what is part of what, in the file and in the portal together."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from portal.core.resources import RegisterResource

LONGEST = 6  # links of a circle that are named


def tangles(
    resource: RegisterResource,
    parents: Mapping[int, int],
    rows: Mapping[int, int],
    errors: frozenset[int],
) -> dict[int, str]:
    """Return a sentence for each row that would be part of itself, or of a row that cannot be brought in.

    Parameters: ``parents`` maps a record's primary key, or a new row's negative number, to what it would be part of;
    ``rows`` maps the same to the row's number; ``errors`` are the rows that cannot be brought in.
    """
    if not parents:
        return {}
    column = f"{resource.columns[resource.within].attribute}_id"
    known = resource.model._default_manager.filter(**{f"{column}__isnull": False}).order_by()
    above = dict(known.values_list("pk", column).iterator(chunk_size=2000)) | dict(parents)
    found: dict[int, str] = {}
    for node in parents:
        path = [node]
        seen = {node}
        while (following := above.get(path[-1])) is not None:
            if following < 0 and -following in errors:
                found[rows[node]] = _("This names what stands in row %(row)s, which has an error.") % {
                    "row": -following
                }
                break
            if following in seen:
                if following == node:
                    found[rows[node]] = _circle([rows.get(one) for one in path])
                break
            seen.add(following)
            path.append(following)
    return found


def _circle(numbers: list[int | None]) -> str:
    named = [str(number) for number in numbers if number is not None][:LONGEST]
    if len(named) == 1:
        return _("This row names itself.")
    return _("These rows name each other in a circle: %(rows)s.") % {"rows": " → ".join([*named, named[0]])}
