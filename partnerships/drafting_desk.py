"""What shared drafts put on an officer's desk: what others did since the person last looked, and proposals to answer."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships import drafting_news
from partnerships.enums import ProposalStatus
from partnerships.models import Agreement, ArticleProposal
from portal.accounts.permissions import edits
from portal.core.registry import DeskGroup, DeskItem

SHOWN = 5
MOST = 100  # drafts looked through


def draft_groups(user: Any) -> Iterator[DeskGroup]:
    """Yield the shared drafts in which something is new, and those with proposals of another side to answer."""
    if not edits(user):
        return
    drafts = list(Agreement.objects.drafted_by(user).for_list()[:MOST])
    if not drafts:
        return
    register = reverse("partnerships:officer:agreement_list")
    new = drafting_news.counts(drafts, user)
    lively = sorted((one for one in drafts if new.get(one.pk)), key=lambda one: -new[one.pk])
    if lively:
        items = [
            DeskItem(
                str(one),
                f"{_page(one)}#news",
                note=ngettext("%(number)d new thing", "%(number)d new things", new[one.pk])
                % {"number": new[one.pk]},
            )
            for one in lively[:SHOWN]
        ]
        yield DeskGroup(_("Shared drafts with news"), "waits", len(lively), register, items)
    yield from _to_answer(drafts, user, register)


def _to_answer(drafts: list[Agreement], user: Any, register: str) -> Iterator[DeskGroup]:
    waiting = ArticleProposal.objects.filter(agreement__in=drafts, status=ProposalStatus.OPEN)
    others = waiting.exclude(authority__in=edits(user)).order_by()
    number = dict(others.values_list("agreement").annotate(number=Count("pk")).order_by(F("number").desc()))
    if not number:
        return
    by_key = {one.pk: one for one in drafts}
    items = [
        DeskItem(
            str(by_key[key]),
            _page(by_key[key]),
            note=ngettext("%(number)d proposal", "%(number)d proposals", count) % {"number": count},
        )
        for key, count in list(number.items())[:SHOWN]
    ]
    yield DeskGroup(_("Proposals that wait for your answer"), "waits", sum(number.values()), register, items)


def _page(agreement: Agreement) -> str:
    return reverse("partnerships:officer:agreement_drafting", args=[agreement.slug])
