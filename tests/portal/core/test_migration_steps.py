"""Steps of migrations: what they render, and that a state keeps its models when a step changes it."""

from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState

from portal.core.migration_steps import InOneStep, ModelsWhenRead, part


def model(name: str, **fields: models.Field) -> ModelState:  # type: ignore[type-arg]
    return ModelState("core", name, [("id", models.BigAutoField(primary_key=True)), *fields.items()])


def refers_to(name: str) -> models.Field:  # type: ignore[type-arg]
    return models.ForeignKey(f"core.{name}", on_delete=models.CASCADE)


def house() -> ProjectState:
    """Return a room in a house in a street, a tree in no house, and a table between the tree and the street."""
    state = ProjectState()
    for one in (
        model("Street"),
        model("House", street=refers_to("Street")),
        model("Room", house=refers_to("House")),
        model("Tree", streets=models.ManyToManyField("core.Street")),
        ModelState("core", "Shade", [], {"proxy": True}, ("core.tree_streets",)),
    ):
        state.add_model(one)
    return state


def names(state: ProjectState) -> set[str]:
    return {name for _app, name in state.models}


def test_part_holds_what_is_named_and_what_that_refers_to() -> None:
    assert names(part(house(), [("core", "house")])) == {"house", "street"}


def test_part_holds_what_makes_the_table_that_a_proxy_stands_on() -> None:
    found = part(house(), [("core", "shade")])

    assert names(found) == {"shade", "tree", "street"}
    assert found.apps.get_model("core", "shade")._meta.proxy


def test_a_step_renders_nothing_until_somebody_reads() -> None:
    state = house()
    assert state.apps.get_model("core", "Room")
    step = InOneStep([migrations.AddField("Room", "size", models.IntegerField(null=True))])

    before = state.clone()
    step.state_forwards("core", state)

    after = state.__dict__["apps"]
    assert isinstance(after, ModelsWhenRead)
    assert after._rendered is None
    assert [
        "size" in {field.name for field in one.apps.get_model("core", "Room")._meta.get_fields()}
        for one in (before, state)
    ] == [False, True]


def test_a_state_that_was_set_aside_keeps_its_models_when_the_next_step_changes_the_other() -> None:
    state = house()
    assert state.apps
    for name in ("size", "height"):
        before = state.clone()
        InOneStep([migrations.AddField("Room", name, models.IntegerField(null=True))]).state_forwards(
            "core", state
        )

    fields = {field.name for field in before.apps.get_model("core", "Room")._meta.get_fields()}
    assert fields == {"id", "house", "size"}


def test_an_operation_outside_a_step_finds_its_models() -> None:
    state = house()
    assert state.apps
    InOneStep([migrations.AddField("Room", "size", models.IntegerField(null=True))]).state_forwards(
        "core", state
    )

    migrations.RemoveField("Room", "house").state_forwards("core", state)

    assert {field.name for field in state.apps.get_model("core", "Room")._meta.get_fields()} == {"id", "size"}
    assert not state.apps.get_model("core", "House")._meta.related_objects
