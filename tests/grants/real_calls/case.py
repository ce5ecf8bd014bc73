"""How the tests of a real call say what an application to it looks like, and what breaks each of its rules."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from grants.domain import applications, attachments, call_rules, drafts
from grants.domain.call_documents import import_call
from grants.domain.call_rules import Asked
from grants.domain.content import answered_sections
from grants.domain.facts import call_facts, facts_of, with_award
from grants.enums import CallStatus, QuestionKind
from grants.models import Application, Call
from grants.rules import Facts
from grants.rules.facts import History, Signed
from partnerships.models import Authority, FieldOfArt, Organisation
from tests.factories.accounts import RepresentationFactory, UserFactory
from tests.factories.partnerships import AuthorityFactory, FieldOfArtFactory, OrganisationFactory

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "calls"


@dataclass(frozen=True)
class Told:
    """An application as a test tells it: what is typed for each question, and what is not in the form.

    ``answers`` are as typed, in English; ``files`` maps a question to names, or to (name, pages); ``call``
    changes fields of the call (its clocks, its meeting), ``facts`` replaces facts that no form has: a grant that is
    proposed, the day of a report.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    language: str = "en"
    organisation: bool = False
    signatures: Sequence[Signed] = ()
    history: History = field(default_factory=History)
    now: datetime | None = None
    call: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)

    def but(self, **changes: Any) -> "Told":
        """Return the same application with other answers (by keyword) merged in; other parts with a trailing underscore."""
        parts = {name[:-1]: value for name, value in changes.items() if name.endswith("_")}
        answers = {name: value for name, value in changes.items() if not name.endswith("_")}
        for name in ("facts", "call", "files"):
            if name in parts:
                parts[name] = {**getattr(self, name), **parts[name]}
        return replace(self, answers={**self.answers, **answers}, **parts)


@dataclass(frozen=True)
class Pair:
    """An application just inside a rule and one just outside; ``rule`` is the number in the call's own text.

    ``number`` counts rules that carry the same number, from 0.
    """

    rule: str
    inside: Told
    outside: Told
    number: int = 0

    def __str__(self) -> str:
        return f"{self.rule}.{self.number}"


@dataclass(frozen=True)
class RealCall:
    """A real call: its file, when an application is handed in, one that is right, and a pair for each rule."""

    name: str
    now: datetime
    right: Told
    pairs: Sequence[Pair]
    fields: Sequence[str] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The call document."""
        return dict(json.loads((FOLDER / f"{self.name}.json").read_text(encoding="utf-8")))


def read_in(case: RealCall, *, open_: bool = True) -> Call:
    """Return the call, read in for an authority of its own, and open a week either way of the moment of handing in."""
    document = case.document
    slug = document.get("authority", "anybody")
    authority = Authority.objects.filter(slug=slug).first() or AuthorityFactory(slug=slug, diary_series="X")
    for code in (*document.get("fields", []), *case.fields):
        if not FieldOfArt.objects.filter(code=code).exists():
            FieldOfArtFactory(code=code)
    call = import_call(document, authority=authority, by=None)
    if open_:
        call.opens_at = call.opens_at or case.now - timedelta(days=7)
        call.closes_at = call.closes_at or case.now + timedelta(days=7)
        call.status = CallStatus.PUBLISHED
        call.save()
    return call


def begun(call: Call, told: Told, now: datetime) -> Application:
    """Return a draft of the call with everything typed and attached that is told."""
    person = UserFactory()
    organisation: Organisation | None = None
    if told.organisation:
        organisation = OrganisationFactory()
        RepresentationFactory(user=person, organisation=organisation)
    for name, value in told.call.items():
        setattr(call, name, value)
    call.save()
    application = applications.start(
        call, by=person, organisation=organisation, language=told.language, now=_while_open(call, now)
    )
    drafts.save_answers(application, told.answers, by=person)
    application.refresh_from_db()
    for code, files in told.files.items():
        question = call.questions.get(code=code, kind=QuestionKind.FILE)
        for file in files:
            filename, pages = file if isinstance(file, tuple) else (file, 1)
            attachments.add(
                application,
                question,
                filename=filename,
                content=pdf(pages),
                media_type="application/pdf",
                by=person,
            )
    application.refresh_from_db()
    return application


def _while_open(call: Call, now: datetime) -> datetime:
    if call.closes_at is not None and now >= call.closes_at:
        return call.closes_at - timedelta(minutes=1)
    return max(now, call.opens_at) if call.opens_at else now


def pdf(pages: int) -> bytes:
    """Return a PDF with so many empty pages."""
    made, content = pikepdf.new(), BytesIO()
    for _page in range(pages):
        made.add_blank_page()
    made.save(content)
    return content.getvalue()


def facts_told(call: Call, told: Told, now: datetime) -> Facts:
    """Return the facts of an application as told: the answers through the form, the rest as it is told."""
    moment = told.now or now
    application = begun(call, told, moment)
    facts = facts_of(
        application,
        answered_sections(application),
        call=call_facts(call),
        now=moment,
        history=told.history,
        signatures=told.signatures,
    )
    changed = dict(told.facts)
    if "awarded" in changed:
        facts = with_award(facts, changed.pop("awarded"), changed.pop("awarded_by_funder", None))
    return replace(facts, **changed)


def rule_of(call: Call, pair: Pair) -> Asked:
    """Return the rule that carries a number of the call's own text."""
    carrying = [asked for asked in call_rules.asked_in(call) if pair.rule in asked.row.carries]
    return carrying[pair.number]


def at(text: str) -> datetime:
    """Return a moment written as ISO 8601, UTC where it says no more."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


def sum_of(text: str) -> Decimal:
    """Return an amount."""
    return Decimal(text)
