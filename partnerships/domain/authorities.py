"""Authorities: what an authority says of itself."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

import pycountry
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.models import Authority
from portal.accounts.permissions import can_administer
from portal.core.domain import records
from portal.core.errors import field_errors


@transaction.atomic
def edit(authority: Authority, changes: Mapping[str, Any], *, version: int, by: Any) -> Authority:
    """Change an authority's languages, currency, time zone, diary series or introduction.

    Raises NotAllowed for anybody but its administrators, StaleEdit, and DomainError for a currency (ISO 4217) or a time
    zone that does not exist, or when no language is left.
    """
    records.require(can_administer(by, authority.pk))
    return records.change(authority, changes, version=version, checks=(_require_known_codes,))


def _require_known_codes(authority: Authority) -> None:
    errors = {}
    if pycountry.currencies.get(alpha_3=authority.currency) is None:
        errors["currency"] = _(
            "There is no currency “%(code)s”: write three letters such as SEK, DKK or EUR."
        ) % {"code": authority.currency}
    if authority.time_zone not in available_timezones():
        errors["time_zone"] = _("There is no time zone “%(zone)s”: write one such as Europe/Stockholm.") % {
            "zone": authority.time_zone
        }
    if not authority.languages:
        errors["languages"] = _("Choose the languages in which the authority writes; at least one.")
    if errors:
        raise field_errors(errors)
