"""Two versions of a text, compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.comparison import IN, OUT, SAME, compare, word_pieces


def article(key, number, text="Text", **headings):
    return {"article": key, "number": number, "headings": headings, "texts": {"en": text}}


def told(comparison):
    return [
        (one.number_before, one.number_after, one.kind, one.is_moved, one.is_renumbered)
        for one in comparison.articles
    ]


def test_word_pieces_shows_the_words_that_differ():
    assert word_pieces("Each party receives two artists.", "Each party receives three young artists.") == [
        (SAME, "Each party receives"),
        (OUT, " two"),
        (IN, " three young"),
        (SAME, " artists."),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "Two artists come. They stay.",
            "Three artists come. They stay. They work. They leave",
            [
                (OUT, "Two"),
                (IN, "Three"),
                (SAME, " artists come. They stay."),
                (IN, " They work. They leave"),
            ],
        ),
        (
            "Two artists come.",
            "Three artists come. They stay.",
            [(OUT, "Two"), (IN, "Three"), (SAME, " artists come."), (IN, " They stay.")],
        ),
        (
            "Two artists come. They stay.",
            "Three artists come.",
            [(OUT, "Two"), (IN, "Three"), (SAME, " artists come."), (OUT, " They stay.")],
        ),
    ],
)
def test_word_pieces_show_a_sentence_whole(before, after, expected):
    assert word_pieces(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "New words", [(IN, "New words")]),
        ("Old words", "", [(OUT, "Old words")]),
        ("Same", "Same", [(SAME, "Same")]),
        ("two  spaces", "two spaces", [(SAME, "two spaces")]),
        ("One.\n\nTwo.", "One.\n\nThree.", [(SAME, "One.\n\n"), (OUT, "Two"), (IN, "Three"), (SAME, ".")]),
    ],
)
def test_word_pieces_at_the_edges(before, after, expected):
    assert word_pieces(before, after) == expected


TEXT = st.text(alphabet="ab .,\nåé", max_size=60)


@given(TEXT, TEXT)
def test_word_pieces_lose_no_word_of_either_side(before, after):
    pieces = word_pieces(before, after)

    assert "".join(text for kind, text in pieces if kind != OUT) == after
    old = "".join(text for kind, text in pieces if kind != IN)
    assert [*old.replace(" ", "")] == [*before.replace(" ", "")]


def test_word_pieces_of_a_very_long_text_are_matched_by_paragraph_first():
    paragraphs = [f"Paragraph {number} says what it says." for number in range(1500)]
    before = "\n".join(paragraphs)
    paragraphs[700] = "Paragraph 700 says something else."
    after = "\n".join(paragraphs)

    changed = [piece for piece in word_pieces(before, after) if piece[0] != SAME]

    assert changed == [(OUT, " what it says"), (IN, " something else")]


def test_compare_finds_added_removed_changed_and_kept_articles():
    before = [article(1, "1", "Aims"), article(2, "2", "Means"), article(3, "3", "Costs")]
    after = [article(1, "1", "Aims"), article(3, "2", "All costs"), article(4, "3", "End")]

    comparison = compare(before, after)

    assert told(comparison) == [
        ("1", "1", "", False, False),
        ("2", "", "removed", False, False),
        ("3", "2", "changed", False, True),
        ("", "3", "added", False, False),
    ]
    assert comparison.counts() == {
        "changed": 1,
        "added": 1,
        "removed": 1,
        "moved": 0,
        "renumbered": 1,
        "same": 1,
    }


def test_compare_says_what_was_moved_and_not_what_made_room():
    before = [article(key, str(key)) for key in (1, 2, 3, 4)]
    after = [article(4, "1"), article(1, "2"), article(2, "3"), article(3, "4")]

    assert told(compare(before, after)) == [
        ("4", "1", "", True, True),
        ("1", "2", "", False, True),
        ("2", "3", "", False, True),
        ("3", "4", "", False, True),
    ]


def test_compare_shows_what_was_removed_behind_what_it_stood_behind():
    before = [article(key, f"{key}") for key in (1, 2, 3, 4)]
    after = [article(3, "1"), article(1, "2")]

    shown = [one.number_before for one in compare(before, after).articles]

    assert shown == ["3", "4", "1", "2"]


def test_compare_matches_by_number_what_was_written_anew():
    comparison = compare([article(1, "7", "Before")], [article(2, "7", "After")])

    assert told(comparison) == [("7", "7", "changed", False, False)]


def test_compare_one_language_leaves_the_others_out():
    before = [{"article": 1, "number": "1", "headings": {}, "texts": {"sv": "Vi möts", "da": "Vi mødes"}}]
    after = [{"article": 1, "number": "1", "headings": {}, "texts": {"sv": "Vi möts", "da": "Vi ses"}}]

    kinds = [compare(before, after, languages=[code]).articles[0].kind for code in ("sv", "da")]
    assert kinds == ["", "changed"]


@given(st.permutations(range(8)), st.permutations(range(8)))
def test_compare_keeps_every_article_of_both_sides_once(before, after):
    old = [article(key, str(place)) for place, key in enumerate(before[:6])]
    new = [article(key, f"n{place}") for place, key in enumerate(after[:6])]

    comparison = compare(old, new)

    assert sorted(one.number_before for one in comparison.articles if one.number_before) == sorted(
        one["number"] for one in old
    )
    assert [one.number_after for one in comparison.articles if one.number_after] == [
        one["number"] for one in new
    ]


def test_words_are_counted_for_the_summary():
    text = compare([article(1, "1", "We meet every year.")], [article(1, "1", "We meet twice a year.")])

    only = text.articles[0].texts[0]
    assert (only.words_out, only.words_in) == (1, 2)
