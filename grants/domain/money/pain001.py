"""The payment file: ISO 20022 customer credit transfer initiation, pain.001.001.09, written as it streams.

Swedish giro numbers stand in it as the Swedish Common Interpretation of ISO 20022 has them: a proprietary scheme for
Bankgiro, the clearing numbers of the giros as the bank's agent.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from lxml import etree

from grants.enums.money import AccountKind

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
NAME_LENGTH = 70
TEXT_LENGTH = 140
EURO = "EUR"
CLEARING = {AccountKind.BANKGIRO: "9900", AccountKind.PLUSGIRO: "9960"}
# What XML cannot hold at all.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Line:
    """One payment: its line's name, to whom, to which number, how much and what for."""

    line: str
    holder: str
    kind: str
    number: str
    bic: str
    amount: Decimal
    text: str


@dataclass(frozen=True)
class Head:
    """What the file says of itself and of who pays."""

    message_id: str
    made_at: datetime
    pays_on: date
    currency: str
    count: int
    control_sum: Decimal
    payer: str
    iban: str
    bic: str


def write(target: IO[bytes], head: Head, lines: Iterable[Line]) -> None:
    """Write the file; its memory does not grow with the lines."""
    with (
        etree.xmlfile(target, encoding="UTF-8") as out,
        out.element("Document", nsmap={None: NAMESPACE}),
        out.element("CstmrCdtTrfInitn"),
    ):
        out.write(_group(head))
        with out.element("PmtInf"):
            for part in _payer(head):
                out.write(part)
            for line in lines:
                out.write(_transaction(line, head.currency))


def _node(tag: str, *inside: Any, **attributes: str) -> Any:
    """Return an element with a text, or with the elements that are not None."""
    made = etree.Element(tag, attrib=dict(attributes))
    for one in inside:
        if isinstance(one, str):
            made.text = UNWRITABLE.sub(" ", one)
        elif one is not None:
            made.append(one)
    return made


def _group(head: Head) -> Any:
    return _node(
        "GrpHdr",
        _node("MsgId", head.message_id),
        _node("CreDtTm", head.made_at.isoformat(timespec="seconds")),
        _node("NbOfTxs", str(head.count)),
        _node("CtrlSum", f"{head.control_sum:.2f}"),
        _node("InitgPty", _node("Nm", head.payer[:NAME_LENGTH])),
    )


def _payer(head: Head) -> list[Any]:
    return [
        _node("PmtInfId", head.message_id),
        _node("PmtMtd", "TRF"),
        _node("NbOfTxs", str(head.count)),
        _node("CtrlSum", f"{head.control_sum:.2f}"),
        _node("ReqdExctnDt", _node("Dt", head.pays_on.isoformat())),
        _node("Dbtr", _node("Nm", head.payer[:NAME_LENGTH])),
        _node("DbtrAcct", _node("Id", _node("IBAN", head.iban)), _node("Ccy", head.currency)),
        _node("DbtrAgt", _node("FinInstnId", _node("BICFI", head.bic))),
        _node("ChrgBr", "SLEV" if head.currency == EURO else "SHAR"),
    ]


def _transaction(line: Line, currency: str) -> Any:
    return _node(
        "CdtTrfTxInf",
        _node("PmtId", _node("EndToEndId", line.line)),
        _node("Amt", _node("InstdAmt", f"{line.amount:.2f}", Ccy=currency)),
        _bank(line),
        _node("Cdtr", _node("Nm", line.holder[:NAME_LENGTH])),
        _node("CdtrAcct", _node("Id", _account(line))),
        _node("RmtInf", _node("Ustrd", line.text[:TEXT_LENGTH])),
    )


def _bank(line: Line) -> Any:
    if line.kind != AccountKind.IBAN:
        system = _node("ClrSysId", _node("Cd", "SESBA"))
        member = _node("ClrSysMmbId", system, _node("MmbId", CLEARING[AccountKind(line.kind)]))
        return _node("CdtrAgt", _node("FinInstnId", member))
    return _node("CdtrAgt", _node("FinInstnId", _node("BICFI", line.bic))) if line.bic else None


def _account(line: Line) -> Any:
    if line.kind == AccountKind.IBAN:
        return _node("IBAN", line.number)
    scheme = _node("Prtry", "BGNR") if line.kind == AccountKind.BANKGIRO else _node("Cd", "BBAN")
    return _node("Othr", _node("Id", line.number), _node("SchmeNm", scheme))
