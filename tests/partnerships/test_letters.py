"""The draft that takes a relation up again: in the partner's language, from what is known and nothing else."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.documents import FORMATS, docx_of, pdf_of
from partnerships.letters import WORDS, Letter, draft, language_for, years_of
from portal.core.files import ALL_KINDS, FileKind, check_upload
from portal.core.pdf import check_pdf
from portal.core.registry import Happening
from portal.core.uncertain import UncertainDate
from tests.factories.partnerships import (
    AgreementFactory,
    OrganisationFactory,
    PartnershipFactory,
    RegionFactory,
)

LETTER = Letter(
    "ro", "Cooperarea: Västra Götaland – Sibiu", "Stimați colegi,\n\nȘi acum?\n\nCu stimă,\nAnna <A&B>"
)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_has_every_sentence(language: str) -> None:
    words = WORDS[language]

    assert all(vars(words).values())
    assert words.agreement.format(title="T", years=" (2014)").count("T") >= 1
    assert "{" not in words.subject + words.opening + words.exchanges + words.question


def test_languages_are_those_that_content_is_written_in(settings) -> None:  # type: ignore[no-untyped-def]
    assert set(WORDS) == {code for code, _name in settings.CONTENT_LANGUAGES}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "language"),
    [("LT", "lt"), ("MX", "es"), ("RO", "ro"), ("GB", "en"), ("BE", "nl"), ("", "en")],
)
def test_language_is_the_partners(country: str, language: str) -> None:
    partnership = PartnershipFactory(region=RegionFactory(country=country))

    assert language_for(partnership) == language


@pytest.mark.django_db
def test_draft_says_what_is_known_and_remembers_what_had_results_first() -> None:
    partnership = PartnershipFactory(
        region=RegionFactory(names={"lt": "Vilniaus apskritis", "en": "Vilnius County"}, country="LT"),
        authority__organisation=OrganisationFactory(names={"sv": "Västra Götalandsregionen"}),
    )
    agreement = AgreementFactory(
        partnership=partnership, names={"en": "Culture and sport"}, valid_from="2014", valid_until="2017"
    )
    rows = [
        Happening("exchange", "Choir exchange", "Choirs", UncertainDate("2016")),
        Happening(
            "exchange",
            "Youth meeting",
            "Close to fifty young people",
            UncertainDate("2015~"),
            results=["They met"],
        ),
        Happening("dialogue", "Dialogue", "A talk", UncertainDate("2014")),
    ]

    letter = draft(partnership, language="lt", agreement=agreement, happenings=rows, sender="Anna")

    assert (
        letter.subject
        == "Mūsų bendradarbiavimas kultūros srityje: Västra Götalandsregionen – Vilniaus apskritis"
    )
    assert letter.body.split("\n\n")[2:4] == [
        "Mūsų bendradarbiavimo pagrindas buvo „Culture and sport“ (2014–2017).",
        "Iš to, ką nuveikėme kartu, čia iki šiol prisimename:\n– Close to fifty young people\n– Choirs (2016)",
    ]
    assert letter.body.endswith("Pagarbiai\nAnna\nVästra Götalandsregionen")


@pytest.mark.django_db
def test_draft_of_a_relation_of_which_nothing_is_known_is_silent_about_it() -> None:
    letter = draft(PartnershipFactory(), language="en", agreement=None, happenings=[], sender="Anna")

    assert len(letter.body.split("\n\n")) == 4


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2014", "2017-12-31", "2014–2017"),
        ("2014", "2014", "2014"),
        ("2014~", "2017", "–2017"),
        ("2014", None, "2014–"),
        ("201X", None, ""),
        (None, None, ""),
        ("XXXX", "XXXX", ""),
    ],
)
def test_years_are_written_only_where_they_are_certain(
    start: str | None, end: str | None, years: str
) -> None:
    def date_of(text: str | None) -> UncertainDate | None:
        return UncertainDate(text) if text else None

    assert years_of(date_of(start), date_of(end)) == years


def test_word_file_is_one_and_holds_every_letter() -> None:
    content = docx_of(LETTER, "Västra Götaland")

    checked = check_upload(SimpleUploadedFile("letter.docx", content), allowed=ALL_KINDS, max_bytes=10**6)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("word/document.xml").decode()
        styles = archive.read("word/styles.xml").decode()

    assert checked.kind == FileKind.DOCX
    assert [word in text for word in ("Și acum?", "Anna &lt;A&amp;B&gt;", "<w:br/>")] == [True, True, True]
    assert 'w:lang w:val="ro"' in styles
    assert content == docx_of(LETTER, "Västra Götaland")


@pytest.mark.django_db
def test_pdf_is_tagged_and_in_the_letters_language() -> None:
    content = pdf_of(LETTER, "Västra Götaland")

    assert check_pdf(content) == []
    assert b"ro" in content


def test_plain_text_has_the_subject_first() -> None:
    assert FORMATS["txt"].make(LETTER, "").decode() == f"{LETTER.subject}\n\n{LETTER.body}\n"
