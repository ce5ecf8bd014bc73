"""Every component is sound markup and says what it should."""

from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone

from portal.core.versions import Difference

JOB = SimpleNamespace(
    percent=42, note="Chapter 3", get_state_display="In progress", is_finished=False, problem=""
)
CHANGE = {"label": "Text", "before": "once a year", "after": "twice a year"}
SAMPLES: dict[str, dict[str, Any]] = {
    "icon": {"name": "check"},
    "status": {"label": "In force", "tone": "good", "boxed": True},
    "pill": {"label": "Dance", "remove_url": "?a=1"},
    "empty": {"title": "Nothing", "text": "Begin.", "url": "/", "action": "Begin"},
    "breadcrumbs": {"trail": [("Home", "/")], "here": "Here"},
    "pagination": {"page": Paginator(range(500), 10).page(7), "target": "#results"},
    "table": {"caption": "Sums", "columns": ["Year", "Sum"], "rows": [["2024", "1"]], "numeric": [1]},
    "facts": {"facts": [{"label": "Since", "value": "2011", "source": "Seed", "source_url": "/"}]},
    "source_note": {"title": "Seed", "url": "/", "entered_by": "Anna", "entered_at": timezone.now()},
    "timeline": {"events": [{"when": "2011", "text": "Begins", "state": "done"}]},
    "progress": {"job": JOB, "url": "/job/", "label": "Annual report"},
    "progress_refresh": {"job": JOB},
    "confirm": {"title": "Withdraw?", "text": "For good.", "submit": "Withdraw", "cancel_url": "/"},
    "history": {"entries": [{"at": timezone.now(), "by": "Anna", "label": "edited", "changes": [CHANGE]}]},
    "conflict": {
        "differences": [Difference("title", "Title", "Theirs", "Mine", {"title": ["b"]}, {"title": ["a"]})],
        "version": 4,
        "kept": [("kind", "mou")],
        "cancel_url": "/",
    },
    "photo": {"src": "/x.jpg", "alt": "A choir", "caption": "Skara", "credit": "Anna"},
    "stat": {"value": 3, "label": "late", "url": "/", "late": True},
    "steps": {"steps": [{"label": "You", "url": "/", "done": True}, {"label": "Budget", "url": "/b"}]},
    "saved": {"at": timezone.now()},
    "side_sheet": {"title": "History"},
    "message": {"text": "Saved.", "tone": "success"},
}


def _render(name: str, parameters: dict[str, Any]) -> str:
    """Include the component as the house does: with its parameters only."""
    given = " ".join(f"{key}=parameters.{key}" for key in parameters)
    source = f'{{% include "components/{name}.html" with {given} only %}}'
    request = RequestFactory().get("/?q=x&page=7")
    html = engines["django"].from_string(source).render({"parameters": parameters}, request=request)
    return str(html).strip()


def _tree(html: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)


@pytest.mark.parametrize("name", SAMPLES)
def test_component_is_sound_markup_without_inline_style_or_script(name: str) -> None:
    html = _render(name, SAMPLES[name])

    attributes = {key for element in _tree(html).iter() for key in getattr(element, "attrib", {})}

    assert html != ""
    assert [key for key in attributes if key == "style" or key.startswith("on")] == []
    assert [mark for mark in ("{#", "{%", "{{") if mark in html] == []


def test_pagination_keeps_the_rest_of_the_address() -> None:
    links = [link.get("href") for link in _tree(_render("pagination", SAMPLES["pagination"])).iter("a")]

    assert links == [f"?q=x&page={n}" for n in (6, 1, 6, 7, 8, 50, 8)]


def test_pagination_by_key() -> None:
    tree = _tree(
        _render("pagination", {"previous_query": "before=9", "next_query": "after=1&q=x", "shown": "51–100"})
    )

    assert [(link.get("rel"), link.get("href")) for link in tree.iter("a")] == [
        ("prev", "?before=9"),
        ("next", "?after=1&q=x"),
    ]


def test_progress_stops_asking_when_the_work_has_ended() -> None:
    running = _tree(_render("progress", SAMPLES["progress"])).find("div")
    finished = _tree(
        _render(
            "progress", {**SAMPLES["progress"], "job": SimpleNamespace(**vars(JOB) | {"is_finished": True})}
        )
    ).find("div")

    assert running.get("hx-get") == "/job/"
    assert finished.get("hx-get") is None


def test_conflict_posts_both_sides() -> None:
    tree = _tree(_render("conflict", SAMPLES["conflict"]))

    posted = [
        (e.get("name"), e.get("value")) for e in tree.iter("input") if e.get("name") != "csrfmiddlewaretoken"
    ]

    assert posted == [
        ("version", "4"),
        ("kind", "mou"),
        ("difference", "title"),
        ("theirs:title:title", "b"),
        ("mine:title:title", "a"),
        ("keep:title", "theirs"),
        ("keep:title", "mine"),
    ]
