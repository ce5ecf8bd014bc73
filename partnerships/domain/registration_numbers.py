"""Registration numbers: of a register that org-id knows, in its form, with check digits that add up."""

from django.utils.translation import gettext as _

from partnerships import registration
from partnerships.models import RegistrationNumber
from portal.core.errors import DomainError


def require_known(number: RegistrationNumber) -> None:
    """Refuse a number whose register is not known or in which it cannot exist, beside the field it is about."""
    code = number.list_code
    if code not in registration.FORMATS:
        raise DomainError(
            {
                "list_code": [
                    _(
                        "org-id has no register “%(code)s” that the portal knows. Write a code such as %(known)s."
                    )
                    % {"code": code, "known": "SE-BLV, DK-CVR, NL-KVK, GB-COH"}
                ]
            }
        )
    values = {"number": number.number, "code": code, "example": registration.example_of(code)}
    if not registration.has_form(code, number.number):
        sentence = _("“%(number)s” is no number of %(code)s. One looks like %(example)s.")
        raise DomainError({"number": [sentence % values]})
    if not registration.adds_up(code, number.number):
        sentence = _(
            "“%(number)s” has a slip in it: its check digit does not fit. Compare it with the register."
        )
        raise DomainError({"number": [sentence % values]})
