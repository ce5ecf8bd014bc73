"""Registers: filtered, sorted, paged and drawn, through the register of organisations."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from partnerships.enums import OrganisationKind
from partnerships.models import Organisation
from portal.core import tables
from portal.core.multilingual import Multilingual

pytestmark = pytest.mark.django_db
ADDRESS = "/organisations/"


def organisation(name: str, **values: Any) -> Organisation:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()) + f"-{Organisation.objects.count()}"
    values.setdefault("kind", OrganisationKind.MUSEUM)
    return Organisation.objects.create(slug=slug, names={"sv": name}, **values)


def names(response: Any) -> list[str]:
    return [str(record) for record in response.context["table"].records]


def test_render_table_without_rows(client: Client) -> None:
    response = client.get(ADDRESS)

    assert response.status_code == 200
    assert "No organisation has been entered yet." in response.text


def test_render_table_costs_the_same_queries_for_one_row_and_three(
    client: Client, django_assert_num_queries: Any
) -> None:
    organisation("Ett")
    with django_assert_num_queries(1):
        client.get(ADDRESS)
    parent = organisation("Två")
    organisation("Tre", parent=parent)

    with django_assert_num_queries(1):
        client.get(ADDRESS)


def test_render_table_orders_names_as_swedish_does(client: Client) -> None:
    for name in ["Örebro", "Zinkgruvan", "Ängelholm", "Åmål", "Alingsås"]:
        organisation(name)

    response = client.get(ADDRESS, headers={"accept-language": "sv"})

    assert names(response) == ["Alingsås", "Zinkgruvan", "Åmål", "Ängelholm", "Örebro"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["A", "B", "C"]),
        ("-name", ["C", "B", "A"]),
        ("kind", ["B", "A", "C"]),
        ("-kind", ["C", "A", "B"]),
        ("parent", ["A", "B", "C"]),  # not sortable
        ("slug; DROP TABLE", ["A", "B", "C"]),
    ],
)
def test_sort_takes_only_columns_that_declare_how(client: Client, sort: str, expected: list[str]) -> None:
    organisation("C", kind=OrganisationKind.CHOIR)
    organisation("A", kind=OrganisationKind.MUSEUM)
    organisation("B", kind=OrganisationKind.COMMITTEE)

    assert names(client.get(ADDRESS, {"sort": sort})) == expected


def test_sort_breaks_ties_by_primary_key(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [organisation("Lika").pk for _ in range(5)]
    seen: list[int] = []

    for page in (1, 2, 3):
        request_table = client.get(ADDRESS, {"sort": "kind", "page": page}).context["table"]
        request_table.page_size = 2
        for cached in ("_first_rows", "count", "pages", "page", "records"):
            request_table.__dict__.pop(cached, None)
        seen += [record.pk for record in request_table.records]

    assert seen == made


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999", "²", "9"])
def test_page_that_does_not_exist_is_a_page_that_does(client: Client, page: str) -> None:
    organisation("En")

    assert names(client.get(ADDRESS, {"page": page})) == ["En"]


def test_count_stops_where_counting_gets_dear(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.core.tables.table.COUNTED", 55)
    for number in range(57):
        organisation(f"Nr {number:02}")

    first = client.get(ADDRESS).context["table"]
    last = client.get(ADDRESS, {"page": 2})

    assert (first.count_text, first.pages, first.ends_early) == ("more than 55", 2, False)
    assert last.context["table"].ends_early
    assert "The list goes on." in last.text


def test_count_is_grouped_as_the_reader_does() -> None:
    with translation.override("sv"):
        assert tables.grouped(10000) == "10\xa0000"


def test_pills_name_active_filters_and_lead_to_the_list_without_them(client: Client) -> None:
    organisation("Röhsska museet")

    table = client.get(ADDRESS, {"q": "röhsska", "kind": ["museum", "choir"], "page": "2"}).context["table"]

    assert [(pill.label, pill.text, pill.url) for pill in table.pills] == [
        ("Search", "röhsska", "/organisations/?kind=museum&kind=choir"),
        ("Kind", "Museum", "/organisations/?q=r%C3%B6hsska&kind=choir"),
        ("Kind", "Choir", "/organisations/?q=r%C3%B6hsska&kind=museum"),
    ]
    assert table.plain_url == ADDRESS


def test_filter_with_nonsense_says_so_and_hides_nothing(client: Client) -> None:
    organisation("Nordiska akvarellmuseet")

    response = client.get(ADDRESS, {"kind": "no-such-kind", "q": "nul\x00"})

    assert response.status_code == 200
    assert names(response) == ["Nordiska akvarellmuseet"]
    assert set(response.context["table"].filterset.form.errors) == {"kind", "q"}


def test_filter_that_finds_nothing_offers_the_way_back(client: Client) -> None:
    organisation("Nordiska akvarellmuseet")

    response = client.get(ADDRESS, {"q": "finns ej"})

    assert "Nothing matches" in response.text


def test_render_table_answers_htmx_with_the_results_alone(client: Client) -> None:
    organisation("Skara")

    response = client.get(ADDRESS, {"q": "", "sort": "name"}, headers={"HX-Request": "true"})

    assert "<html" not in response.text
    assert '<th scope="row"><a href=' in response.text
    assert response["HX-Push-Url"] == "/organisations/?sort=name"
    assert "HX-Request" in response["Vary"]


def test_render_table_answers_the_back_button_with_the_whole_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<html" in client.get(ADDRESS, headers=headers).text


def test_rows_escape_what_people_wrote(client: Client) -> None:
    organisation("<script>alert(1)</script>")

    assert "<script>alert" not in client.get(ADDRESS).text


def test_spoken_marks_a_text_in_another_language() -> None:
    with translation.override("sv"):
        assert tables.spoken(Multilingual(da="Kunst & kultur")) == '<span lang="da">Kunst &amp; kultur</span>'
        assert tables.spoken(Multilingual(sv="Konst")) == "Konst"
