"""The database's own watch over closed cases: nothing of them changes any more."""

from typing import Any

import pgtrigger

FUNCTION = """
    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = {case}) THEN
        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';
    END IF;
    RETURN NEW;
"""
OF_DECISION = "(SELECT d.application_id FROM grants_decision d WHERE d.id = NEW.decision_id)"
OF_AWARD = (
    "(SELECT d.application_id FROM grants_award w JOIN grants_decision d ON d.id = w.decision_id "
    "WHERE w.id = NEW.award_id)"
)


def closed_case_stands(
    operation: Any, *, case: str = "NEW.application_id", condition: Any = None
) -> pgtrigger.Trigger:
    """Return a trigger that refuses to write a row of a case that is closed.

    Parameters: ``case`` is the SQL of the case's key in terms of NEW; ``condition`` narrows the rows that are refused.
    What other registers change for themselves (two organisations become one) is left out of ``operation``.
    """
    return pgtrigger.Trigger(
        name="closed_case_stands",
        when=pgtrigger.Before,
        operation=operation,
        condition=condition,
        func=FUNCTION.format(case=case),
    )
