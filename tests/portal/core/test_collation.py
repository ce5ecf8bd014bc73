import random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from portal.core.collation import sort_key

ORDERS = {
    "sv": "Aarhus alfa Ėriškės Eskil Łódź Lund Müller Myrdal Sibiu Șibiu Zebra ål Ålborg Åre Ärla Æro Öland Østerbro Жуков",
    "da": "alfa Ėriškės Eskil Zebra Ärla Æro Öland Østerbro ål Ålborg Åre Aarhus Жуков",
    "en": "Aarhus Æro ål Ålborg alfa Åre Ärla Eskil Lund Öland Østerbro Sibiu Șibiu Zebra Жуков",
}


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("sv", ["a", "A", "é", "z", "Z", "å", "Å", "ä", "æ", "ö", "ø", "ж"]),
        ("da", ["a", "z", "æ", "Æ", "ä", "ø", "ö", "å", "aa", "åb"]),
        ("en", ["a", "å", "ä", "ab", "e", "é", "ė", "l", "ł", "s", "ș", "z", "Ж"]),
        ("sv", ["Göteborg", "Göteborgs universitet", "Göteborgsregionen"]),
        ("nl", ["Den Haag", "Denemarken", "Één", "Eten"]),
    ],
)
def test_sort_key_orders_letters_as_the_language(language: str, ordered: list[str]) -> None:
    shuffled = random.Random(7).sample(ordered, len(ordered))  # noqa: S311

    assert sorted(shuffled, key=lambda text: sort_key(text, language)) == ordered


@pytest.mark.parametrize(
    ("first", "second"), [("z", "æ"), ("æ", "ø"), ("ø", "å"), ("ø", "aa"), ("å", "ж"), ("zz", "æ")]
)
def test_sort_key_ends_danish_with_its_own_letters(first: str, second: str) -> None:
    assert sort_key(first, "da") < sort_key(second, "da")


def test_sort_key_reads_composed_and_decomposed_letters_alike() -> None:
    assert sort_key("A\u030are", "sv") == sort_key("Åre", "sv")


def test_sort_key_of_a_long_name_fits_an_index() -> None:
    assert len(sort_key("Å" * 10_000, "sv")) < 2_700


@given(st.lists(st.text("aåäöæøzéŁșėЖ AÅ", max_size=5), max_size=8), st.sampled_from(["sv", "da", "en"]))
def test_sort_key_is_digits_and_letters_to_f(texts: list[str], language: str) -> None:
    keys = [sort_key(text, language) for text in texts]

    assert all(set(key) <= set("0123456789abcdef") for key in keys)


@pytest.mark.parametrize("collation", ["C", "default"])
@pytest.mark.django_db
def test_database_orders_keys_as_python(collation: str) -> None:
    texts = ["Åre", "are", "Ärla", "Zebra", "Öland", "Æro", "Łódź", "Lund", "Жуков", "", "a", "aa", "å", "A"]
    keys = [sort_key(text, "sv") for text in texts]

    statement = f'SELECT k FROM unnest(%s::text[]) AS k ORDER BY k COLLATE "{collation}"'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [keys])
        ordered = [key for (key,) in cursor.fetchall()]

    assert ordered == sorted(keys)


@pytest.mark.parametrize("language", sorted(ORDERS))
def test_sort_key_orders_names(language: str) -> None:
    expected = ORDERS[language].split()

    assert sorted(sorted(expected), key=lambda text: sort_key(text, language)) == expected


@pytest.mark.parametrize("language", ["sv", "da", "en"])
def test_sort_key_lets_letters_of_all_words_decide_before_accents_and_case(language: str) -> None:
    ordered = ["alfa beta", "alfa Beta", "Alfa beta", "Alfa Beta", "álfa beta", "alfa betb", "alfab eta"]
    shuffled = random.Random(7).sample(ordered, len(ordered))  # noqa: S311

    assert sorted(shuffled, key=lambda text: sort_key(text, language)) == ordered


@given(st.text("aAbéÉ ", max_size=12), st.sampled_from(["sv", "da", "en"]))
def test_sort_key_of_a_text_is_below_that_of_a_longer_one(text: str, language: str) -> None:
    assert sort_key(text, language) < sort_key(f"{text} z", language)


def test_sort_key_reads_a_word_in_each_language_though_most_are_alike_in_all() -> None:
    keys = {language: sort_key("Aabenraa kommun 12", language) for language in ("sv", "en", "da")}

    assert keys["sv"] == keys["en"] != keys["da"]
