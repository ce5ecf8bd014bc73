"""The XML of a package: its metadata and its case file, both by the schema beside this file (archive.xsd)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from grants.archive.contents import Entry, Part
from grants.models import Application, CaseClosing, CaseParty, RetentionClass

NAMESPACE = "urn:cultural-partnerships:case-archive:1"
SCHEMA = Path(__file__).resolve().parent / "archive.xsd"
# What XML 1.0 has no place for; somebody pasted it from another program.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Described:
    """A file of the package as its metadata names it."""

    path: str
    media_type: str
    size: int
    sha256: str
    title: str
    kind: str = ""
    number: int | None = None
    confidentiality: str = ""
    ground: str = ""
    archival: str = ""
    original: str = ""


def schema() -> etree.XMLSchema:
    """Return the schema of both files."""
    return etree.XMLSchema(etree.parse(SCHEMA))


def metadata(
    closing: CaseClosing, retention: RetentionClass | None, files: Iterable[Described], language: str
) -> bytes:
    """Return metadata.xml: the case, its parties, its days, how long it is kept, and every other file."""
    application = closing.application
    root = etree.Element(_name("metadata"), nsmap={None: NAMESPACE})
    case = _element(root, "case")
    _case(case, application, closing, language)
    _retention(case, retention)
    parties = _element(root, "parties")
    for party in CaseParty.objects.filter(application=application).order_by("pk"):
        _party(parties, party)
    listed = _element(root, "files")
    for one in files:
        _file(listed, one)
    return _bytes(root)


def case_file(application: Application, parts: Iterable[Part], language: str) -> bytes:
    """Return case.xml: everything that the case holds, part by part."""
    root = etree.Element(
        _name("caseFile"), {"diaryNumber": application.diary_number}, nsmap={None: NAMESPACE}
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    for part in parts:
        element = _element(root, "part", name=part.name, title=part.title)
        for entry in part.entries:
            _entry(element, entry)
    return _bytes(root)


def _case(parent: Any, application: Application, closing: CaseClosing, language: str) -> None:
    _element(parent, "diaryNumber", application.diary_number)
    _element(parent, "reference", application.reference)
    _element(parent, "title", application.title or application.reference)
    _element(parent, "status", str(application.get_status_display()), code=application.status)
    _element(
        parent, "authority", application.authority.organisation.names.in_language(language),
        code=application.authority.slug,
    )  # fmt: skip
    call = application.call
    _element(parent, "call", call.names.in_language(language), code=call.slug)
    _element(parent, "language", application.language)
    dates = _element(parent, "dates")
    decision = getattr(application, "decision", None)
    moments = [
        ("submitted", application.submitted_at),
        ("decided", decision.decided_at if decision is not None else None),
        ("closed", closing.closed_at),
    ]
    for kind, moment in moments:
        if moment is not None:
            _element(dates, "date", moment.isoformat(), kind=kind)
    secrecy = _element(parent, "confidentiality", application.ground)
    secrecy.set("level", "restricted" if application.ground else "open")


def _retention(parent: Any, retention: RetentionClass | None) -> None:
    if retention is None:
        return
    element = _element(
        parent, "retention", code=retention.code, action=retention.action, trigger=retention.trigger
    )
    if retention.years is not None:
        element.set("years", str(retention.years))
    _element(element, "name", retention.name)
    _element(element, "ground", retention.ground)


def _party(parent: Any, party: CaseParty) -> None:
    element = _element(parent, "party", role=party.role, state=party.state)
    for name, day in (("since", party.since), ("until", party.until)):
        if day is not None:
            element.set(name, day.isoformat())
    _element(element, "name", party.name)
    if party.former_name:
        _element(element, "formerName", party.former_name)


def _file(parent: Any, one: Described) -> None:
    element = _element(
        parent, "file", path=one.path, mediaType=one.media_type, size=str(one.size), sha256=one.sha256
    )
    for name in ("kind", "confidentiality", "ground", "archival"):
        value = getattr(one, name)
        if value:
            element.set(name, _clean(value))
    if one.number is not None:
        element.set("registerNumber", str(one.number))
    _element(element, "title", one.title)
    if one.original:
        _element(element, "originalName", one.original)


def _entry(parent: Any, entry: Entry) -> None:
    element = _element(parent, "entry", title=entry.title)
    for one in entry.fields:
        _element(element, "field", one.value, name=one.name, label=one.label)
    for inner in entry.entries:
        _entry(element, inner)


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _element(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    element = etree.SubElement(parent, _name(tag))
    for name, value in attributes.items():
        element.set(name, _clean(str(value)))
    if text:
        element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)


def _bytes(root: Any) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written
