"""Differences between two texts, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from portal.core.differences import MOST_WORDS, marked, pieces


def test_marked_shows_words_out_and_in() -> None:
    assert (
        marked("They meet once a year.", "They meet twice a year.")
        == "They meet <del>once</del><ins>twice</ins> a year."
    )


def test_marked_escapes_both_texts() -> None:
    assert marked("<b>", "<i>") == "<del>&lt;b&gt;</del><ins>&lt;i&gt;</ins>"


def test_marked_of_nothing() -> None:
    assert marked("", "") == ""


def test_pieces_of_a_long_text_go_by_lines() -> None:
    before = "a line of words\n" * MOST_WORDS
    after = before + "one more\n"

    assert pieces(before, after) == [("same", before), ("in", "one more\n")]


@given(st.text(max_size=200), st.text(max_size=200))
def test_pieces_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    found = pieces(before, after)

    assert "".join(text for kind, text in found if kind != "in") == before
    assert "".join(text for kind, text in found if kind != "out") == after
