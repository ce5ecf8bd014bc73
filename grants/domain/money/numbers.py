"""Numbers of accounts: IBAN and BIC by their standards, Swedish giro numbers by their check digit."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException

from grants.enums.money import AccountKind
from portal.core.errors import field_errors

BANKGIRO_DIGITS = (7, 8)
PLUSGIRO_DIGITS = (2, 8)


@dataclass(frozen=True)
class Number:
    """A number that was found right: as it is kept, and its bank where that is told with it."""

    number: str
    bic: str = ""

    @property
    def tail(self) -> str:
        """Return its last four characters, by which people know it again."""
        return self.number[-4:]


def has_check_digit(digits: str) -> bool:
    """Tell whether the last digit is the one that the others ask for (Luhn's algorithm, ISO/IEC 7812-1)."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def read_number(kind: str, typed: str, bic: str = "") -> Number:
    """Return a number as typed, without what people put between its figures.

    Raises DomainError beside ``number`` or ``bic``, without repeating the number.
    """
    if kind == AccountKind.IBAN:
        return read_iban(typed, bic)
    figures = "".join(typed.replace("-", " ").split())
    shortest, longest = BANKGIRO_DIGITS if kind == AccountKind.BANKGIRO else PLUSGIRO_DIGITS
    if not (figures.isascii() and figures.isdigit() and shortest <= len(figures) <= longest):
        raise field_errors(
            {
                "number": _("This number has between %(shortest)s and %(longest)s figures.")
                % {"shortest": shortest, "longest": longest}
            }
        )
    if not has_check_digit(figures):
        raise field_errors(
            {"number": _("The last figure does not fit the others. Compare the number again.")}
        )
    return Number(figures)


def read_iban(typed: str, bic: str = "") -> Number:
    """Return an IBAN with its BIC: as typed, or as the register of the country's banks knows it.

    Raises DomainError beside ``number`` or ``bic``.
    """
    try:
        iban = IBAN("".join(typed.split()).upper())
    except SchwiftyException as error:
        raise field_errors(
            {"number": _("This is no IBAN: its country, its length or its check digits are not right.")}
        ) from error
    if not bic.strip():
        known = iban.bic
        return Number(str(iban), str(known) if known else "")
    try:
        bank = BIC("".join(bic.split()).upper())
    except SchwiftyException as error:
        raise field_errors({"bic": _("This is no BIC. It has 8 or 11 letters and figures.")}) from error
    return Number(str(iban), str(bank))


def grouped(kind: str, number: str) -> str:
    """Return a number as it is printed, for those who may read all of it."""
    if kind == AccountKind.IBAN:
        return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    return f"{number[:-4]}-{number[-4:]}" if kind == AccountKind.BANKGIRO else f"{number[:-1]}-{number[-1]}"
