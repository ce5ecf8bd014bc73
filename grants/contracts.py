"""The contract of a grant, or the acceptance of its conditions, as a sealed PDF with who signed and when."""

from typing import Any

from babel.lists import format_list
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from grants.enums.money import AcceptanceKind, PaymentStatus
from grants.models import Award, AwardAid, AwardTerms, DecisionCondition, FunderDecision, Payment
from portal.core import documents
from portal.core.amounts import format_amount, locale_of
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.moments import say_date, say_moment
from portal.core.pdf import Column, Table, render_pdf
from portal.core.pdf.seal import seal


def contract(award: Award) -> Document:
    """Store what the grantee has signed, once, in the language of the application."""
    application = award.decision.application
    known = Document.objects.of(application).filter(kind=DocumentKind.CONTRACT, slot=str(award.pk)).first()
    if known is not None:
        return known
    language = (
        application.language if application.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    )
    terms = AwardTerms.objects.filter(call=application.call_id).first() or AwardTerms()
    with translation.override(language):
        signed = terms.acceptance == AcceptanceKind.CONTRACT
        words = {"number": application.diary_number}
        title = (_("Contract %(number)s") if signed else _("Acceptance of the grant %(number)s")) % words
        context = _context(award, terms, language)
    content = render_pdf(
        "pdf/grants/contract.html",
        context,
        language=language,
        title=title,
        author=context["authority"],
        created=award.accepted_at,
    )
    return documents.store(
        application,
        kind=DocumentKind.CONTRACT,
        title=title,
        filename="-".join(title.lower().split()) + ".pdf",
        content=seal(content, name=context["authority"]),
        media_type="application/pdf",
        language=language,
        slot=str(award.pk),
        by=award.accepted_by,
    )


def _context(award: Award, terms: AwardTerms, language: str) -> dict[str, Any]:
    application = award.decision.application
    authority = application.authority.organisation.names.in_language(language)
    aid = AwardAid.objects.select_related("ground").filter(award=award).first()
    conditions = {
        "conditions": terms.conditions.in_language(language) if terms.conditions else "",
        "decided": award.decision.condition_text,
        "dated": list(DecisionCondition.objects.of_last(application)),
    }
    return conditions | {
        "application": application,
        "award": award,
        "with_conditions": any(conditions.values()),
        "authority": authority,
        "sender": {"name": authority},
        "call": application.call.names.in_language(language),
        "granted": format_amount(award.left, award.currency),
        "signed": terms.acceptance == AcceptanceKind.CONTRACT,
        "funders": _funders(award, language),
        "aid": aid,
        "aid_notice": aid.ground.notices.in_language(language) if aid and aid.ground.notices else "",
        "euros": format_amount(aid.euros, "EUR") if aid else "",
        "plan": _plan(award),
        "facts": [
            (_("Project"), application.title),
            (_("Grantee"), application.applicant_name),
            (_("Diary number"), application.diary_number),
            (_("Granted"), format_amount(award.left, award.currency)),
            (_("Accepted by"), award.accepted_name),
            (
                _("Accepted"),
                say_moment(award.accepted_at, application.authority.time_zone) if award.accepted_at else "",
            ),
        ],
    }


def _funders(award: Award, language: str) -> str:
    """Return who grants it together, where several funders decided; empty where one authority did."""
    halves = FunderDecision.objects.standing().filter(application=award.decision.application_id)
    found = halves.select_related("funder__organisation").order_by("funder__position", "funder")
    names = [half.funder.organisation.names.in_language(language) for half in found]
    return format_list(names, locale=locale_of(language))


def _plan(award: Award) -> Table:
    payments = award.payments.exclude(status=PaymentStatus.CANCELLED).select_related("funder")
    rows = [[_when(payment), format_amount(payment.amount, award.currency)] for payment in payments]
    return Table(
        caption=_("How it is paid"),
        columns=[Column(_("When"), share=70), Column(_("Amount"), kind="number", share=30)],
        rows=rows,
        total=[_("Total"), format_amount(award.left, award.currency)],
    )


def _when(payment: Payment) -> str:
    """Return when a part is paid, and by whom where several funders pay each its own."""
    when = payment.get_trigger_display() if payment.on_day is None else say_date(payment.on_day)
    if payment.funder is None:
        return when
    return _("%(when)s, paid by %(funder)s") % {"when": when, "funder": payment.funder}
