"""No row of domain.md is forgotten."""

import importlib
from pathlib import Path

ROWS = {"a": 31, "b": 15, "c": 12, "d": 8, "e": 11, "x": 9}


def test_every_row_has_its_test() -> None:
    """One test function for each row id, in its letter's modules, and none for a row that does not exist."""
    wanted = {f"{letter}{number:02}" for letter, last in ROWS.items() for number in range(1, last + 1)}
    found = []
    for letter in ROWS:
        for file in Path(__file__).parent.glob(f"test_rows_{letter}*.py"):
            module = importlib.import_module(f"tests.facts.{file.stem}")
            found += [name.split("_")[1] for name in vars(module) if name.startswith("test_")]

    assert sorted(found) == sorted(wanted)
    assert len(found) == 86
