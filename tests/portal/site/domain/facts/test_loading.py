"""The loader: all of it or nothing, once, and never over what officers have edited."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from partnerships.models import Agreement, Framework, Organisation, Region
from portal.core.models import Citation, Source
from portal.site.domain.facts import FixtureError, Loaded, load_facts
from portal.site.models import LoadedFixtures

pytestmark = pytest.mark.django_db

SOURCES = """
sources:
  - {key: page, title: A page, language: en}
"""
REGIONS = """
source: page
regions:
  - {slug: inner, tier: county, country: SE, parent: outer, names: {sv: Inre, en: Inner}}
  - {slug: outer, tier: country, country: SE, names: {sv: Yttre, en: Outer}}
"""


def _folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


def _load(folder: Path, *, refresh: bool = False) -> Loaded:
    return load_facts(folder, name="test", refresh=refresh)


def _problem(folder: Path) -> str:
    with pytest.raises(FixtureError) as caught:
        _load(folder)
    return str(caught.value)


def test_load_facts_writes_records_in_the_order_they_need_each_other(tmp_path: Path) -> None:
    folder = _folder(tmp_path, a=REGIONS, z=SOURCES)

    loaded = _load(folder)

    assert loaded == Loaded(created=3)
    assert Region.objects.get(slug="inner").parent.slug == "outer"
    assert Citation.objects.get(object_id=Region.objects.get(slug="inner").pk).source.key == "page"


def test_load_facts_has_nothing_to_do_when_the_files_are_the_same(tmp_path: Path) -> None:
    folder = _folder(tmp_path, a=REGIONS, z=SOURCES)
    _load(folder)

    assert _load(folder) == Loaded(unchanged=True)


def test_load_facts_leaves_what_an_officer_has_edited(tmp_path: Path) -> None:
    folder = _folder(tmp_path, a=REGIONS, z=SOURCES)
    _load(folder)
    Region.objects.filter(slug="outer").update(names={"en": "Edited"})

    loaded = _load(_folder(folder, b="regions:\n  - {slug: new, tier: city, names: {en: New}}\n"))

    assert loaded == Loaded(created=1)
    assert Region.objects.get(slug="outer").names == {"en": "Edited"}


def test_load_facts_with_refresh_gives_the_fixtures_values_again(tmp_path: Path) -> None:
    folder = _folder(tmp_path, a=REGIONS, z=SOURCES)
    _load(folder)
    Region.objects.filter(slug="outer").update(names={"en": "Edited"})

    loaded = _load(folder, refresh=True)

    outer = Region.objects.get(slug="outer")
    assert loaded == Loaded(refreshed=1)
    assert (outer.names["en"], outer.version) == ("Outer", 2)
    assert Citation.objects.count() == 2


def test_load_facts_does_not_bring_back_what_was_taken_out_of_a_record(tmp_path: Path) -> None:
    text = """
organisations:
  - {slug: body, kind: museum, names: {en: Body}, former_names: [{name: Old body}]}
