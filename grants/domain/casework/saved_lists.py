"""The case list as people have it: filters saved under a name, columns, and what it opens with."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from grants.models import CaseListSetting, SavedList
from portal.accounts.permissions import reads
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed

MOST = 50
LONGEST = 1000
# Where in the list one is, and how it was opened, is no part of a filter.
LEFT_OUT = ("page", "saved", "all")


def query_of(query: str) -> str:
    """Return what of a list's address narrows and sorts it, the rest left out."""
    kept = QueryDict(query, mutable=True)
    for name in list(kept):
        if name in LEFT_OUT or not any(kept.getlist(name)):
            del kept[name]
    return kept.urlencode()


@transaction.atomic
def save(*, name: str, query: str, authority: Any = None, opens: bool = False, by: Any) -> SavedList:
    """Save a filter under a name; the same name of the same person again replaces what it said.

    Parameters: ``authority`` shares it with the colleagues there; ``opens`` lets the list open with it from now on. Raises
    DomainError for a name that is missing, for too long an address and for too many lists.
    """
    if authority is not None and authority.pk not in reads(by):
        raise NotAllowed(_("You do not work for this authority."), code="authority")
    query = query_of(query)
    if len(query) > LONGEST:
        raise DomainError(_("This filter says too much to be saved. Use fewer choices."), code="long")
    setting = _setting(by)
    saved = SavedList.objects.own(by).filter(name=name.strip()).first()
    if saved is None:
        if SavedList.objects.own(by).count() >= MOST:
            raise DomainError(
                _("You have saved %(count)s lists. Remove one that you no longer use.") % {"count": MOST},
                code="many",
            )
        saved = records.add(
            SavedList(owner=by), {"name": name.strip(), "query": query, "authority": authority}
        )
    else:
        saved.query, saved.authority = query, authority
        saved.save(update_fields=["query", "authority"])
    if opens:
        setting.opens_with = saved
        setting.save(update_fields=["opens_with"])
    return saved


@transaction.atomic
def remove(saved: SavedList, *, by: Any) -> None:
    """Remove a saved list of one's own; for others it was shared with, too."""
    saved = lock(saved)
    if saved.owner_id != by.pk:
        raise NotAllowed(_("Only who saved a list removes it."), code="not_own")
    saved.delete()


@transaction.atomic
def open_with(saved: SavedList | None, *, by: Any) -> CaseListSetting:
    """Let the case list open with a saved filter, or with all cases."""
    setting = _setting(by)
    setting.opens_with = saved
    setting.save(update_fields=["opens_with"])
    return setting


@transaction.atomic
def choose_columns(columns: Sequence[str], *, by: Any) -> CaseListSetting:
    """Show these columns of the case list to the person, in this order; none stands for the usual ones."""
    setting = _setting(by)
    setting.columns = list(dict.fromkeys(columns))
    setting.save(update_fields=["columns"])
    return setting


def _setting(person: Any) -> CaseListSetting:
    CaseListSetting.objects.get_or_create(user=person)
    return CaseListSetting.objects.select_for_update(no_key=True).get(user=person)
