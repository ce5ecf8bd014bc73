"""Which acts may be recorded on an agreement as it stands."""

from typing import Any

from django.urls import reverse

from partnerships.domain.agreement_acts import LIVING
from partnerships.enums import AgreementActKind, AgreementStatus
from partnerships.models import Agreement


def offered(agreement: Agreement) -> list[dict[str, Any]]:
    """Return the acts that may be recorded on an agreement as it stands, with the words of their links."""
    kinds: list[AgreementActKind] = []
    if agreement.status == AgreementStatus.EXPIRED:
        kinds = [AgreementActKind.EXTENSION]
    elif agreement.status in LIVING:
        waits = agreement.last_day is not None
        without = AgreementActKind.NOTICE if waits else AgreementActKind.NOTICE_WITHDRAWN
        kinds = [kind for kind in AgreementActKind if kind != without]
    return [
        {
            "words": kind.label,
            "url": reverse("partnerships:officer:agreement_act_add", args=[agreement.slug, kind]),
        }
        for kind in kinds
    ]
