"""What an element of an earlier framework lives on as: all its connections to a later framework, set together (X06)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.models import Crosswalk, Framework, FrameworkElement
from partnerships.permissions import can_edit_framework
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError


@transaction.atomic
def continue_as(
    old: FrameworkElement,
    framework: Framework,
    weights: Mapping[int, int],
    *,
    seen: Mapping[int, int],
    by: Any,
) -> None:
    """Let an old element live on as elements of a later framework, each with its weight; without any, it does not.

    Parameters: ``weights`` are by primary key of the later framework's elements; ``seen`` are those that the page
    showed. Raises DomainError when somebody changed them meanwhile, or the framework came before the old element's.
    """
    framework = lock(framework)
    records.require(by is None or can_edit_framework(by, framework))
    require_later(old.framework, framework)
    links = {link.new_id: link for link in Crosswalk.objects.filter(old=old, new__framework=framework)}
    if {pk: link.weight for pk, link in links.items()} != dict(seen):
        raise DomainError(
            _(
                "Somebody else changed this meanwhile. Open the page again to see what stands now; yours is still below."
            )
        )
    strange = weights.keys() - set(framework.elements.values_list("pk", flat=True))
    if strange:
        raise DomainError(_("An element you chose is not in the framework any more. Choose again."))
    for pk, link in links.items():
        if pk not in weights:
            link.delete()
        elif link.weight != weights[pk]:
            records.change(link, {"weight": weights[pk]}, version=None)
    for pk, weight in weights.items():
        if pk not in links:
            records.add(Crosswalk(old=old, new_id=pk), {"weight": weight})


def require_later(old: Framework, new: Framework) -> None:
    """Refuse a crosswalk inside one framework, or back from a framework to one that it replaced."""
    if old.pk == new.pk:
        raise DomainError({"new": [_("Choose an element of another framework: the successor's.")]})
    seen: set[int] = set()
    before: int | None = old.predecessor_id
    while before is not None and before not in seen:
        if before == new.pk:
            sentence = _(
                "“%(new)s” came before “%(old)s”: a crosswalk leads from the earlier to the later one."
            )
            raise DomainError({"new": [sentence % {"new": new, "old": old}]})
        seen.add(before)
        before = Framework.objects.filter(pk=before).values_list("predecessor_id", flat=True).first()
