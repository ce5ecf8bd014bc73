"""Migrations that build many tables at once, without rendering all models after each line.

Django renders the historical models anew after every operation and before every migration, and pgtrigger adds three
operations for each table with a history: a new database of this many tables took longer than a minute. Steps that do
not need each other's models in between run as one, and only the models that they name, and what these refer to, are
rendered; all of them are when somebody reads them, which is once, after the last migration.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AddField, FieldOperation
from django.db.migrations.operations.models import CreateModel, IndexOperation, ModelOperation, RenameModel
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.migrations.utils import resolve_relation

Key = tuple[str, str]


class InOneStep(Operation):
    """Run operations of one sort (tables, then fields, then what rests on both) between one state and the next."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Describe how to write this operation down again."""
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change the state by all operations; without rendered models none of them renders anything.

        A state that came with rendered models leaves with models that are rendered when they are read: the executor
        would else render them all before the next migration, needed or not.
        """
        had_models = state.__dict__.pop("apps", None) is not None
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if had_models:
            state.__dict__["apps"] = ModelsWhenRead(state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Change the database by all operations in order."""
        before, after = self._needed(app_label, from_state), self._needed(app_label, to_state)
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, before, after)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Undo all operations, the last one first."""
        before, after = self._needed(app_label, from_state), self._needed(app_label, to_state)
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, before, after)

    def describe(self) -> str:
        """Say what the step does."""
        return f"{len(self.operations)} operations in one step, the first: {self.operations[0].describe()}"

    def _needed(self, app_label: str, state: ProjectState) -> ProjectState:
        """Return the part of a state that the operations need; all of it when one of them is of an unknown sort."""
        named: set[Key] = set()
        altered: set[Key] = set()
        for operation in self.operations:
            name = _model_of(operation)
            if name is None:
                return state
            named.add((app_label, name.lower()))
            if not isinstance(operation, CreateModel | AddField | IndexOperation):
                altered.add((app_label, name.lower()))
        # What becomes of a column concerns the tables that refer to it.
        named |= {key for key, model in state.models.items() if altered and altered & _referred(model)}
        return part(state, named)


class ModelsWhenRead:
    """The models of a state, rendered the first time that somebody reads one of them."""

    def __init__(self, state: ProjectState) -> None:
        self._state = state
        self._rendered: StateApps | None = None

    def clone(self) -> "ModelsWhenRead | StateApps":
        """Return models of the state as it is now, which stay what they are when it is changed."""
        if self._rendered is not None:
            return self._rendered.clone()
        models = {key: _as_it_is(model) for key, model in self._state.models.items()}
        return ModelsWhenRead(ProjectState(models, self._state.real_apps))

    def __getattr__(self, name: str) -> Any:
        if self._rendered is None:
            self._rendered = ProjectState(self._state.models, self._state.real_apps).apps
        return getattr(self._rendered, name)


def _as_it_is(model: ModelState) -> ModelState:
    """Return a copy of a model's state that keeps its fields and options when the model is changed; quick, unlike clone."""
    twin = copy(model)
    twin.fields, twin.options = dict(model.fields), dict(model.options)
    return twin


def part(state: ProjectState, named: Iterable[Key]) -> ProjectState:
    """Return the state of the named models and of all that these refer to, directly or through others."""
    models: dict[Key, ModelState] = {}
    # A proxy may stand on the table between two models, which no state of its own describes.
    between = {
        (model.app_label, f"{model.name_lower}_{name}".lower()): key
        for key, model in state.models.items()
        for name, field in model.fields.items()
        if field.many_to_many
    }
    waiting = list(named)
    while waiting:
        key = waiting.pop()
        key = key if key in state.models else between.get(key, key)
        if key not in models and key in state.models:
            models[key] = state.models[key]
            waiting.extend(_referred(state.models[key]))
    return ProjectState(models, state.real_apps)


def _model_of(operation: Operation) -> str | None:
    """Return the name of the one model that an operation changes; None where that cannot be told."""
    if isinstance(operation, FieldOperation):
        return operation.model_name
    if isinstance(operation, IndexOperation):
        return str(operation.model_name)  # type: ignore[attr-defined]  # all of them have one
    if isinstance(operation, ModelOperation) and not isinstance(operation, RenameModel):
        return operation.name
    return None


def _referred(model: ModelState) -> set[Key]:
    """Return the models that a model's bases and fields name."""
    here = model.app_label, model.name_lower
    found = {resolve_relation(base, *here) for base in model.bases if isinstance(base, str)}
    for field in model.fields.values():
        if remote := field.remote_field:
            found.add(resolve_relation(remote.model, *here))
            if through := getattr(remote, "through", None):
                found.add(resolve_relation(through, *here))
    return found
