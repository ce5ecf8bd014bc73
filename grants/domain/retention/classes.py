"""Retention classes of an authority, and which cases belong to them when."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from grants.enums.closing import RetentionAction
from grants.models import RetentionClass, RetentionRule
from grants.permissions import can_keep_classes
from portal.core.domain import records
from portal.core.errors import NotAllowed, field_errors
from portal.core.history import acting


def _require_keeper(by: Any, authority_id: int) -> None:
    if not can_keep_classes(by, authority_id):
        raise NotAllowed(
            _("Only administrators of the authority say how long its cases are kept."),
            code="not_administrator",
        )


def _years(record: RetentionClass) -> None:
    """Ask for the years of what is not kept for ever, beside the field."""
    if record.action == RetentionAction.KEEP and record.years is not None:
        raise field_errors({"years": _("Leave this empty for what is kept for ever.")})
    if record.action != RetentionAction.KEEP and record.years is None:
        raise field_errors({"years": _("Say for how many years.")})


@transaction.atomic
def add(values: Mapping[str, Any], *, by: Any) -> RetentionClass:
    """Add a class. Raises NotAllowed for others than administrators, ValidationError beside what is not right."""
    _require_keeper(by, values["authority"].pk)
    with acting(by):
        return records.add(RetentionClass(), values, checks=(_years,))


@transaction.atomic
def edit(
    retention_class: RetentionClass, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> RetentionClass:
    """Change a class: what falls due follows it from now on; what was destroyed keeps the words of its certificate.

    Raises as ``add``, and StaleEdit when somebody saved it meanwhile.
    """
    _require_keeper(by, retention_class.authority_id)
    with acting(by):
        return records.change(retention_class, changes, version=version, checks=(_years,))


@transaction.atomic
def assign(retention_class: RetentionClass, values: Mapping[str, Any], *, by: Any) -> RetentionRule:
    """Say which cases belong to a class, and closed when. Raises as ``add``."""
    _require_keeper(by, retention_class.authority_id)
    rule = RetentionRule(authority_id=retention_class.authority_id, retention_class=retention_class)
    with acting(by):
        return records.add(rule, values, checks=(_own_call,))


@transaction.atomic
def reassign(
    rule: RetentionRule, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> RetentionRule:
    """Change which cases belong to a class, or until when; cases that were closed by then keep their class."""
    _require_keeper(by, rule.authority_id)
    with acting(by):
        return records.change(rule, changes, version=version, checks=(_own_call,))


def _own_call(rule: RetentionRule) -> None:
    if rule.call is not None and rule.call.authority_id != rule.authority_id:
        raise field_errors({"call": _("This call is another authority's.")})
