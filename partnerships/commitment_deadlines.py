"""What partnerships have to have done by a day: commitments, with their last possible day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Commitment
from partnerships.views.commitment_rows import who_of
from portal.accounts.permissions import reads
from portal.core.registry import Deadline


def commitments_due(user: Any, first: date, last: date) -> Iterator[Deadline]:
    """Yield open commitments of one's authorities by the last day that their date may mean (X01)."""
    rows = Commitment.objects.visible_to(user).of_authorities(reads(user)).due_between(first, last)
    for commitment in rows.for_list():
        ground = commitment.agreement or commitment.work_programme
        said = [one for one in (who_of(commitment), str(ground), str(commitment.due)) if one]
        yield Deadline(
            key=f"commitment-{commitment.pk}",
            day=commitment.due_latest,  # type: ignore[attr-defined]
            title=_("Commitment due: %(what)s") % {"what": commitment},
            url=reverse("partnerships:officer:commitment_detail", args=[commitment.pk]),
            note=", ".join(said),
        )
