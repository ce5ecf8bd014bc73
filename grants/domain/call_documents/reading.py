"""Reading a call document in: a draft of a call, or a list of everything that is wrong, and nothing stored."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from grants.domain import call_rules, conditions
from grants.domain.call_documents.fields import WrongValue, carried, decoded
from grants.domain.call_documents.parts import PARTS, TIED, Part
from grants.domain.call_documents.problems import DocumentProblems, Problem
from grants.domain.call_documents.shape import shape_problems
from grants.models import Call, CallRule, Programme, Question
from grants.permissions import can_edit_call
from grants.rules import RuleError
from partnerships.enums import OrganisationKind
from partnerships.models import Authority, FieldOfArt, Organisation, Partnership
from portal.core.domain import records
from portal.core.history import acting


def import_call(
    document: Any, *, authority: Authority, by: Any, slug: str = "", year: int | None = None
) -> Call:
    """Store a document as a draft of a call of an authority, whole or not at all.

    Parameters: ``slug`` and ``year`` replace the document's own (for a copy, or next year's edition). Raises
    NotAllowed, or DocumentProblems with everything that is wrong and its place in the document.
    """
    records.require(by is None or can_edit_call(by, Call(authority=authority)))
    if problems := shape_problems(document):
        raise DocumentProblems(problems)
    reader = _Reader(document, authority)
    with transaction.atomic(), acting(by):
        call = reader.call(slug or document["slug"], year)
        if reader.problems:
            raise DocumentProblems(reader.problems)
    return call


def free_address(document: Any) -> str:
    """Return another address for a document whose own is taken on this portal; empty where it can have its own."""
    slug = document.get("slug") if isinstance(document, Mapping) else None
    if not isinstance(slug, str) or not Call.objects.filter(slug=slug).exists():
        return ""
    return records.free_slug(Call, slug, length=90)


class _Reader:
    """Builds the records of one document and collects what is wrong on the way."""

    def __init__(self, document: Mapping[str, Any], authority: Authority) -> None:
        self.document, self.authority = document, authority
        self.zone = document["call"].get("time_zone") or authority.time_zone
        self.problems: list[Problem] = []

    def call(self, slug: str, year: int | None) -> Call:
        """Return the stored call; what could not be stored is among the problems."""
        self._known()
        if self.problems:
            raise DocumentProblems(self.problems)
        values = self._values(Call, self.document["call"], "call")
        defaults = {"time_zone": self.zone, "currency": self.authority.currency}
        values = {**defaults, "languages": list(self.authority.languages), **values}
        if year is not None:
            values |= {
                "year": year,
                "opens_at": None,
                "closes_at": None,
                "historic_window": None,
                "meets_on": None,
            }
        if Call.objects.filter(slug=slug).exists():
            sentence = _("There is a call at the address “%(slug)s” already.") % {"slug": slug}
            raise DocumentProblems([Problem("slug", sentence)])
        programme = self._programme()
        if self.problems:
            raise DocumentProblems(self.problems)
        call = Call(authority=self.authority, programme=programme, slug=slug)
        self._stored(call, values, "call")
        if self.problems:
            raise DocumentProblems(self.problems)
        self._tied(call, "partnerships", Partnership.objects.filter(authority=self.authority))
        self._tied(call, "fields", FieldOfArt.objects.all())
        made: dict[str, dict[str, Any]] = {}
        for part in PARTS:
            made[part.name] = self._part(call, part, made)
        self._conditions(list(made["questions"].values()))
        self._rules(call, self.document.get("rules", []), None, "rules")
        return call

    def _known(self) -> None:
        """See that the portal has the call's clocks and its languages: nothing else of it could be read."""
        if self.zone not in available_timezones():
            sentence = _("There is no time zone “%(zone)s”.") % {"zone": self.zone}
            self.problems.append(Problem("call / time_zone", sentence))
        unknown = set(self.document["call"].get("languages", [])) - set(dict(settings.CALL_LANGUAGES))
        if unknown:
            sentence = _("The portal has no language with the code %(codes)s.")
            codes = ", ".join(sorted(unknown))
            self.problems.append(Problem("call / languages", sentence % {"codes": codes}))

    def _conditions(self, questions: Sequence[Question]) -> None:
        """See that what a question is asked by is another question's answer, and that none waits for itself."""
        for question in questions:
            try:
                conditions.check(question, questions)
            except ValidationError as error:
                self.problems += _told(error, f"questions / {question.position + 1}")

    def _programme(self) -> Programme:
        written = dict(self.document["programme"])
        slug = written.pop("slug")
        known = Programme.objects.filter(slug=slug).first()
        if known is not None and known.authority_id == self.authority.pk:
            return known
        programme = Programme(authority=self.authority)
        programme.slug = slug if known is None else records.free_slug(Programme, slug)
        self._stored(programme, self._values(Programme, written, "programme"), "programme")
        return programme

    def _tied(self, call: Call, name: str, offered: "models.QuerySet[Any]") -> None:
        slugs, key = self.document.get(name, []), TIED[name]
        found = {getattr(one, key): one for one in offered.filter(**{f"{key}__in": slugs})}
        for place, slug in enumerate(slugs, start=1):
            if slug not in found:
                sentence = _("This portal has none called “%(slug)s” here.") % {"slug": slug}
                self.problems.append(Problem(f"{name} / {place}", sentence))
        getattr(call, name).set(found.values())

    def _part(self, call: Call, part: Part, made: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        stored: dict[str, Any] = {}
        for place, row in enumerate(self.document.get(part.name, [])):
            where = f"{part.name} / {place + 1}"
            record = part.model(call=call, position=place)
            values = self._values(part.model, {k: v for k, v in row.items() if k not in part.refers}, where)
            for name in part.refers:
                if name in row:
                    values[name] = self._referred(name, row[name], made, f"{where} / {name}")
            if any(name in row and values[name] is None for name in part.refers):
                continue
            if self._stored(record, values, where):
                organisation = getattr(record, "organisation", None)
                stored[getattr(record, "code", "") or getattr(organisation, "slug", str(place))] = record
        return stored

    def _referred(self, name: str, key: str, made: Mapping[str, dict[str, Any]], where: str) -> Any:
        if name == "organisation":
            return self._organisation(key, where)
        found = made["strands" if name == "strand" else "funders"].get(key)
        if found is None:
            self.problems.append(
                Problem(where, _("The document has none called “%(code)s”.") % {"code": key})
            )
        return found

    def _organisation(self, slug: str, where: str) -> Organisation | None:
        known = Organisation.objects.filter(slug=slug).first()
        written = self.document.get("organisations", {}).get(slug)
        if known is not None:
            return known
        if written is None:
            sentence = _("Neither this portal nor the document has an organisation called “%(slug)s”.")
            self.problems.append(Problem(where, sentence % {"slug": slug}))
            return None
        if written["kind"] not in OrganisationKind.values:
            sentence = _("“%(value)s” is not offered here.") % {"value": written["kind"]}
            self.problems.append(Problem(f"organisations / {slug} / kind", sentence))
            return None
        organisation = Organisation(slug=slug)
        return organisation if self._stored(organisation, dict(written), f"organisations / {slug}") else None

    def _rules(
        self, call: Call, rows: Sequence[Mapping[str, Any]], parent: CallRule | None, where: str
    ) -> None:
        for place, row in enumerate(rows):
            here = f"{where} / {place + 1}"
            try:
                call_rules.read_tree(row)
            except RuleError as error:
                self.problems += [
                    Problem(f"{here} / {name}".rstrip(" /"), sentence)
                    for name, sentence in error.sentences.items()
                ]
                continue
            self._rule(call, row, parent, place, here)

    def _rule(
        self, call: Call, row: Mapping[str, Any], parent: CallRule | None, place: int, here: str
    ) -> None:
        record = call_rules.unstored(call, row, parent=parent, position=place)
        if self._stored(record, {}, here):
            for position, inner in enumerate(row.get("rules", [])):
                self._rule(call, inner, record, position, f"{here} / rules / {position + 1}")

    def _values(self, model: type[models.Model], written: Mapping[str, Any], where: str) -> dict[str, Any]:
        fields = {field.name: field for field in carried(model)}
        values = {}
        for name, raw in written.items():
            try:
                values[name] = decoded(fields[name], raw, self.zone)
            except WrongValue as error:
                self.problems.append(Problem(f"{where} / {name}", str(error)))
        return values

    def _stored(self, record: models.Model, values: Mapping[str, Any], where: str) -> bool:
        """Store a record, or keep what stands against it."""
        try:
            with transaction.atomic():
                records.add(record, values)
        except ValidationError as error:
            self.problems += _told(error, where)
            return False
        return True


def _told(error: ValidationError, where: str) -> list[Problem]:
    if not hasattr(error, "error_dict"):
        return [Problem(where, " ".join(error.messages))]
    return [
        Problem(where if name == NON_FIELD_ERRORS else f"{where} / {name}", " ".join(sentences))
        for name, sentences in error.message_dict.items()
    ]