"""
    folder = _folder(tmp_path, a=text)
    _load(folder)
    Organisation.objects.get(slug="body").former_names.all().delete()

    _load(_folder(folder, b="# one more file\norganisations: []\n"))

    assert Organisation.objects.get(slug="body").former_names.count() == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "regions: [{slug: a, tier: city, names: {en: A}, capital: b}]",
            "a.yaml, line 1, regions “a”, field “capital”: There is no such field.",
        ),
        (
            "regoins: []",
            "a.yaml, line 1: “regoins” is nothing a fixture can hold. Did you mean “regions”?",
        ),
        (
            "regions:\n  - {slug: a, tier: town, names: {en: A}}",
            "a.yaml, line 2, regions “a”, field “tier”: Value 'town' is not a valid choice.",
        ),
        (
            "regions:\n  - {slug: a, tier: city, names: A}",
            "a.yaml, line 2, regions “a”, field “names”: Give a text for each language, such as {sv: …, en: …}.",
        ),
        (
            "regions: [{slug: a, tier: city, country: QQ, names: {en: A}}]",
            "a.yaml, line 1, regions “a”, field “country”: "
            "ISO 3166-1 has no country “QQ”. Two letters are meant, such as SE.",
        ),
        (
            "regions: [{slug: a, tier: city, iso_3166_2: [SE-QQ], names: {en: A}}]",
            "a.yaml, line 1, regions “a”, field “iso_3166_2”: ISO 3166-2 has no code “SE-QQ”. Write it as in SE-O.",
        ),
        (
            "regions: [{slug: a, tier: city, in_eu: perhaps, names: {en: A}}]",
            "a.yaml, line 1, regions “a”, field “in_eu”: Write yes or no.",
        ),
        (
            "regions: [{slug: a, tier: city, parent: b, names: {en: A}}]",
            "a.yaml, line 1, regions “a”, field “parent”: “b” is none of the regions.",
        ),
        (
            "regions: [{slug: a, tier: city, parent: a, names: {en: A}}]",
            "a.yaml, line 1, regions “a”, field “parent”: “a” is none of the regions.",
        ),
        (
            "regions: [{slug: a, tier: city, nuts_code: SE232, names: {en: A}}]",
            "a.yaml, line 1, regions “a”: A NUTS code needs the year of its version, and the other way round.",
        ),
        (
            "regions: [{tier: city, names: {en: A}}]",
            "a.yaml, line 1, regions “?”, field “slug”: This field tells the record from others and must be filled in.",
        ),
        (
            "source: nowhere\nregions: [{slug: a, tier: city, names: {en: A}}]",
            "a.yaml, line 2, regions “a”, field “sources”: “nowhere” is none of the sources.",
        ),
        (
            "organisations: [{slug: a, kind: museum, names: {en: A}, former_names: [{name: B, period: 20177}]}]",
            "a.yaml, line 1, former_names “a/B”, field “period”:",
        ),
        ("regions: {slug: a}", "a.yaml, line 1: “regions” must be a list, each record beginning with “-”."),
        ("regions: [", "a.yaml, line 2: This is not valid YAML:"),
        ("- a", "a.yaml, line 1: The file must be a map of nouns, such as “regions:”."),
        (
            "regions: [{slug: a, slug: b}]",
            "a.yaml, line 1: This is not valid YAML: “slug” stands twice in one record.",
        ),
    ],
)
def test_load_facts_names_file_record_and_field_and_keeps_nothing(
    tmp_path: Path, text: str, sentence: str
) -> None:
    before = "regions: [{slug: good, tier: city, names: {en: Good}}]"
    folder = _folder(tmp_path, a=text)
    (folder / "0-good.yaml").write_text(before, encoding="utf-8")

    problem = _problem(folder)

    assert problem[: len(sentence)] == sentence
    assert problem.endswith("Nothing was loaded; correct the file and try again.")
    assert (Region.objects.count(), Source.objects.count(), LoadedFixtures.objects.count()) == (0, 0, 0)


def test_load_facts_reads_norway_and_years_as_texts(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        a="regions: [{slug: no, tier: country, country: NO, names: {en: Norway}}]",
    )

    _load(folder)

    assert Region.objects.get().country == "NO"


def test_seed_demo_loads_everything_and_the_second_time_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("seed_demo")
    first = capsys.readouterr().out
    call_command("seed_demo")
    second = capsys.readouterr().out

    assert "Demo accounts: 18 new." in first
    assert second.splitlines()[:4] == [
        "Facts: nothing new in the files since they were last loaded.",
        "Cases: nothing new in the files since they were last loaded.",
        "Demo rates: 0 new.",
        "Demo: nothing new in the files since they were last loaded.",
    ]
    assert Agreement.objects.filter(slug__startswith="demo-", status="draft").count() == 4


def test_seed_demo_without_demo_loads_facts_only() -> None:
    with override_settings(DEMO=False):
        call_command("seed_demo", verbosity=0)

    assert Framework.objects.count() == 8
    assert Agreement.objects.filter(slug__startswith="demo-").count() == 0


def test_seed_demo_with_refresh_changes_nothing_of_untouched_records(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("seed_demo", verbosity=0)
    citations = Citation.objects.count()
    capsys.readouterr()

    call_command("seed_demo", "--refresh")

    assert "Facts: 0 records created, 0 refreshed." in capsys.readouterr().out.splitlines()
    assert set(Organisation.objects.values_list("version", flat=True)) == {1}
    assert Citation.objects.count() == citations


def test_seed_demo_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "a.yaml").write_text("nothing: []", encoding="utf-8")
    monkeypatch.setattr("portal.site.management.commands.seed_demo.FIXTURES", tmp_path)

    with pytest.raises(CommandError, match=r"^a\.yaml, line 1: “nothing” is nothing a fixture can hold\."):
        call_command("seed_demo")
