"""Agreements, for everybody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.enums import AGREEMENT_TONES, PUBLIC_STATUSES
from partnerships.filters.agreements import PublicAgreementFilter
from partnerships.models import Agreement
from partnerships.permissions import can_edit_agreement
from partnerships.tables.agreements import PUBLIC_AGREEMENTS
from partnerships.views.agreement_facts import basic_facts, validity_facts
from partnerships.views.agreement_life import timeline_of
from portal.core.access import public
from portal.core.history import last_change
from portal.core.models import Citation, Document
from portal.core.registry import panels
from portal.core.tables import render_table

BESIDE = "both"  # ?text=both: all languages side by side


@public("signed agreements; drafts and talks only by the authority's own people, at the office")
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Show the register of signed agreements."""
    signed = Agreement.objects.visible_to(request.user).filter(status__in=PUBLIC_STATUSES)
    return render_table(
        request,
        filterset=PublicAgreementFilter(request.GET, signed.for_list(), request=request),
        columns=PUBLIC_AGREEMENTS,
        template="partnerships/public/agreement_list.html",
        title=_("Agreements"),
        empty=_("No agreement has been published yet."),
    )


@public("signed agreements; drafts only by the authority's own people")
def agreement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one agreement: who, how long, and its articles in the reader's language or all side by side."""
    agreements = Agreement.objects.visible_to(request.user).select_related(
        "partnership__authority__organisation",
        "partnership__region",
        "recorded_by__organisation",
        "predecessor",
    )
    agreement = get_object_or_404(agreements, slug=slug)
    articles = list(agreement.articles.all())
    written = {code for article in articles for code in article.texts}
    languages = [(code, name) for code, name in settings.CONTENT_LANGUAGES if code in written]
    chosen = request.GET.get("text", "")
    if chosen not in written and chosen != BESIDE:
        own = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        chosen = own if own in written else next(iter(code for code, _name in languages), "")
    parties = list(
        agreement.parties.select_related("organisation").prefetch_related("organisation__former_names")
    )
    successors = list(Agreement.objects.visible_to(request.user).filter(predecessor=agreement))
    return render(
        request,
        "partnerships/public/agreement_detail.html",
        {
            "agreement": agreement,
            "tone": AGREEMENT_TONES[agreement.status],
            "is_public": agreement.status in PUBLIC_STATUSES,
            "can_edit": can_edit_agreement(request.user, agreement),
            "articles": [
                (
                    article,
                    article.headings.in_language(chosen),
                    list(article.texts.items())
                    if chosen == BESIDE
                    else [(article.texts.language_used(chosen), article.texts.in_language(chosen))],
                )
                for article in articles
            ],
            "text_languages": languages,
            "chosen": chosen,
            "beside": BESIDE,
            "parties": parties,
            "present": [party for party in parties if party.left is None],
            "facts": [*validity_facts(agreement), *basic_facts(agreement, successors)],
            "documents": Document.objects.visible_of(request.user, agreement),
            "citations": Citation.objects.of(agreement),
            "last_change": last_change(agreement),
            "timeline": timeline_of(agreement, timezone.localdate(), internal=False),
            "panels": panels(agreement, request.user),
        },
    )
