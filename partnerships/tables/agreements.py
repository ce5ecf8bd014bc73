"""The columns of the registers of agreements."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.enums import AGREEMENT_TONES, AgreementKind, AgreementStatus
from partnerships.models import Agreement
from portal.core.tables import Column, by_choice, by_name, by_uncertain_date, link, noted
from portal.core.templatetags.portal import status


def _public_name(row: Agreement) -> object:
    return noted(link(row.get_absolute_url(), row.names), row.reference)


def _office_name(row: Agreement) -> object:
    address = reverse("partnerships:officer:agreement_detail", args=[row.slug])
    return noted(link(address, row.names), row.reference)


def _partnership(row: Agreement) -> object:
    if row.partnership is None:
        return noted(_("between others"), row.keeper.organisation.names)
    return noted(row.partnership.names, row.partnership.authority.organisation.names)


def _status(row: Agreement) -> object:
    return status(row.get_status_display(), AGREEMENT_TONES[row.status])


def _end(row: Agreement) -> object:
    if row.valid_until is None and row.open_ended:
        return _("without an end")
    return row.valid_until or ""


REST = [
    Column("partnership", _("Partnership"), _partnership, sort=by_name("partnership__sort_key")),
    Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort=by_choice("kind", AgreementKind)),
    Column("status", _("Status"), _status, sort=by_choice("status", AgreementStatus)),
    Column("from", _("Valid from"), lambda row: row.valid_from or "", sort=by_uncertain_date("valid_from")),
    Column("until", _("Valid until"), _end, sort=by_uncertain_date("valid_until")),
]
PUBLIC_AGREEMENTS = [Column("name", _("Title"), _public_name, sort=by_name(), heads_row=True), *REST]
OFFICE_AGREEMENTS = [Column("name", _("Title"), _office_name, sort=by_name(), heads_row=True), *REST]
