"""The pages from a file to its records."""

from typing import Any

import pytest
from django.urls import reverse

from partnerships.models import Organisation
from portal.accounts.enums import Role
from portal.imports.domain import work
from portal.imports.enums import RunStatus
from portal.imports.models import ImportRun
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.partnerships import AuthorityFactory
from tests.portal.imports.files import compared, csv_file, quietly

pytestmark = pytest.mark.django_db

TEXT = (
    "Register över kultur;;\n;;\nNamn;Slag;Anmärkning\nMuseet;Museum;bra\nTeatern;teater;\nFel;?;\nSumma;3;\n"
)


@pytest.fixture
def officer(client: StrictClient) -> Any:
    user = member(AuthorityFactory(), Role.OFFICER)
    client.force_login(user)
    return user


def latest() -> ImportRun:
    return ImportRun.objects.select_related("authority").latest("pk")


def test_a_file_goes_all_the_way(client: StrictClient, officer: Any) -> None:
    hand_in = reverse("imports:officer:import_run_add")
    authority = officer.memberships.get().authority

    answer = client.post(
        hand_in,
        {"authority": authority.pk, "noun": "organisations", "file": csv_file(TEXT, encoding="cp1252")},
    )
    run = latest()
    layout = reverse("imports:officer:import_run_layout", args=[run.pk])
    assert answer["Location"] == layout
    assert (run.where.header_row, run.where.encoding, run.where.delimiter) == (3, "cp1252", ";")

    page = client.get(layout)
    assert "Teatern" in page.content.decode()
    said = {
        "header_row": 3,
        "header_rows": 1,
        "encoding": "cp1252",
        "delimiter": ";",
        "dates": "dmy",
        "decimal": ",",
    }
    answer = client.post(layout, said | {"without_totals": "on"})
    columns = reverse("imports:officer:import_run_columns", args=[run.pk])
    assert answer["Location"] == columns

    page = client.get(columns)
    assert page.context["guessed"] == 2
    answer = client.post(columns, {"column_0": "name_sv", "column_1": "kind", "column_2": ""})
    run = latest()
    assert run.status == RunStatus.CHECKING
    assert client.get(run.get_absolute_url()).status_code == 200
    work.check(run, quietly)

    page = client.get(run.get_absolute_url())
    assert [(one["code"], one["count"]) for one in page.context["outcomes"]] == [
        ("new", 2), ("error", 1), ("left_out", 1),
    ]  # fmt: skip
    assert Organisation.objects.filter(names__sv="Museet").count() == 0
    client.post(reverse("imports:officer:import_run_confirm", args=[run.pk]))
    work.write(latest(), quietly, by=officer)

    assert Organisation.objects.filter(names__sv="Museet").count() == 1
    assert latest().status == RunStatus.DONE
    page = client.get(run.get_absolute_url())
    assert "2 rows were written." in page.content.decode()


def test_a_file_that_cannot_be_read_says_so_beside_the_field(client: StrictClient, officer: Any) -> None:
    authority = officer.memberships.get().authority
    data = {"authority": authority.pk, "noun": "organisations", "file": csv_file("")}

    answer = client.post(reverse("imports:officer:import_run_add"), data)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"file": ["register.csv is empty. Choose the file again."]}
    assert ImportRun.objects.count() == 0


def test_a_column_named_twice_is_refused(client: StrictClient, officer: Any) -> None:
    run = compared(officer.memberships.get().authority, csv_file("name,kind\nA,museum\n"))

    answer = client.post(
        reverse("imports:officer:import_run_columns", args=[run.pk]), {"column_0": "kind", "column_1": "kind"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["Two columns cannot both be: Kind."]


def test_rows_with_errors_come_back_as_the_same_file_and_only_they_are_handled(
    client: StrictClient, officer: Any
) -> None:
    authority = officer.memberships.get().authority
    run = compared(authority, csv_file(TEXT, encoding="cp1252"))

    answer = client.get(reverse("imports:officer:import_run_errors", args=[run.pk]))
    text = answer.getvalue().decode("utf-8-sig")

    assert text.splitlines()[0] == "Namn,Slag,Anmärkning,What is wrong in this row"
    assert len(text.splitlines()) == 2
    corrected = compared(authority, csv_file(text.replace("?", "museum")))
    assert corrected.counts["new"] == 1
    assert corrected.mapping["targets"] == ["name_sv", "kind", "", ""]


def test_the_list_asks_as_often_for_three_files_as_for_one(
    client: StrictClient, officer: Any, django_assert_max_num_queries: Any
) -> None:
    authority = officer.memberships.get().authority
    compared(authority, csv_file("name,kind\nA,museum\n"))
    address = reverse("imports:officer:import_run_list")
    client.get(address)
    with django_assert_max_num_queries(30) as one:
        client.get(address)
    for name in ("B", "C"):
        compared(authority, csv_file(f"name,kind\n{name},museum\n"))
    with django_assert_max_num_queries(30) as three:
        client.get(address)

    assert len(three) == len(one)
