"""Which acts may be recorded on an agreement as it stands."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.domain.act_corrections import last_act
from partnerships.domain.agreement_acts import LIVING
from partnerships.enums import AgreementActKind, AgreementStatus
from partnerships.models import Agreement
from partnerships.views.agreement_life import sentence_of


def open_kinds(agreement: Agreement) -> list[AgreementActKind]:
    """Return the kinds of acts that may be recorded on an agreement as it stands."""
    if agreement.status == AgreementStatus.EXPIRED:
        return [AgreementActKind.EXTENSION]
    if agreement.status not in LIVING:
        return []
    closed = {AgreementActKind.NOTICE_WITHDRAWN}
    if agreement.last_day is not None:
        # It ends: another notice changes nothing; this one is withdrawn before it is extended.
        closed = {AgreementActKind.NOTICE, AgreementActKind.EXTENSION}
        if not agreement.acts.filter(OPEN_NOTICE).exists():
            closed.add(AgreementActKind.NOTICE_WITHDRAWN)
    return [kind for kind in AgreementActKind if kind not in closed]


def offered(agreement: Agreement) -> list[dict[str, Any]]:
    """Return the acts that may be recorded, with the words of their links."""
    return [{"words": kind.label, "url": _address(agreement, kind)} for kind in open_kinds(agreement)]


def leading(agreement: Agreement) -> list[dict[str, str]]:
    """Return the acts that an agreement in force comes to first: notice where it renews itself, else an extension."""
    if agreement.last_day is not None:
        kinds = [AgreementActKind.NOTICE_WITHDRAWN] if agreement.acts.filter(OPEN_NOTICE).exists() else []
    elif agreement.renews_tacitly or agreement.open_ended:
        kinds = [AgreementActKind.NOTICE]
    else:
        kinds = [AgreementActKind.EXTENSION]
    return [
        {"to": kind, "words": str(LEADING_WORDS[kind]), "url": _address(agreement, kind)} for kind in kinds
    ]


OPEN_NOTICE = Q(kind=AgreementActKind.NOTICE, withdrawn_by=None)
LEADING_WORDS = {
    AgreementActKind.EXTENSION: _("Extend it"),
    AgreementActKind.NOTICE: _("Record a notice"),
    AgreementActKind.NOTICE_WITHDRAWN: _("The notice is withdrawn"),
}


def last_recorded(agreement: Agreement) -> dict[str, str] | None:
    """Return what was recorded last and can be taken back, with its address; None where nothing was."""
    act = last_act(agreement)
    if act is None:
        return None
    url = reverse("partnerships:officer:agreement_act_remove", args=[agreement.slug, act.pk])
    return {"words": sentence_of(act), "url": url}


def _address(agreement: Agreement, kind: str) -> str:
    return reverse("partnerships:officer:agreement_act_add", args=[agreement.slug, kind])
