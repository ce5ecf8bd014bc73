"""Merging a duplicate into the record that stays: choose it, see what moves, confirm."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import merges
from partnerships.forms.registers import DuplicateForm
from partnerships.models import Organisation, Region
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.errors import DomainError

# What the links are called, by model and field; what is not here bears its model's own name.
WORDS: dict[str, str | Promise] = {
    "accounts.Representation.organisation": gettext_lazy("people who act for it"),
    "core.Citation.object_id": gettext_lazy("sources of its facts"),
    "exchanges.Event.place": gettext_lazy("events held there"),
    "exchanges.Event_organisers.organisation": gettext_lazy("events it organises"),
    "exchanges.Exchange_municipalities.region": gettext_lazy("exchanges that took place there"),
    "exchanges.Exchange_subject_regions.region": gettext_lazy("exchanges about it"),
    "exchanges.ExchangeActor.organisation": gettext_lazy("parts in exchanges"),
    "exchanges.Outcome_organisations.organisation": gettext_lazy("outcomes"),
    "exchanges.RefugePlacement.municipality": gettext_lazy("refuge placements"),
    "grants.Application.organisation": gettext_lazy("applications"),
    "grants.CallFunder.organisation": gettext_lazy("calls it funds"),
    "grants.Programme_with_regions.region": gettext_lazy("grant programmes"),
    "partnerships.AgreementParty.organisation": gettext_lazy("agreements it is a party of"),
    "partnerships.Commitment.owner": gettext_lazy("commitments it has to keep"),
    "partnerships.Commitment.payer": gettext_lazy("commitments it pays for"),
    "partnerships.DialogueParticipant.organisation": gettext_lazy("dialogues"),
    "partnerships.DraftLink.organisation": gettext_lazy("links to drafts"),
    "partnerships.FollowUp.organisation": gettext_lazy("follow-ups"),
    "partnerships.FormerName.organisation": gettext_lazy("former names"),
    "partnerships.FormerRegionName.region": gettext_lazy("former names"),
    "partnerships.Framework.adopted_by": gettext_lazy("frameworks it adopted"),
    "partnerships.FrameworkElement_places.region": gettext_lazy("priority lines"),
    "partnerships.Merge.organisation": gettext_lazy("earlier merges"),
    "partnerships.Merge.region": gettext_lazy("earlier merges"),
    "partnerships.Network.secretariat": gettext_lazy("networks it is the secretariat of"),
    "partnerships.NetworkMembership.holder": gettext_lazy("memberships it holds"),
    "partnerships.NetworkMembership_beneficiaries.organisation": gettext_lazy("memberships that open doors for it"),
    "partnerships.Organisation.municipality": gettext_lazy("organisations in it"),
    "partnerships.Organisation.parent": gettext_lazy("bodies that belong to it"),
    "partnerships.Organisation.region": gettext_lazy("organisations in it"),
    "partnerships.Partnership.counterpart": gettext_lazy("partnerships with it"),
    "partnerships.Partnership.holder": gettext_lazy("partnerships it holds"),
    "partnerships.Partnership.region": gettext_lazy("partnerships with it"),
    "partnerships.PartnershipParticipant.organisation": gettext_lazy("partnerships it takes part in"),
    "partnerships.Region.parent": gettext_lazy("places in it"),
    "partnerships.Region_members.from_region": gettext_lazy("members of the group"),
    "partnerships.Region_members.to_region": gettext_lazy("groups it belongs to"),
    "partnerships.RegistrationNumber.organisation": gettext_lazy("registration numbers"),
    "partnerships.VersionAcceptance.organisation": gettext_lazy("acceptances of texts"),
}  # fmt: skip


@dataclass(frozen=True)
class _Kind:
    noun: str
    model: Any

    def page(self, record: Any) -> str:
        return reverse(f"partnerships:officer:{self.noun}_detail", args=[record.slug])


@office(*EDITING_ROLES, rule="every officer: organisations are shared by all authorities")
def organisation_merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Merge a duplicate into an organisation."""
    return _merge_page(request, _Kind("organisation", Organisation), slug)


@office(*EDITING_ROLES, rule="every officer: regions are shared by all authorities")
def region_merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Merge a duplicate into a region."""
    return _merge_page(request, _Kind("region", Region), slug)


def _merge_page(request: HttpRequest, kind: _Kind, slug: str) -> HttpResponse:
    rows = kind.model.objects.visible_to(request.user)
    record = get_object_or_404(rows, slug=slug)
    asked = request.POST if request.method == "POST" else request.GET
    form = DuplicateForm(asked if "duplicate" in asked or "duplicate_find" in asked else None)
    form.offer(rows.order_by(*kind.model.objects.for_list().query.order_by))
    context: dict[str, Any] = {
        "record": record,
        "form": form,
        "page_url": kind.page(record),
        "likely": [],
        "noun": kind.noun,
    }
    if form.is_bound and form.is_valid():
        duplicate = form.cleaned_data["duplicate"]
        try:
            if request.method == "POST":
                merges.merge(duplicate, into=record, by=request.user)
                messages.success(request, _("“%(name)s” is merged into this.") % {"name": duplicate})
                return HttpResponseRedirect(kind.page(record))
            plan = merges.plan(duplicate, into=record, by=request.user)
        except DomainError as refusal:
            form.add_error("duplicate", refusal)
        else:
            context |= {"duplicate": duplicate, "links": _in_words(plan.links), "former": plan.former}
            return render(request, "partnerships/officer/merge_confirm.html", context)
    context["likely"] = merges.likely_duplicates(record, rows)
    return render(request, "partnerships/officer/merge.html", context, status=422 if form.errors else 200)


def _in_words(links: dict[str, int]) -> list[tuple[str, int]]:
    words: dict[str, int] = {}
    for name, count in links.items():
        label = capfirst(str(WORDS.get(name, name)))
        words[label] = words.get(label, 0) + count
    return sorted(words.items())
