"""The rules of a call: added, changed, moved and removed; and as a tree that can be asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from grants.domain.call_wording import wording_of
from grants.enums import Effect, Stage
from grants.models import Call, CallRule
from grants.permissions import can_edit_call
from grants.rules import CATALOGUE, Facts, Rule, RuleError, Verdict, kind_named
from grants.rules.base import Outcome
from grants.rules.kinds.combined import Combined
from grants.rules.words import NO_WORDS, Wording, worded
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting

DEEPEST = 5


@dataclass(frozen=True)
class Asked:
    """A rule of a call with the row it stands in."""

    row: CallRule
    rule: Rule
    wording: Wording = NO_WORDS

    @cached_property
    def classes(self) -> frozenset[type]:
        """The classes of the rule and of every rule inside it."""
        return frozenset(each for rule in every_rule(self.rule) for each in type(rule).__mro__)

    def is_any_of(self, kinds: Iterable[type[Rule]]) -> bool:
        """Tell whether the rule, or one inside it, is of one of these kinds."""
        return not self.classes.isdisjoint(kinds)

    def sentence(self) -> str:
        """State the rule: in the call's own words where it has them."""
        if self.row.words:
            return str(self.row.words)
        with worded(self.wording):
            return self.rule.sentence()

    def check(self, facts: Facts) -> Verdict:
        """Say whether an application keeps the rule, with the call's words for its codes."""
        with worded(self.wording):
            return self.rule.check(facts)


def every_rule(rule: Rule) -> Iterator[Rule]:
    """Yield a rule and every rule inside it."""
    yield rule
    if isinstance(rule, Combined):
        for one in rule.inside:
            yield from every_rule(one)


@dataclass(frozen=True)
class Finding:
    """What a rule says of an application: against it, or that something is not known yet, or for the officer."""

    asked: Asked
    verdict: Verdict

    @property
    def effect(self) -> str:
        """What the rule does when it is not met."""
        return self.asked.row.effect

    @property
    def about(self) -> str:
        """The meaning, or "question:" and the code, of what it is about; may be empty."""
        return self.verdict.about or self.asked.rule.about

    @property
    def sentence(self) -> str:
        """What is wrong, or the rule itself while nothing is known."""
        return self.verdict.why or self.asked.sentence()


def tree_of(rows: Sequence[CallRule], wording: Wording = NO_WORDS) -> list[Asked]:
    """Return the rules that stand in no other, each with those inside it. Raises RuleError for a row that is no rule.

    Parameters: ``wording`` are the call's words for codes.
    """
    inside: dict[int | None, list[CallRule]] = {}
    for row in rows:
        inside.setdefault(row.parent_id, []).append(row)

    def built(row: CallRule) -> Rule:
        return kind_named(row.kind).read(row.parameters, [built(one) for one in inside.get(row.pk, [])])

    return [Asked(row, built(row), wording) for row in inside.get(None, []) if _is_whole(row, inside)]


def _is_whole(row: CallRule, inside: Mapping[int | None, Sequence[CallRule]]) -> bool:
    """Tell whether a combination has its rules inside already; one that an officer is still filling asks nothing."""
    children = inside.get(row.pk, [])
    return len(children) >= CATALOGUE[row.kind].fewest_inside and all(
        _is_whole(one, inside) for one in children
    )


@dataclass(frozen=True)
class Outlined:
    """A rule as an officer sees it while it is being made: in words, with those inside it, and what it still lacks."""

    row: CallRule
    words: str
    problem: str
    inside: Sequence["Outlined"]
    # How many more rules can stand inside, and whether one must.
    room: int = 0

    @property
    def asked_at(self) -> str:
        """When the rule is asked, in words."""
        return ", ".join(str(Stage(stage).label) for stage in self.row.stages)

    def walk(self) -> Iterator["Outlined"]:
        """Yield the rule and all inside it."""
        yield self
        for one in self.inside:
            yield from one.walk()


def outline_of(rows: Sequence[CallRule]) -> list[Outlined]:
    """Return the rules that stand in no other, each with those inside it, also those that are not complete."""
    inside: dict[int | None, list[CallRule]] = {}
    for row in rows:
        inside.setdefault(row.parent_id, []).append(row)
    with worded(wording_of(rows[0].call) if rows else NO_WORDS):
        return [_outlined(row, inside) for row in inside.get(None, [])]


def _outlined(row: CallRule, inside: Mapping[int | None, Sequence[CallRule]]) -> Outlined:
    children = [_outlined(one, inside) for one in inside.get(row.pk, [])]
    kind = CATALOGUE.get(row.kind)
    if kind is None:
        sentence = _("The portal knows no kind of rule called “%(name)s”.") % {"name": row.kind}
        return Outlined(row, str(row.words) or row.kind, sentence, children)
    problem, words = "", str(row.words)
    try:
        values = kind.read_parameters(row.parameters)
        if not kind.most_inside:
            words = words or kind(**values).sentence()
        elif len(children) < kind.fewest_inside:
            problem = kind.wrong_inside()
    except RuleError as error:
        problem = " ".join(error.sentences.values())
    room = max(0, kind.most_inside - len(children))
    return Outlined(row, words or str(kind.title), problem, children, room)


