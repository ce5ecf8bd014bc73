"""Which retention class a closed case or paper belongs to, by what was said on the day of its closing."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from grants.models import CaseClosing, RetentionClass, RetentionRule


def class_of(closing: CaseClosing) -> RetentionClass | None:
    """Return the class of a closed case; None where its authority has said nothing of such cases."""
    rules = RetentionRule.objects.filter(authority=closing.authority_id).select_related("retention_class")
    zone = ZoneInfo(closing.application.authority.time_zone)
    return chosen(rules, closing.kind, closing.application.call_id, closing.closed_at.astimezone(zone).date())


def chosen(
    rules: Iterable[RetentionRule], kind: str, call_id: int | None, closed_on: date
) -> RetentionClass | None:
    """Return the class that rules say for a record: what is said of its call goes before what is said of all calls."""
    found = None
    for rule in rules:
        if rule.kind != kind or rule.valid_from > closed_on:
            continue
        if rule.valid_until is not None and rule.valid_until < closed_on:
            continue
        if rule.call_id == call_id:
            return rule.retention_class
        if rule.call_id is None:
            found = rule.retention_class
    return found
