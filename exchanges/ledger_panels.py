"""What exchanges add to partnerships, agreements, work programmes and commitments: give and take, progress, proof."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from exchanges.enums import Direction
from exchanges.ledger.entries import HAPPENED
from exchanges.models import Exchange
from exchanges.progress import progress_of
from partnerships.domain.proofs import proofs_of
from partnerships.models import Agreement, Commitment, Partnership, WorkProgramme
from partnerships.permissions import can_edit_commitment, can_edit_programme
from portal.accounts.permissions import reads
from portal.core.registry import Panel


def partnership_ledger(partnership: Partnership, user: Any) -> Panel | None:
    """Show in one sentence what came and what went, with the way to the whole ledger."""
    rows = Exchange.objects.visible_to(user).filter(partnership=partnership)
    audience = "officer" if partnership.authority_id in reads(user) else "public"
    return _ledger(rows, reverse(f"exchanges:{audience}:partnership_ledger", args=[partnership.slug]))


def agreement_ledger(agreement: Agreement, user: Any) -> Panel | None:
    """Show in one sentence what came and went under an agreement."""
    if agreement.partnership is None:  # between others: no side of it is ours, so nothing comes or goes
        return None
    rows = Exchange.objects.visible_to(user).filter(agreement=agreement)
    audience = "officer" if agreement.partnership.authority_id in reads(user) else "public"
    return _ledger(rows, reverse(f"exchanges:{audience}:agreement_ledger", args=[agreement.slug]))


def _ledger(rows: QuerySet[Exchange], url: str) -> Panel | None:
    counted = rows.filter(status__in=HAPPENED, same_as=None).aggregate(
        **{direction.value: Count("pk", filter=Q(direction=direction)) for direction in Direction}
    )
    if not any(counted.values()):
        return None
    sentence = _("Exchanges: %(incoming)s incoming, %(outgoing)s outgoing, %(mutual)s both ways.") % counted
    return Panel(
        _("Give and take"),
        "give-and-take",
        "exchanges/parts/ledger_panel.html",
        {"sentence": sentence, "url": url},
    )


def programme_progress(programme: WorkProgramme, user: Any) -> Panel | None:
    """Show how far each line of a plan has come, year by year, and the exchanges that count for it."""
    lines = list(programme.lines.all())
    if not lines:
        return None
    context = {
        "progress": progress_of(programme, lines),
        "may_edit": can_edit_programme(user, programme) and programme.partnership_id is not None,
    }
    return Panel(_("How far it has come"), "progress", "exchanges/parts/progress_panel.html", context)


def commitment_evidence(commitment: Commitment, user: Any) -> Panel | None:
    """Show what proves that a commitment was kept, and to its officers where to name it."""
    may_edit = can_edit_commitment(user, commitment)
    context = {
        "proofs": proofs_of([commitment.pk], user)[commitment.pk],
        "may_edit": may_edit,
        "add_url": reverse("exchanges:officer:commitment_evidence_add", args=[commitment.pk])
        if may_edit
        else "",
    }
    return Panel(_("What proves it"), "evidence", "exchanges/parts/evidence_panel.html", context)
