"""The conflict page's answer becomes what the edit form would have been posted with."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from portal.core.forms import chosen


def _data(**extra: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data["version"] = "4"
    data["kind"] = "mou"
    data.setlist("difference", ["title", "fields"])
    data["mine:title:title_sv"] = "Mitt"
    data["theirs:title:title_sv"] = "Deras"
    data.setlist("mine:fields:fields", ["dance", "film"])
    data.setlist("theirs:fields:fields", [])
    for name, value in extra.items():
        data[name] = value
    return data


def test_chosen_takes_each_side() -> None:
    data = _data(**{"keep:title": "theirs", "keep:fields": "mine"})

    assert dict(chosen(data).lists()) == {
        "version": ["4"],
        "kind": ["mou"],
        "title_sv": ["Deras"],
        "fields": ["dance", "film"],
    }


def test_chosen_without_a_choice() -> None:
    with pytest.raises(ValidationError) as raised:
        chosen(_data(**{"keep:title": "mine"}))

    assert raised.value.code == "unchosen"


def test_chosen_without_differences() -> None:
    data = QueryDict("title=A&tag=1&tag=2")

    assert dict(chosen(data).lists()) == {"title": ["A"], "tag": ["1", "2"]}
