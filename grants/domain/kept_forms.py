"""The form of a call, kept at hand: a draft that saves itself does not read and build every question anew.

A stamp tells whether it is still what the database has. It is made of the rows themselves, so whoever changes one, and
however, changes the stamp; a draft's page reads it along with the draft. What has been built is kept by the process,
for reading only.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from copy import copy
from threading import Lock

from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.utils.translation import get_language

from grants.domain.outline import FormSection, is_of_stage, sections_of
from grants.models import (
    Application,
    Call,
    CallFunder,
    CallRule,
    Envelope,
    FlatRate,
    Question,
    Strand,
)

MOST_KEPT = 200
# Where rows of a call stand, and the column that names the call.
_TABLES = {
    Call._meta.db_table: "id",
    **{
        model._meta.db_table: "call_id"
        for model in (Question, CallRule, CallFunder, FlatRate, Strand, Envelope, Call.fields.through)
    },
}


class AtHand[T]:
    """What a process has built and keeps, by its stamp: the latest few hundred, whoever asks first builds."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._turn = Lock()

    def get(self, key: str, build: Callable[[], T]) -> T:
        """Return what is kept under a key, or build and keep it."""
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = build()
        with self._turn:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made


class KeptForm:
    """The questions that a call asks, and those it has asked before, in ``known``; nobody may change them."""

    def __init__(self, call: Call) -> None:
        """Read the questions; how they stand on the pages is worked out when it is first asked for."""
        self._call = call
        self.known: Sequence[Question] = tuple(call.questions.all())
        self._sections: dict[tuple[str, str | None], Sequence[FormSection]] = {}

    @property
    def call(self) -> Call:
        """The call, as an object of the reader's own: what it looks up from there, it does not leave to others."""
        return copy(self._call)

    def sections(self, stage: str) -> Sequence[FormSection]:
        """Return the sections that are asked at a stage of the call, with their titles in the active language."""
        key = (stage, get_language())
        if key not in self._sections:
            asked = [one for one in self.known if one.removed_at is None and is_of_stage(one, stage)]
            self._sections[key] = tuple(sections_of(asked))
        return self._sections[key]


_forms: AtHand[KeptForm] = AtHand()


def form_of(application: Application) -> KeptForm:
    """Return the form of an application's call: the one at hand where the stamp says that it is still right."""
    call_id = application.call_id
    key = f"{call_id}:{stamp_of(application)}"
    return _forms.get(key, lambda: KeptForm(Call.objects.get(pk=call_id)))


def _stamp_sql(call: str) -> str:
    """Return SQL for the stamp of the call in a column.

    It begins with the number of the call's rules. A row's transaction and place (xmin, ctid) change with every change
    of the row.
    """
    rows = " UNION ALL ".join(
        f"SELECT '{table}' || id || '.' || xmin || ctid::text AS said FROM {table} WHERE {column} = {call}"  # noqa: S608 - nothing of this comes from a request
        for table, column in _TABLES.items()
    )
    count = f"(SELECT count(*)::text FROM {CallRule._meta.db_table} WHERE call_id = {call})"  # noqa: S608
    return f"{count} || ':' || (SELECT md5(string_agg(said, ',' ORDER BY said)) FROM ({rows}) AS parts)"  # noqa: S608


def without_rules(stamp: str) -> bool:
    """Tell from the stamp whether a call has no rules."""
    return stamp.startswith("0:")


def with_stamp(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Return applications that carry the stamp of their call's rules, as ``rules_stamp``."""
    sql = _stamp_sql('"grants_application"."call_id"')
    return applications.annotate(rules_stamp=RawSQL(sql, [], output_field=TextField()))  # noqa: S611


def stamp_of(application: Application) -> str:
    """Return the stamp that came with an application, or ask for it."""
    known = getattr(application, "rules_stamp", None)
    if known is not None:
        return str(known)
    sql = RawSQL(_stamp_sql('"grants_call"."id"'), [], output_field=TextField())  # noqa: S611
    found = Call.objects.annotate(stamp=sql).values_list("stamp", flat=True)
    return str(found.get(pk=application.call_id))
