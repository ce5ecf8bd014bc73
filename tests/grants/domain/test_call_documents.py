"""Call documents that are wrong: each is refused with its place and a sentence, and nothing of it is stored."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from grants.domain.call_documents import DocumentProblems, export_call, import_call
from grants.models import Call, CallRule, Programme, Question
from partnerships.models import Organisation
from tests.factories.partnerships import AuthorityFactory

pytestmark = pytest.mark.django_db
type Document = dict[str, Any]

RULE = {"kind": "share_of_cost", "parameters": {"share": "50"}}
RIGHT: Document = {
    "format": "portal-call/1",
    "slug": "a-call",
    "programme": {"slug": "a-programme", "names": {"en": "A programme"}},
    "call": {
        "names": {"en": "A call"},
        "year": 2026,
        "languages": ["en"],
        "time_zone": "Europe/Stockholm",
        "currency": "SEK",
    },
    "funders": [{"organisation": "a-funder"}],
    "strands": [{"code": "one", "names": {"en": "One"}}],
    "windows": [{"strand": "one", "closes": "2026-05-01"}],
    "questions": [
        {"code": "young", "kind": "yes_no", "labels": {"en": "Do children take part?"}},
        {
            "code": "how",
            "kind": "short_text",
            "labels": {"en": "How?"},
            "shown_if": {"question": "young", "is": ["yes"]},
        },
    ],
    "rules": [RULE],
    "organisations": {"a-funder": {"names": {"en": "A funder"}, "kind": "foundation"}},
}


def _with(change: Callable[[Document], None]) -> Document:
    document = deepcopy(RIGHT)
    change(document)
    return document


def _nested(levels: int) -> dict[str, Any]:
    rule: dict[str, Any] = RULE
    for _level in range(levels - 1):
        rule = {"kind": "all", "rules": [rule]}
    return rule


def _circle(document: Document) -> None:
    document["questions"][0]["shown_if"] = {"question": "again", "is": ["yes"]}
    document["questions"].append(
        {
            "code": "again",
            "kind": "yes_no",
            "labels": {"en": "Again?"},
            "shown_if": {"question": "young", "is": ["yes"]},
        }
    )


CIRCLE = "These questions depend on each other in a circle. Ask one of them always."
DEEP = "Rules stand inside rules too deeply."
LONG = "This text is too long."
WRONG: dict[str, tuple[Callable[[Document], None], list[tuple[str, str]]]] = {
    "a kind that nobody knows": (
        lambda it: it["rules"].append({"kind": "astrology"}),
        [("rules / 2", "The portal knows no kind of rule called “astrology”.")],
    ),
    "a kind that is no text": (
        lambda it: it["rules"].append({"kind": ["all"]}),
        [("rules / 2", "The portal knows no kind of rule called “['all']”.")],
    ),
    "a number instead of a text": (
        lambda it: it["rules"][0]["parameters"].update(share=50),
        [("rules / 1 / parameters / share", "“50” is of the wrong type; a document has “string” here.")],
    ),
    "a list instead of a map": (
        lambda it: it.update(call=[]),
        [("call", "“list” is of the wrong type; a document has “object” here.")],
    ),
    "more than the whole": (
        lambda it: it["rules"][0]["parameters"].update(share="101"),
        [("rules / 1 / share", "Write a number between 0 and 100.")],
    ),
    "questions that wait for each other": (
        _circle,
        [
            ("questions / 1 / shown_if", CIRCLE),
            ("questions / 2 / shown_if", CIRCLE),
            ("questions / 3 / shown_if", CIRCLE),
        ],
    ),
    "a question that waits for itself": (
        lambda it: it["questions"][0].update(shown_if={"question": "young", "is": ["yes"]}),
        [
            ("questions / 1 / shown_if", "A question cannot depend on itself."),
            ("questions / 2 / shown_if", CIRCLE),
        ],
    ),
    "a question that waits for one that is not there": (
        lambda it: it["questions"][1].update(shown_if={"question": "old", "is": ["yes"]}),
        [("questions / 2 / shown_if", "The form has no question with the code “old”.")],
    ),
    "a question that waits for an answer that is not offered": (
        lambda it: it["questions"][1].update(shown_if={"question": "young", "is": ["maybe"]}),
        [("questions / 2 / shown_if", "“Do children take part?” does not offer the answer “maybe”.")],
    ),
    "a strand that is not there": (
        lambda it: it["windows"][0].update(strand="two"),
        [("windows / 1 / strand", "The document has none called “two”.")],
    ),
    "a funder whom nobody names": (
        lambda it: it["funders"].append({"organisation": "somebody"}),
        [
            (
                "funders / 2 / organisation",
                "Neither this portal nor the document has an organisation called “somebody”.",
            )
        ],
    ),
    "an organisation of no kind": (
        lambda it: it["organisations"]["a-funder"].update(kind="star"),
        [("organisations / a-funder / kind", "“star” is not offered here.")],
    ),
    "a programme that ends before it begins": (
        lambda it: it["programme"].update(first_year=2020, last_year=2019),
        [("programme", "The last call cannot be before the first one.")],
    ),
    "rules inside rules inside rules": (
        lambda it: it["rules"].append(_nested(6)),
        [("rules / 2", DEEP)],
    ),
    "rules inside rules without end": (lambda it: it["rules"].append(_nested(400)), [("rules", DEEP)]),
    "a code twice": (
        lambda it: it["strands"].append({"code": "one", "names": {"en": "Another"}}),
        [("strands / 2", "Another strand of this call already has this code.")],
    ),
    "a question's code twice": (
        lambda it: it["questions"].append({"code": "how", "kind": "number", "labels": {"en": "How many?"}}),
        [("questions / 3", "Another question of this call already has this code.")],
    ),
    "a megabyte of text": (
        lambda it: it["call"]["names"].update(en="a" * 1_000_000),
        [("call / names / en", LONG)],
    ),
    "a megabyte where any map may stand": (
        lambda it: it["questions"][0].update(options=[{"code": "a", "names": {"en": "a" * 1_000_000}}]),
        [("questions / 1 / options / 1 / names / en", LONG)],
    ),
    "a character that no database keeps": (
        lambda it: it["call"]["names"].update(en="A\x00call"),
        [("call / names / en", "This text has a character that cannot be stored.")],
    ),
    "clocks of nowhere": (
        lambda it: it["call"].update(time_zone="Mars/Olympus", opens_at="2026-01-01T08:00"),
        [("call / time_zone", "There is no time zone “Mars/Olympus”.")],
    ),
    "a language that the portal has not": (
        lambda it: it["call"].update(languages=["en", "xx"]),
        [("call / languages", "The portal has no language with the code xx.")],
    ),
    "a day that does not exist": (
        lambda it: it["call"].update(meets_on="2026-02-30"),
        [
            (
                "call / meets_on",
                "“2026-02-30” cannot stand here. “2026-02-30” value has the correct format (YYYY-MM-DD) but it is an "
                "invalid date.",
            )
        ],
    ),
    "something that documents have not": (
        lambda it: it.update(colour="red"),
        [("", "Call documents have nothing of this name: colour.")],
    ),
}


def _stored() -> list[int]:
    return [model.objects.count() for model in (Call, Programme, Question, CallRule, Organisation)]


@pytest.mark.parametrize(("change", "told"), WRONG.values(), ids=WRONG.keys())
def test_import_call_refuses_what_is_wrong(
    change: Callable[[Document], None], told: list[tuple[str, str]]
) -> None:
    authority = AuthorityFactory()
    before = _stored()

    with pytest.raises(DocumentProblems) as refused:
        import_call(_with(change), authority=authority, by=None)

    assert [(one.place, one.sentence) for one in refused.value.problems] == told
    assert _stored() == before


@pytest.mark.parametrize("document", [None, [], "a call", 1, [RIGHT]])
def test_import_call_refuses_what_is_no_object(document: Any) -> None:
    authority = AuthorityFactory()
    before = _stored()

    with pytest.raises(DocumentProblems) as refused:
        import_call(document, authority=authority, by=None)

    assert [(one.place, one.sentence) for one in refused.value.problems] == [
        ("", "This is no call document: it has to be one JSON object.")
    ]
    assert _stored() == before


def test_import_call_refuses_an_address_that_is_taken() -> None:
    authority = AuthorityFactory()
    import_call(RIGHT, authority=authority, by=None)
    before = _stored()

    with pytest.raises(DocumentProblems) as refused:
        import_call(RIGHT, authority=authority, by=None)

    assert [(one.place, one.sentence) for one in refused.value.problems] == [
        ("slug", "There is a call at the address “a-call” already.")
    ]
    assert _stored() == before


def test_import_call_stores_what_is_right() -> None:
    authority = AuthorityFactory()

    call = import_call(RIGHT, authority=authority, by=None)

    assert export_call(call) == {"authority": authority.slug, **RIGHT}


def test_import_call_takes_rules_as_deep_as_an_officer_may_put_them() -> None:
    document = _with(lambda it: it.update(rules=[_nested(5)]))

    call = import_call(document, authority=AuthorityFactory(), by=None)

    assert call.rules.count() == 5


def test_call_import_says_everything_that_is_wrong(tmp_path: Path) -> None:
    AuthorityFactory(slug="here")
    file = tmp_path / "call.json"
    file.write_text(json.dumps(_with(_circle)), encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        call_command("call_import", str(file), "--authority", "here")

    assert str(refused.value).splitlines() == [
        "Nothing was stored.",
        f"- questions / 1 / shown_if: {CIRCLE}",
        f"- questions / 2 / shown_if: {CIRCLE}",
        f"- questions / 3 / shown_if: {CIRCLE}",
    ]


def test_call_import_refuses_lists_without_end(tmp_path: Path) -> None:
    file = tmp_path / "call.json"
    file.write_text("[" * 200_000, encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        call_command("call_import", str(file), "--authority", "here")

    assert str(refused.value).startswith(f"{file} cannot be read as JSON: ")
