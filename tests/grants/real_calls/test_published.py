"""What is published about calls: the table of their rules and the schema of their documents, neither out of date."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from jsonschema import Draft202012Validator

from grants.domain.call_documents import schema
from grants.domain.rules_table import Held, counted, rows_of
from tests.grants.real_calls.case import FOLDER

DOCS = Path(__file__).resolve().parents[3] / "docs"
TEXTS = json.loads((Path(__file__).parent / "texts.json").read_text(encoding="utf-8"))
DOCUMENTS = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))
}


def _said(command: str, *arguments: str, language: str = "en") -> str:
    """Return what a command writes on the screen."""
    out = StringIO()
    with translation.override(language):
        call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("language", ["en", "sv"])
def test_rules_table_in_docs_is_current(language: str) -> None:
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == _said("rules_table", language=language)


def test_rules_table_has_every_rule_of_each_document() -> None:
    tables = {name: rows_of(document, TEXTS[name]) for name, document in DOCUMENTS.items()}

    assert {name: len(rows) for name, rows in tables.items()} == {
        name: len(TEXTS[name]) for name in DOCUMENTS
    }


def test_rules_are_nearly_all_checked_or_structured() -> None:
    numbers = counted({name: rows_of(document, TEXTS[name]) for name, document in DOCUMENTS.items()})

    held = numbers[Held.CHECKED] + numbers[Held.STRUCTURED]

    # Of all 186 rules that is 175.
    assert held * 100 >= 94 * sum(numbers.values())


def test_rules_of_a_text_are_all_carried() -> None:
    open_ones = [
        (name, row.number)
        for name, document in DOCUMENTS.items()
        for row in rows_of(document, TEXTS[name])
        if row.held is Held.OPEN
    ]

    assert open_ones == []


def test_rows_of_names_the_reason_of_what_is_judged() -> None:
    judged = {
        "kind": "judged",
        "parameters": {"words": {"en": "The work is new."}, "reason": {"en": "Only an expert can tell."}},
        "carries": ["R1"],
    }
    window = {"closes": "2020-02-28", "carries": ["R2"]}
    document = {"call": {"names": {"en": "A call"}}, "rules": [judged], "windows": [window]}

    rows = rows_of(document, ["R1: new work", "R2: by 28 February", "R3: a third"])

    assert [(row.number, row.held, [one.words for one in row.carriers]) for row in rows] == [
        (
            "R1",
            Held.JUDGED,
            ["`judged`: The work is new. *Why a person judges it:* Only an expert can tell."],
        ),
        ("R2", Held.STRUCTURED, ["window (closes: 2020-02-28)"]),
        ("R3", Held.OPEN, []),
    ]


def test_rows_of_counts_a_rule_with_something_judged_inside_as_judged() -> None:
    judged = {"kind": "judged", "parameters": {"words": {"en": "New."}, "reason": {"en": "Taste."}}}
    rule = {"kind": "any", "rules": [judged, {"kind": "balanced"}], "carries": ["R1"]}

    rows = rows_of({"call": {"names": {"en": "A call"}}, "rules": [rule]}, ["R1: new or balanced"])

    assert [row.held for row in rows] == [Held.JUDGED]


def test_rules_table_refuses_a_document_without_numbered_rules(tmp_path: Path) -> None:
    (tmp_path / "99-unknown.json").write_text("{}", encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        call_command("rules_table", "--documents", str(tmp_path))

    assert str(refused.value) == "No numbered rules are known of these: 99-unknown."


@pytest.mark.parametrize("language", ["en", "sv"])
def test_schema_in_docs_is_current(language: str) -> None:
    schema.cache_clear()

    written = _said("call_export", "--schema", language=language)

    assert (DOCS / "call-document.schema.json").read_text(encoding="utf-8") == written


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_has_the_published_shape(name: str) -> None:
    published = json.loads((DOCS / "call-document.schema.json").read_text(encoding="utf-8"))

    assert [error.message for error in Draft202012Validator(published).iter_errors(DOCUMENTS[name])] == []
