"""What is kept for a time and then destroyed: a case, a meeting with its papers, or a request to read documents."""

from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# The keys of the records, of which a row has exactly one.
RECORDS = ("application", "meeting", "disclosure")


def of_one_record(name: str) -> models.CheckConstraint:
    """Return the constraint that a row is about a case, a meeting or a request, and about one of them."""
    alone = [Q(**{f"{one}__isnull": one != record for one in RECORDS}) for record in RECORDS]
    return models.CheckConstraint(
        condition=reduce(or_, alone),
        name=name,
        violation_error_message=_("Name one case, one meeting or one request."),
    )


def key_of(row: models.Model) -> str:
    """Return which of the keys a row has."""
    return next(one for one in RECORDS if getattr(row, f"{one}_id") is not None)


def record_of(row: models.Model) -> Any:
    """Return the case, the meeting or the request that a row is about."""
    return getattr(row, key_of(row))
