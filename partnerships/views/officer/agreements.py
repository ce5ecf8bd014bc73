"""Agreements at the office: the register, the record's page, and its sections edited one by one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain import agreements
from partnerships.domain.agreement_moves import is_open_to_sign
from partnerships.enums import AGREEMENT_TONES, PUBLIC_STATUSES, AgreementStatus
from partnerships.filters.agreements import AgreementFilter
from partnerships.forms.agreements import BasicsForm, NewAgreementForm, ValidityForm, languages_of
from partnerships.models import (
    Agreement,
    AgreementAct,
    AgreementElement,
    AgreementField,
    AgreementParty,
    AgreementPeriod,
    Aim,
    Article,
    Commitment,
    Instrument,
    Milestone,
    Organ,
    Partnership,
    Pledge,
)
from partnerships.permissions import can_edit_agreement, can_sign_for
from partnerships.tables.agreements import OFFICE_AGREEMENTS
from partnerships.views.agreement_facts import (
    articles_with_texts,
    basic_facts,
    life_of,
    next_sentence,
    validity_facts,
)
from partnerships.views.agreement_life import timeline_of
from partnerships.views.officer.act_links import last_recorded, leading, offered
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits, reads
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.history import history_of, last_change
from portal.core.models import Citation, Document
from portal.core.registry import panels
from portal.core.tables import render_table

SECTIONS = {
    "basics": (BasicsForm, gettext_lazy("What it is")),
    "validity": (ValidityForm, gettext_lazy("Signing and validity")),
}
# What lies under an agreement and belongs to its history.
PARTS = (
    Article,
    AgreementParty,
    AgreementField,
    AgreementElement,
    AgreementAct,
    AgreementPeriod,
    Commitment,
    Aim,
    Organ,
    Instrument,
    Pledge,
    Milestone,
)


@office(*READING_ROLES, rule="agreements of all authorities; drafts only of one's own")
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Show the register of agreements: those of one's own authorities, and those whose text is shared with them."""
    mine = Agreement.objects.shared_with(request.user)
    return render_table(
        request,
        filterset=AgreementFilter(request.GET, mine.for_list(), request=request),
        columns=OFFICE_AGREEMENTS,
        template="partnerships/officer/agreement_list.html",
        title=_("Agreements"),
        empty=_("No agreement has been entered yet. Begin with a draft."),
        context={"can_add": bool(edits(request.user))},
    )


@office(*READING_ROLES, rule="agreements the authority holds, and signed ones of others")
def agreement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one agreement as those see it who work on it: state, next step, sections, history."""
    agreement = get_object_or_404(with_all(request), slug=slug)
    parties = parties_with_rights(agreement, request.user)
    successors = list(Agreement.objects.visible_to(request.user).filter(predecessor=agreement))
    is_internal = keeps_history(request, agreement)
    return render(
        request,
        "partnerships/officer/agreement_detail.html",
        {
            "drafts": Agreement.objects.shared_with(request.user).filter(pk=agreement.pk).exists(),
            "can_read_history": is_internal,
            "agreement": agreement,
            "tone": AGREEMENT_TONES[agreement.status],
            "can_edit": can_edit_agreement(request.user, agreement),
            "is_public": agreement.status in PUBLIC_STATUSES,
            "next_sentence": next_sentence(agreement, timezone.localdate()),
            "validity_facts": validity_facts(agreement),
            "basic_facts": basic_facts(agreement, successors),
            "steps": next_steps(agreement),
            "parties": parties,
            "articles": articles_with_texts(agreement, languages_of(agreement)),
            "documents": Document.objects.visible_of(request.user, agreement),
            "life": life_of(agreement),
            "timeline": timeline_of(agreement, timezone.localdate(), internal=True),
            "acts": offered(agreement) if can_edit_agreement(request.user, agreement) else [],
            "last_act": last_recorded(agreement) if can_edit_agreement(request.user, agreement) else None,
            "citations": Citation.objects.of(agreement),
            "last_change": last_change(agreement),
            "history": history_of(agreement, children=PARTS, per_page=10) if is_internal else None,
            "panels": panels(agreement, request.user),
        },
    )


@office(*READING_ROLES, rule="whoever may read the agreement")
def agreement_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything that was ever changed in an agreement and in what lies under it."""
    agreement = get_object_or_404(with_all(request), slug=slug)
    if not keeps_history(request, agreement):
        raise Http404
    page = history_of(agreement, children=PARTS, page=request.GET.get("page"))
    return render(
        request, "partnerships/officer/agreement_history.html", {"agreement": agreement, "page": page}
    )


@office(*EDITING_ROLES, rule="officers, for partnerships of their own authority")
def agreement_create(request: HttpRequest) -> HttpResponse:
    """Begin an agreement as a draft."""
    authorities = edits(request.user)
    asked = Partnership.objects.visible_to(request.user).of_authorities(authorities)
    partnership = asked.filter(slug=request.GET.get("partnership", "")).first()
    return edit_page(
        request,
        form_class=NewAgreementForm,
        record=Agreement(),
        prepare=lambda form: form.offer(authorities),
        initial={"partnership": partnership.pk} if partnership else None,
        save=lambda form: agreements.create(by=request.user, **form.cleaned_data),
        title=_("New agreement"),
        submit=_("Save the draft"),
        saved=_("The draft is saved. Now write its articles."),
        done=_address,
        cancel_url=reverse("partnerships:officer:agreement_list"),
        trail=trail(),
    )


