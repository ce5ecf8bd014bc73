"""The catalogue: every kind of rule by its name."""

from django.utils.translation import gettext as _

from grants.rules.base import Rule, RuleError
from grants.rules.kinds import (
    agreements,
    amounts,
    applicants,
    combined,
    content,
    costs,
    decisions,
    documents,
    filing,
    financing,
    partners,
    periods,
    places,
    reports,
)

_MODULES = (
    applicants,
    partners,
    agreements,
    amounts,
    financing,
    costs,
    periods,
    places,
    content,
    documents,
    filing,
    decisions,
    reports,
    combined,
)

CATALOGUE: dict[str, type[Rule]] = {kind.kind: kind for module in _MODULES for kind in module.KINDS}


def kind_named(name: str) -> type[Rule]:
    """Return the kind of rule with this name. Raises RuleError when the catalogue has none."""
    if not isinstance(name, str) or name not in CATALOGUE:
        sentence = _("The portal knows no kind of rule called “%(name)s”.") % {"name": name}
        raise RuleError({"kind": sentence})
    return CATALOGUE[name]
