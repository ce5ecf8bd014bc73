"""What PostgreSQL can be asked and Django has no word for."""

from django.db import models


class IsAmong(models.Func):
    """``value = ANY(array)``: tells whether a value is among those of an array."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()