@office(*EDITING_ROLES, rule="officers of the authority that holds the agreement")
def agreement_edit(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Edit one section of an agreement."""
    if section not in SECTIONS:
        raise Http404
    agreement = editable(request, slug)
    form_class, title = SECTIONS[section]
    return edit_page(
        request,
        form_class=form_class,
        record=agreement,
        save=lambda form: agreements.edit(
            agreement, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=title,
        saved=_("Saved."),
        done=lambda saved: f"{_address(saved)}#{section}",
        cancel_url=f"{_address(agreement)}#{section}",
        trail=trail(agreement),
        context={
            "action": request.path,
            "history_url": reverse("partnerships:officer:agreement_history", args=[slug]),
        },
    )


def parties_with_rights(agreement: Agreement, user: Any) -> list[dict[str, Any]]:
    """Return the parties, each with whether this person may record its signature now."""
    parties = agreement.parties.select_related(
        "organisation__authority", "organisation__parent__authority"
    ).prefetch_related("organisation__former_names")
    found = []
    for party in parties:
        party.agreement = agreement
        may = is_open_to_sign(agreement, party) and can_sign_for(user, party)
        found.append({"party": party, "waits": agreement.status == AgreementStatus.AGREED, "can_sign": may})
    return found


def keeps_history(request: HttpRequest, agreement: Agreement) -> bool:
    """Tell whether the person may read how the agreement came to be: of a shared draft, only the holder's people.

    The history goes back to before the draft was shown to the other side.
    """
    return agreement.status in PUBLIC_STATUSES or agreement.keeper_id in reads(request.user)


def with_all(request: HttpRequest) -> Any:
    """Return the agreements this person may see, with what every page about one shows."""
    return Agreement.objects.visible_to(request.user).select_related(
        "partnership__authority__organisation",
        "partnership__region",
        "recorded_by__organisation",
        "predecessor",
    )


def editable(request: HttpRequest, slug: str) -> Agreement:
    """Return an agreement the person may edit: 404 for one that is not theirs to see, 403 for one to read only."""
    agreement: Agreement = get_object_or_404(with_all(request), slug=slug)
    if not can_edit_agreement(request.user, agreement):
        raise PermissionDenied
    return agreement


def trail(agreement: Agreement | None = None) -> list[tuple[object, str]]:
    """Return the way to a page below the register or below an agreement."""
    way: list[tuple[object, str]] = [(_("Agreements"), reverse("partnerships:officer:agreement_list"))]
    return [*way, (agreement.names, _address(agreement))] if agreement else way


def next_steps(agreement: Agreement) -> list[dict[str, str]]:
    """Return the steps that may come next, the usual one first, with the words of their buttons."""
    steps = [
        {
            "to": to,
            "words": str(words),
            "url": reverse("partnerships:officer:agreement_move", args=[agreement.slug, to]),
        }
        for to, words in STEPS[agreement.status]
    ]
    if agreement.status != AgreementStatus.IN_FORCE or is_past_its_end(agreement):
        return steps
    # It has not ended yet: what comes next is something that happens to it.
    steps = [step for step in steps if step["to"] != AgreementStatus.EXPIRED]
    return [*leading(agreement), *steps]


def is_past_its_end(agreement: Agreement) -> bool:
    """Tell whether the agreement's last day is certainly over."""
    last = agreement.end.latest if agreement.end else None
    return last is not None and last < timezone.localdate()


STEPS: dict[str, list[tuple[str, Any]]] = {
    AgreementStatus.DRAFT: [(AgreementStatus.NEGOTIATION, gettext_lazy("Open the negotiation"))],
    AgreementStatus.NEGOTIATION: [
        (AgreementStatus.AGREED, gettext_lazy("The text is agreed")),
        (AgreementStatus.SIGNED, gettext_lazy("Record the signing")),
        (AgreementStatus.DRAFT, gettext_lazy("Back to draft")),
    ],
    AgreementStatus.AGREED: [
        (AgreementStatus.SIGNED, gettext_lazy("Record that all have signed")),
        (AgreementStatus.NEGOTIATION, gettext_lazy("Talk about the text again")),
    ],
    AgreementStatus.SIGNED: [
        (AgreementStatus.IN_FORCE, gettext_lazy("Put in force")),
        (AgreementStatus.TERMINATED, gettext_lazy("Terminate")),
    ],
    AgreementStatus.IN_FORCE: [
        (AgreementStatus.EXPIRED, gettext_lazy("Record that it has expired")),
        (AgreementStatus.TERMINATED, gettext_lazy("Terminate")),
    ],
    AgreementStatus.EXPIRED: [],
    AgreementStatus.TERMINATED: [],
    AgreementStatus.SUPERSEDED: [],
}


def _address(agreement: Agreement) -> str:
    return reverse("partnerships:officer:agreement_detail", args=[agreement.slug])
