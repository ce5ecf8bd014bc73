"""What the bank answers: an ISO 20022 payment status report (pain.002), or a CSV file with the same facts."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from portal.core.errors import DomainError

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001."
PAID = frozenset({"ACSC", "ACCC", "PAID"})
REFUSED = frozenset({"RJCT", "REFUSED"})
REASON_LENGTH = 300
HEADS = ("line", "status")


@dataclass(frozen=True)
class Answer:
    """What the bank says of one line, or, without a line, of a whole file."""

    line: str
    status: str
    reason: str = ""
    on: date | None = None
    message_id: str = ""

    @property
    def is_paid(self) -> bool:
        """Tell whether it was paid."""
        return self.status in PAID

    @property
    def is_refused(self) -> bool:
        """Tell whether it was refused."""
        return self.status in REFUSED


def read(file: IO[bytes]) -> Iterator[Answer]:
    """Yield the answers of a file. Raises DomainError with a sentence where it is neither kind."""
    start = file.read(200)
    file.seek(0)
    return _read_xml(file) if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else _read_csv(file)


def _read_xml(file: IO[bytes]) -> Iterator[Answer]:
    message_id, seen = "", False
    try:
        # No entities, no network: the file comes from outside.
        events = etree.iterparse(
            file,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        for event, node in events:
            if not seen:
                _require_report(node)
                seen = True
            if event == "start":
                continue
            name = etree.QName(node).localname
            if name == "OrgnlGrpInfAndSts":
                message_id = _text(node, "OrgnlMsgId")
                yield Answer("", _text(node, "GrpSts"), _reason(node), message_id=message_id)
            elif name == "TxInfAndSts":
                yield Answer(
                    _text(node, "OrgnlEndToEndId"),
                    _text(node, "TxSts"),
                    _reason(node),
                    _day(node),
                    message_id,
                )
                node.clear()
                while node.getprevious() is not None:
                    del node.getparent()[0]
            elif name == "PmtInfSts" and node.text:
                yield Answer("", node.text.strip(), "", message_id=message_id)
    except etree.XMLSyntaxError as error:
        raise DomainError(_("This file is broken: it is no XML to its end."), code="broken") from error


def _require_report(root: Any) -> None:
    if not (etree.QName(root).namespace or "").startswith(NAMESPACE):
        raise DomainError(_("This is no answer of a bank: a pain.002 file is expected, or CSV."), code="kind")


def _find(node: Any, name: str) -> Any:
    return node.find(f".//{{{etree.QName(node).namespace}}}{name}")


def _text(node: Any, name: str) -> str:
    found = _find(node, name)
    return (found.text or "").strip() if found is not None else ""


def _reason(node: Any) -> str:
    told = _find(node, "StsRsnInf")
    if told is None:
        return ""
    rest = [_text(told, name) for name in ("Cd", "Prtry", "AddtlInf")]
    return " ".join(part for part in rest if part)[:REASON_LENGTH]


def _day(node: Any) -> date | None:
    for name in ("AccptncDtTm", "FctvIntrBkSttlmDt"):
        text = _text(node, name) or _text(node, "Dt") if name == "FctvIntrBkSttlmDt" else _text(node, name)
        if text:
            return _read_day(text[:10])
    return None


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DomainError(
            _("“%(text)s” is no day. Write it as 2027-01-31.") % {"text": text[:40]}, code="day"
        ) from error


def _read_csv(file: IO[bytes]) -> Iterator[Answer]:
    try:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        sample = text.read(2000)
        text.seek(0)
        rows = csv.DictReader(text, delimiter=";" if sample.count(";") > sample.count(",") else ",")
        heads = {head.strip().lower() for head in rows.fieldnames or [] if head}
        if not set(HEADS) <= heads:
            raise DomainError(
                _("The columns “line” and “status” are missing, and as wanted “reason” and “date”."),
                code="kind",
            )
        for row in rows:
            told = {
                (key or "").strip().lower(): (value or "").strip()
                for key, value in row.items()
                if isinstance(value, str)
            }
            yield Answer(
                told.get("line", ""),
                told.get("status", "").upper(),
                told.get("reason", "")[:REASON_LENGTH],
                _read_day(told["date"]) if told.get("date") else None,
            )
        text.detach()
    except (UnicodeDecodeError, csv.Error) as error:
        raise DomainError(_("This file cannot be read as XML or CSV."), code="broken") from error
