"""The database's own watch over sums: the parts of a grant are always exactly what is left of it to give."""

from typing import Any

import pgtrigger

FUNCTION = """
    grant_id := {grant};
    SELECT amount - reduced INTO whole FROM grants_award WHERE id = grant_id;
    SELECT SUM(amount) FILTER (WHERE status <> 'cancelled'), COUNT(*) INTO parts, counted
        FROM grants_payment WHERE award_id = grant_id;
    IF counted > 0 AND whole IS NOT NULL AND COALESCE(parts, 0) <> whole THEN
        RAISE EXCEPTION 'The parts of grant % are % and not %.', grant_id, COALESCE(parts, 0), whole
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_are_the_award';
    END IF;
    RETURN NULL;
"""


def parts_are_the_whole(grant: str, operation: Any, name: str) -> pgtrigger.Trigger:
    """Return a trigger that compares, when the transaction ends, the parts of a grant that has any with what is left of it.

    Parameters: ``grant`` is the SQL of its key, in terms of NEW or OLD.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        level=pgtrigger.Row,
        timing=pgtrigger.Deferred,
        declare=[("whole", "numeric"), ("parts", "numeric"), ("counted", "integer"), ("grant_id", "bigint")],
        func=FUNCTION.format(grant=grant),
    )
