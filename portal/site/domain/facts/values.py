"""From a fixture's texts to the values that a model's fields take."""

import re
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from portal.core.multilingual import MultilingualField

YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
# A moment counted from the day of loading, for the demonstration's open calls: "+45 days 16:00 Europe/Brussels".
RELATIVE = re.compile(r"(?P<days>[+-]\d{1,3}) days (?P<time>\d\d:\d\d) (?P<zone>\S+)")
THIS_YEAR = "this year"


def field_value(field: "models.Field[Any, Any]", raw: Any) -> Any:
    """Return what the model's field takes for a fixture's text, list or map.

    Raises ValidationError with a sentence for whoever writes the fixture.
    """
    if isinstance(field, MultilingualField):
        if not isinstance(raw, dict):
            raise ValidationError("Give a text for each language, such as {sv: …, en: …}.")
        return field.value_from(raw)
    if isinstance(field, ArrayField):
        if not isinstance(raw, list):
            raise ValidationError("Give a list, such as [sv, en].")
        return [field.base_field.to_python(entry) for entry in raw]
    if isinstance(field, models.JSONField):
        return raw
    if not isinstance(raw, str):
        raise ValidationError("Give one value, not a list or a map.")
    if isinstance(field, models.BooleanField):
        return _yes_or_no(raw)
    if isinstance(field, models.DateTimeField):
        return _moment(raw)
    if raw == THIS_YEAR and isinstance(field, models.IntegerField):
        return timezone.localdate().year
    return field.to_python(raw)


def _yes_or_no(raw: str) -> bool:
    try:
        return YES_OR_NO[raw.lower()]
    except KeyError as error:
        raise ValidationError("Write yes or no.") from error


def _moment(raw: str) -> datetime:
    """Return the moment of an ISO text with its offset, or of a number of days from today at a zone's clock."""
    if match := RELATIVE.fullmatch(raw):
        try:
            zone = ZoneInfo(match["zone"])
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValidationError(
                "This time zone is not known; write one such as Europe/Stockholm."
            ) from error
        day = timezone.localdate(timezone=zone) + timedelta(days=int(match["days"]))
        return datetime.combine(day, time.fromisoformat(match["time"]), zone)
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError as error:
        raise ValidationError(
            "Write a moment such as 2024-04-02T16:00+02:00 or +45 days 16:00 Europe/Brussels."
        ) from error
    if moment.tzinfo is None:
        raise ValidationError("Say in which time zone: end the moment with an offset such as +02:00.")
    return moment
