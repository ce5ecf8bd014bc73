"""An officer brings two messy registers in: looks, names columns, corrects, and finds that a second run changes nothing."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.core.sheets import Layout, SheetKind, open_workbook
from tests.journeys.browsing import Visitors, expect_heading, pictures, words
from tests.spreadsheets import xlsx

pytestmark = pytest.mark.journey

MINUTE = 60_000
say = words("sv")

# A title page; a title over the register, an empty row, two rows of heads of which the upper ones stand over several
# columns, a kind that is merged over two rows, a total.
BODIES = {
    "Läs mig": [["Register över kulturens aktörer"], ["Sammanställt av kulturförvaltningen, mars 2024"]],
    "Aktörer": [
        ["Aktörer i Norrbygden 2024"],
        [],
        ["Namn", None, "Uppgifter", None, None],
        ["Svenska", "Engelska", "Slag", "Webbplats", "Anmärkning"],
        ["Norrbygdens dansmuseum", "Dance Museum of Norrbygden", "Museum", "www.dansmuseum.example", "bra"],
        ["Ölands friluftsmuseum", None, None, None, "öppet sommartid"],
        ["Åsele ståndteater", "Åsele Stand-up Theatre", "Teatter", None, None],
        ["Summa", 3],
    ],
}
RIGHT = ["Åsele ståndteater", "Åsele Stand-up Theatre", "Teater", None, None]
MERGED = {"Aktörer": ["A1:E1", "A3:B3", "C3:E3", "C5:C6"]}
EXCHANGES = (
    "Förteckning över utbyten;;;;;\r\n"
    "Titel;Form;Riktning;När;Kostnad;Antal deltagare\r\n"
    "Dansresidens i Åsele;Residens;inkommande;31 maj 2019;1 234,50;närmare femtio\r\n"
    "Körbesök från väst;Körbesök;utgående;våren 2021;12.000,00;ett 30-tal\r\n"
    "Totalt;;;;13 234,50;\r\n"
)


def test_officer_brings_a_messy_spreadsheet_in_and_corrects_it(visit: Visitors, tmp_path: Path) -> None:
    page = visit("officer@vgr.example", language="sv")
    file = tmp_path / "aktorer.xlsx"
    file.write_bytes(xlsx(BODIES, MERGED))

    hand_in(page, "organisations", file)
    pictures(page, "import-1-layout")
    # The portal's guess: the second sheet, two rows of heads from the third row on.
    expect(page.get_by_label(say("Sheet"), exact=True)).to_have_value("Aktörer")
    expect(page.get_by_label(say("The heads begin in row"))).to_have_value("3")
    expect(page.get_by_label(say("Rows of heads"))).to_have_value("2")
    page.get_by_label(say("Rows of heads")).select_option("1")
    expect(page.locator("#sample th").first).to_have_text("Namn")
    page.get_by_label(say("Rows of heads")).select_option("2")
    expect(page.locator("#sample th").first).to_have_text("Namn / Svenska")
    page.get_by_role("button", name=say("Go on to the columns")).click()

    expect(page.get_by_label("Namn / Svenska")).to_have_value("name_sv")
    expect(page.get_by_label("Uppgifter / Slag")).to_have_value("kind")
    pictures(page, "import-2-columns")
    compare(page)
    pictures(page, "import-3-preview")
    expect_counts(page, New=2, Error=1)
    write(page, 2)
    pictures(page, "import-4-done")
    expect(page.get_by_role("link", name="Norrbygdens dansmuseum")).to_be_visible()

    corrected = download_errors(page, tmp_path)
    with page.expect_navigation():
        page.get_by_role("link", name=say("Hand in the corrected rows")).click()
    pictures(page, "import-5-corrected")
    page.locator("input[type=file]").set_input_files(corrected)
    page.get_by_role("button", name=say("Hand in and look")).click()
    page.get_by_role("button", name=say("Go on to the columns")).click()
    compare(page)
    expect_counts(page, New=1)
    write(page, 1)

    # The same file again, with what was wrong put right, has nothing new to say.
    file.write_bytes(
        xlsx(BODIES | {"Aktörer": [*BODIES["Aktörer"][:6], RIGHT, BODIES["Aktörer"][7]]}, MERGED)
    )
    hand_in(page, "organisations", file)
    page.get_by_role("button", name=say("Go on to the columns")).click()
    compare(page)
    expect_counts(page, Unchanged=3)
    expect(page.get_by_text(say("Nothing to write: the records say all of this already."))).to_be_visible()


def test_officer_brings_a_messy_csv_in_and_a_second_run_changes_nothing(
    visit: Visitors, tmp_path: Path
) -> None:
    page = visit("officer@vgr.example", language="sv")
    file = tmp_path / "utbyten.csv"
    file.write_bytes(EXCHANGES.encode("cp1252"))

    hand_in(page, "exchanges", file)
    expect(page.get_by_label(say("Encoding"))).to_have_value("cp1252")
    expect(page.get_by_label(say("Between the cells"))).to_have_value(";")
    expect(page.get_by_label(say("Decimals"))).to_have_value(",")
    page.get_by_label(say("Encoding")).select_option("utf-8")
    expect(page.locator("#sample .message")).to_be_visible()
    page.get_by_label(say("Encoding")).select_option("cp1252")
    expect(page.locator("#sample")).to_contain_text("Körbesök")
    page.get_by_role("button", name=say("Go on to the columns")).click()
    page.get_by_label(say("Currency")).fill("SEK")
    compare(page)
    expect_counts(page, New=2)
    expect(page.locator("#rows ~ .table-scroll")).to_contain_text("1234.50")
    write(page, 2)

    hand_in(page, "exchanges", file)
    page.get_by_role("button", name=say("Go on to the columns")).click()
    compare(page)
    expect_counts(page, Unchanged=2)
    page.goto("/office/imports/")
    pictures(page, "import-6-list")


def hand_in(page: Page, noun: str, file: Path) -> None:
    """Choose the register and the file."""
    page.goto(f"/office/imports/add/?noun={noun}")
    page.get_by_label(say("Register"), exact=True).select_option(noun)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=say("Hand in and look")).click()
    expect_heading(page, file.name)


def compare(page: Page) -> None:
    """Have the rows compared by the worker, and wait for the preview."""
    page.get_by_role("button", name=say("Compare the rows")).click()
    expect(page.get_by_role("heading", name=say("Row by row"))).to_be_visible(timeout=MINUTE)


def expect_counts(page: Page, **counts: int) -> None:
    """Expect so many rows of each outcome."""
    for outcome, count in counts.items():
        words_of = {"New": "Ny", "Error": "Fel", "Unchanged": "Oförändrad"}[outcome]
        expect(page.locator("a.stat", has_text=words_of)).to_contain_text(str(count))


def write(page: Page, rows: int) -> None:
    """Confirm, and wait until the worker has written."""
    page.get_by_role("button", name=re.compile(f"{rows} rad")).click()
    expect(page.get_by_text(re.compile(f"{rows} rad(er)? har skrivits"))).to_be_visible(timeout=MINUTE)


def download_errors(page: Page, folder: Path) -> Path:
    """Take the rows with errors out, and put the wrong word right as a person would."""
    address = page.get_by_role("link", name=say("Take out the rows with errors")).get_attribute("href")
    assert address
    answer = page.request.get(address)
    assert answer.status == 200
    assert ".xlsx" in answer.headers["content-disposition"]
    path = folder / "fel.xlsx"
    path.write_bytes(answer.body())
    return corrected(path)


def corrected(path: Path) -> Path:
    """Write the file anew with the theatre's kind as it should be."""
    with path.open("rb") as file, open_workbook(file, SheetKind.XLSX, path.name) as book:
        rows = [cells for _number, cells in book.rows(Layout())]
    assert "Teatter" in rows[1]
    assert "Teatter" in rows[1][-1]  # the sentence says which word it was
    rows[1][rows[1].index("Teatter")] = "Teater"
    better = path.with_name("rattad.xlsx")
    better.write_bytes(xlsx({"1": rows}))
    return better
