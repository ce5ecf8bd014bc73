"""Public registers of organisations by their org-id list codes, and which numbers can exist in them.

The codes are those of org-id.guide; the rules for check digits are the registers' own.
"""

import re
from collections.abc import Callable

# Code of the list -> what a number of it looks like without spaces, points and hyphens, and an example.
FORMATS: dict[str, tuple[str, str]] = {
    "AT-FB": (r"(FN)?\d{1,6}[A-Z]", "FN56247T"),
    "BE-BCE_KBO": (r"[01]\d{9}", "0202.239.951"),
    "CA-CRA_ACR": (r"\d{9}RR\d{4}", "118829803RR0001"),
    "CH-FDJP": (r"CHE\d{9}", "CHE-109.322.551"),
    "CZ-ICO": (r"\d{8}", "25596641"),
    "DE-CR": (r"[A-Z0-9]{3,25}", "HRB12345"),
    "DK-CVR": (r"\d{8}", "29190925"),
    "EE-KMKR": (r"(EE)?\d{9}", "EE100594102"),
    "EE-REG": (r"\d{8}", "10137025"),
    "ES-DIR3": (r"[A-Z]{1,2}\d{7,8}", "A09002970"),
    "FI-PRO": (r"\d{8}", "0112038-9"),
    "FR-INSEE": (r"\d{9}(\d{5})?", "552 100 554"),
    "FR-RCS": (r"\d{9}", "552 100 554"),
    "GB-CHC": (r"\d{6,7}", "1102951"),
    "GB-COH": (r"([A-Z]{2}\d{6}|\d{8})", "03977902"),
    "GB-EDU": (r"\d{6}", "133794"),
    "GB-GOR": (r"[A-Z]{2,3}\d{1,4}", "OT553"),
    "GB-LAE": (r"[A-Z]{3}", "NET"),
    "GB-NIC": (r"\d{6}", "100047"),
    "GB-SC": (r"SC\d{6}", "SC005336"),
    "GB-UKPRN": (r"\d{8}", "10007799"),
    "IE-CHY": (r"(CHY)?\d{3,5}", "CHY7908"),
    "IE-CRO": (r"\d{1,6}", "104547"),
    "IT-CF": (r"([A-Z0-9]{16}|\d{11})", "80016350821"),
    "LT-RC": (r"\d{7,9}", "188710061"),
    "LV-RE": (r"\d{11}", "40003032949"),
    "MX-RFC": (r"[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}", "GEQ790916MJ0"),
    "NL-KVK": (r"\d{8}", "41199988"),
    "NL-RSIN": (r"\d{9}", "003567845"),
    "NO-BRC": (r"\d{9}", "974760673"),
    "PL-KRS": (r"\d{10}", "0000033445"),
    "PL-REGON": (r"(\d{9}|\d{14})", "000001287"),
    "RO-CUI": (r"(RO)?\d{2,10}", "RO4305857"),
    "SE-BLV": (r"(16)?\d{10}", "232100-0131"),
    "SE-KK": (r"\d{10}", "232100-0131"),
    "UA-EDR": (r"\d{8}", "00032129"),
    "US-EIN": (r"\d{9}", "13-1684331"),
    "XI-GRID": (r"GRID\d{4,6}[0-9A-F]{1,2}", "grid.8761.8"),
    "XI-ISNI": (r"\d{15}[\dX]", "0000 0000 9919 9582"),
    "XI-LEI": (r"[A-Z0-9]{18}\d{2}", "549300O4X7Q8WZ8QEK65"),
    "XI-ROR": (r"0[A-Z0-9]{6}\d{2}", "01tm6cn81"),
    "XI-WIKIDATA": (r"Q\d+", "Q104231"),
    "XM-EORI": (r"[A-Z]{2}[A-Z0-9]{1,15}", "SE2321000131"),
    "ZA-NPO": (r"\d{6}(NPO)?", "000-838-NPO"),
}


def plain(number: str) -> str:
    """Return a number without the signs that people group it with, in capital letters."""
    return re.sub(r"[\s.\-/]", "", number).upper()


def example_of(code: str) -> str:
    """Return what a number of this list looks like."""
    return FORMATS[code][1]


def has_form(code: str, number: str) -> bool:
    """Tell whether the number looks like one of this list."""
    return re.fullmatch(FORMATS[code][0], plain(number)) is not None


def adds_up(code: str, number: str) -> bool:
    """Tell whether the check digits are right; true for lists that have none, or none that is known here."""
    check = CHECKS.get(code)
    return check is None or check(re.sub(r"\D", "", number))


def _luhn(digits: str) -> bool:
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _swedish(digits: str) -> bool:
    return _luhn(digits[-10:])


def _siren(digits: str) -> bool:
    return _luhn(digits[:9])


def _weighted(weights: tuple[int, ...]) -> Callable[[str], bool]:
    """Return the check that the digits, each with its weight, add up to a multiple of eleven."""
    return lambda digits: (
        sum(weight * int(sign) for weight, sign in zip(weights, digits, strict=True)) % 11 == 0
    )


def _belgian(digits: str) -> bool:
    return 97 - int(digits[:8]) % 97 == int(digits[8:])


CHECKS: dict[str, Callable[[str], bool]] = {
    "BE-BCE_KBO": _belgian,
    "DK-CVR": _weighted((2, 7, 6, 5, 4, 3, 2, 1)),
    "FI-PRO": _weighted((7, 9, 10, 5, 8, 4, 2, 1)),
    "FR-INSEE": _siren,
    "FR-RCS": _siren,
    "NO-BRC": _weighted((3, 2, 7, 6, 5, 4, 3, 2, 1)),
    "SE-BLV": _swedish,
    "SE-KK": _swedish,
}
