"""The grounds of state aid that the portal comes with: each as its act has it, with the time in which it holds."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from grants.enums.money import AidKind
from grants.models import AidGround

_EUR_LEX = "https://eur-lex.europa.eu/eli/reg"

GROUNDS: tuple[dict[str, Any], ...] = (
    {
        "code": "de-minimis-2023",
        "kind": AidKind.DE_MINIMIS,
        "names": {"en": "De minimis aid", "sv": "Stöd av mindre betydelse"},
        "regulation": "(EU) 2023/2831",
        "article": "3(2)",
        "ceiling": Decimal(300_000),
        "years": 3,
        "valid_from": date(2024, 1, 1),
        "valid_until": date(2030, 12, 31),
        "notices": {
            "en": "This grant is de minimis aid under Regulation (EU) 2023/2831. A single undertaking may receive at most "
            "EUR 300,000 of such aid over any period of three years.",
            "sv": "Detta bidrag är stöd av mindre betydelse enligt förordning (EU) 2023/2831. Ett enda företag får ta emot "
            "högst 300 000 euro av sådant stöd under en period av tre år.",
        },
        "source": f"{_EUR_LEX}/2023/2831/oj",
    },
    {
        "code": "de-minimis-service-2023",
        "kind": AidKind.DE_MINIMIS_SERVICE,
        "names": {
            "en": "De minimis aid for services of general economic interest",
            "sv": "Stöd av mindre betydelse för tjänster av allmänt ekonomiskt intresse",
        },
        "regulation": "(EU) 2023/2832",
        "article": "3(2)",
        "ceiling": Decimal(750_000),
        "years": 3,
        "valid_from": date(2024, 1, 1),
        "valid_until": date(2030, 12, 31),
        "source": f"{_EUR_LEX}/2023/2832/oj",
    },
    {
        "code": "gber-53",
        "kind": AidKind.EXEMPTED,
        "names": {
            "en": "Aid for culture and heritage conservation",
            "sv": "Stöd till kultur och bevarande av kulturarvet",
        },
        "regulation": "(EU) 651/2014",
        "article": "53",
        "valid_from": date(2014, 7, 1),
        "valid_until": date(2026, 12, 31),
        "source": f"{_EUR_LEX}/2014/651/oj",
    },
)


@transaction.atomic
def load() -> int:
    """Add the grounds that are not there yet, and return how many; what officers of the portal changed stays."""
    known = set(AidGround.objects.values_list("code", flat=True))
    missing = [AidGround(**one) for one in GROUNDS if one["code"] not in known]
    for ground in missing:
        ground.clean_fields()
        ground.validate_constraints()
        ground.save(force_insert=True)
    return len(missing)
