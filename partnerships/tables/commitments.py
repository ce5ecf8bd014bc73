"""The columns of the registers of commitments and work programmes."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.enums import COMMITMENT_TONES, CommitmentStatus
from partnerships.models import Commitment, WorkProgramme
from portal.core.tables import Column, by_choice, by_uncertain_date, link, noted
from portal.core.templatetags.portal import status


def _what(row: Commitment) -> object:
    address = reverse("partnerships:officer:commitment_detail", args=[row.pk])
    return noted(link(address, row.what), str(row.agreement or row.work_programme))


def _who(row: Commitment) -> object:
    return _("both sides") if row.mutual else row.owner or ""


def _state(row: Commitment) -> object:
    if row.is_late(timezone.localdate()):
        return status(gettext("Late"), "wait")
    return status(row.get_status_display(), COMMITMENT_TONES[row.status])


def _office_name(row: WorkProgramme) -> object:
    return link(reverse("partnerships:officer:work_programme_detail", args=[row.pk]), row.names)


def _public_name(row: WorkProgramme) -> object:
    return link(row.get_absolute_url(), row.names)


COMMITMENTS = [
    Column("what", _("What"), _what, heads_row=True),
    Column("who", _("Who"), _who),
    Column("quantity", _("How many"), lambda row: row.quantity or ""),
    Column("due", _("By when"), lambda row: row.due or "", sort=by_uncertain_date("due")),
    Column("state", _("State"), _state, sort=by_choice("status", CommitmentStatus)),
]
_REST = [
    Column("partnership", _("Partnership"), lambda row: row.partnership or ""),
    Column("agreement", _("Executes"), lambda row: row.agreement or ""),
    Column("period", _("Period"), lambda row: row.period or "", sort=by_uncertain_date("period")),
]
OFFICE_PROGRAMMES = [Column("name", _("Title"), _office_name, heads_row=True), *_REST]
PUBLIC_PROGRAMMES = [Column("name", _("Title"), _public_name, heads_row=True), *_REST]
