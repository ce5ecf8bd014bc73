"""Invented names: put together from parts, so that none is a real person's or body's on purpose."""

import json
from functools import lru_cache
from random import Random

from portal.core.collation import sort_keys
from portal.core.multilingual import Multilingual

FIRST = (
    "Åsa",
    "Björn",
    "Cecilia",
    "Dorthe",
    "Emil",
    "Frida",
    "Gunnar",
    "Hanna",
    "Ingrid",
    "Jón",
    "Kęstutis",
    "Lena",
    "Magnus",
    "Nóra",
    "Øystein",
    "Päivi",
    "Rūta",
    "Sofie",
    "Tomas",
    "Ulla",
    "Vytautas",
    "Wim",
    "Ylva",
    "Zoë",
    "Ángel",
    "Élise",
    "Łucja",
    "Șerban",
    "Ženia",
    "Maja",
)
LAST = (
    "Andersson",
    "Bērziņš",
    "Claes",
    "Ekström",
    "Fjeld",
    "Grönroos",
    "Hedlund",
    "Ibáñez",
    "Jørgensen",
    "Kovács",
    "Lindqvist",
    "Mäkinen",
    "Nyström",
    "Østergaard",
    "Popescu",
    "Quist",
    "Rasmussen",
    "Söderberg",
    "Țurcanu",
    "Urbonas",
    "Wallin",
    "Ytterberg",
    "Ząbek",
    "Åkesson",
    "De Smet",
    "Van Damme",
)
PLACES = (
    "Borås",
    "Skövde",
    "Mariestad",
    "Lidköping",
    "Tjörn",
    "Alingsås",
    "Viborg",
    "Randers",
    "Holstebro",
    "Gent",
    "Kortrijk",
    "Hasselt",
    "Brugge",
    "Trollhättan",
    "Uddevalla",
    "Skara",
    "Falköping",
    "Herning",
    "Silkeborg",
    "Mechelen",
    "Oostende",
    "Aalst",
)
BODIES = (
    "museum",
    "teater",
    "konsthall",
    "dansskola",
    "kör",
    "filmklubb",
    "bibliotek",
    "festival",
    "hantverkshus",
)
THEMES = (
    "ljus",
    "vatten",
    "gränser",
    "minne",
    "jord",
    "röster",
    "stad",
    "skog",
    "kust",
    "arbete",
    "lek",
    "språk",
)
KINDS = (
    "Residens",
    "Utställning",
    "Turné",
    "Verkstad",
    "Samtal",
    "Översättning",
    "Samproduktion",
    "Studieresa",
)


def person(chance: Random) -> str:
    """Return an invented person's name."""
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def body(chance: Random, number: int) -> str:
    """Return an invented organisation's name; the number keeps names apart."""
    return f"{chance.choice(PLACES)} {chance.choice(BODIES)} {number}"


def project(chance: Random) -> str:
    """Return an invented project's title."""
    return f"{chance.choice(KINDS)}: {chance.choice(THEMES)} och {chance.choice(THEMES)}, {chance.choice(PLACES)}"


@lru_cache(maxsize=50_000)
def sort_key(name: str) -> str:
    """Return a name's stored sort keys as JSON."""
    return json.dumps(sort_keys(name))


def texts(text: str) -> str:
    """Return a text in Swedish and English as the JSON of a multilingual column."""
    return json.dumps({"sv": text, "en": text}, ensure_ascii=False)


def texts_sort_key(text: str) -> str:
    """Return the stored sort keys of a multilingual name as JSON."""
    return json.dumps(sort_keys(Multilingual({"sv": text, "en": text})))