def asked_in(call: Call) -> list[Asked]:
    """Return the rules of a call, in its order, with the call's words; one query for a call without rules."""
    rows = list(call.rules.all())
    return tree_of(rows, wording_of(call)) if rows else []


def findings(rules: Sequence[Asked], facts: Facts, stage: Stage) -> list[Finding]:
    """Return what the rules of a stage say that is not simply "met".

    While filling in, what is not known yet is no finding; at every later stage it is. What a person has to judge
    always is one.
    """
    found = []
    # The rules of a call share its words: they are put up once for all that stand together.
    for _words, together in groupby(rules, key=lambda asked: id(asked.wording)):
        of_stage = [asked for asked in together if stage in asked.row.stages]
        if not of_stage:
            continue
        with worded(of_stage[0].wording):
            for asked in of_stage:
                verdict = asked.rule.check(facts)
                if not (verdict.is_met or (stage == Stage.TYPING and verdict.outcome is Outcome.UNKNOWN)):
                    found.append(Finding(asked, verdict))
    return found


def read_tree(row: Mapping[str, Any]) -> Rule:
    """Return the rule that a document writes, with those inside it. Raises RuleError."""
    inside = [read_tree(one) for one in row.get("rules", [])]
    return kind_named(row.get("kind", "")).read(row.get("parameters", {}), inside)


def unstored(call: Call, row: Mapping[str, Any], *, parent: CallRule | None, position: int) -> CallRule:
    """Return a row for a rule that a document writes; its stages are those of its kind where it names none."""
    kind = kind_named(row["kind"])
    stages = row.get("stages") or [str(stage) for stage in kind.stages]
    return CallRule(
        call=call,
        parent=parent,
        position=position,
        kind=row["kind"],
        parameters=row.get("parameters", {}),
        effect=row.get("effect", Effect.JUDGED if row["kind"] == "judged" else Effect.BLOCKING),
        stages=[] if parent is not None else list(stages),
        words=row.get("words", {}),
        carries=row.get("carries", []),
    )


@transaction.atomic
def add(call: Call, values: Mapping[str, Any], *, parent: CallRule | None = None, by: Any) -> CallRule:
    """Add a rule at the end of a call's rules, or of those inside another.

    Parameters: ``values`` has ``kind``, ``parameters`` and as wanted ``effect``, ``stages``, ``words``. Raises
    NotAllowed, or DomainError with a sentence beside each parameter that is wrong.
    """
    with acting(by):
        call = lock(call)
        records.require(by is None or can_edit_call(by, call))
        kind = _kind(values["kind"])
        if parent is not None:
            _require_room(parent)
        _require_parameters(kind, values.get("parameters", {}))
        record = unstored(call, values, parent=parent, position=_next(call, parent))
        return records.add(record, {})


@transaction.atomic
def edit(row: CallRule, changes: Mapping[str, Any], *, version: int | None, by: Any) -> CallRule:
    """Change a rule's parameters, effect, stages or words; its kind stays. Raises StaleEdit, DomainError, NotAllowed."""
    with acting(by):
        records.require(by is None or can_edit_call(by, row.call))
        if "kind" in changes and changes["kind"] != row.kind:
            raise DomainError(_("A rule keeps its kind: remove it and add another."), code="fixed")
        if "parameters" in changes:
            _require_parameters(_kind(row.kind), changes["parameters"])
        return records.change(row, changes, version=version)


@transaction.atomic
def shift(row: CallRule, *, by_places: int, by: Any) -> None:
    """Move a rule up (-1) or down (1) among its neighbours; at the end it stays where it is."""
    with acting(by):
        call = lock(row.call)
        records.require(by is None or can_edit_call(by, call))
        order = list(call.rules.filter(parent=row.parent_id))
        place = next((place for place, one in enumerate(order) if one.pk == row.pk), None)
        if place is None:
            raise DomainError(_("This has been removed since you opened it."), code="removed")
        other = place + by_places
        if not 0 <= other < len(order):
            return
        order[place], order[other] = order[other], order[place]
        for position, one in enumerate(order):
            one.position = position
        CallRule.objects.bulk_update(order, ["position"])


@transaction.atomic
def remove(row: CallRule, *, by: Any) -> None:
    """Remove a rule with those inside it."""
    with acting(by):
        records.require(by is None or can_edit_call(by, row.call))
        records.remove(row, protected=_("Other records still refer to this rule."))


def _kind(name: str) -> type[Rule]:
    try:
        return kind_named(name)
    except RuleError as error:
        raise field_errors({"kind": str(error)}) from error


def _require_parameters(kind: type[Rule], raw: Mapping[str, Any]) -> None:
    """Read the parameters as they are; whether enough rules stand inside shows later, when they are there."""
    try:
        kind.read_parameters(raw)
    except RuleError as error:
        raise DomainError({name or "__all__": [words] for name, words in error.sentences.items()}) from error


def _require_room(parent: CallRule) -> None:
    if parent.inside.count() >= CATALOGUE[parent.kind].most_inside:
        raise DomainError(_("No more rules can stand inside this one."), code="inside")
    depth, above = 1, parent
    while above.parent is not None:
        depth, above = depth + 1, above.parent
    if depth >= DEEPEST:
        raise DomainError(_("Rules stand inside rules too deeply."), code="deep")


def _next(call: Call, parent: CallRule | None) -> int:
    last = call.rules.filter(parent=parent).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1
