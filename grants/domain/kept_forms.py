"""The form of a call, kept at hand: a draft that saves itself does not read and build every question anew.

A stamp tells whether it is still what the database has. It is made of the rows themselves, so whoever changes one, and
however, changes the stamp; a draft's page reads it along with the draft. What has been built is kept by the process,
for reading only.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

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


_forms: AtHand[Sequence[Question]] = AtHand()


def questions_of(application: Application) -> Sequence[Question]:
    """Return the questions that an application's call asks, and those it has asked before; nobody may change them."""
    call = application.call
    return _forms.get(
        f"{call.pk}:{stamp_of(application)}",
        lambda: tuple(call.questions.select_related("call")),
    )


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
