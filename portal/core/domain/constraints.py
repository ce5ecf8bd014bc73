"""Asking the named constraints of a record before it is written, in as few statements as they can be asked in."""

from collections.abc import Sequence
from functools import cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.constraints import BaseConstraint
from django.db.models.functions import Coalesce


def validate(record: models.Model) -> None:
    """Validate a record against its constraints, as ``validate_constraints`` does, whose statements come three to each.

    Its conditions are asked together; only where one of them fails is each asked by itself, for the sentence it has.
    Raises ValidationError with all that fail.
    """
    try:
        for model, _constraints in record.get_constraints():
            for constraint in _together(model):
                constraint.validate(model, record)
    except ValidationError:
        record.validate_constraints()
        raise


@cache
def _together(model: type[models.Model]) -> Sequence[BaseConstraint]:
    """Return constraints that hold where those of a model hold: one for all its conditions, and the others."""
    checks = [one for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
    others = [one for one in model._meta.constraints if not isinstance(one, models.CheckConstraint)]
    if not checks:
        return others
    # As in the database, what is unknown is not refused.
    held = [
        Q(Coalesce(Q(one.condition), True, output_field=models.BooleanField(null=True))) for one in checks
    ]
    every = held[0]
    for one in held[1:]:
        every &= one
    return [models.CheckConstraint(condition=every, name="all_conditions"), *others]
