"""What happens to rows: new, changed, unchanged, wrong; all or none."""

import pytest

from partnerships.enums import OrganisationKind
from partnerships.models import Organisation
from portal.imports.domain import runs, work
from portal.imports.enums import RunStatus
from portal.imports.models import ImportRow
from tests.factories.accounts import member
from tests.factories.partnerships import AuthorityFactory, OrganisationFactory, RegionFactory
from tests.portal.imports.files import brought_in, compared, csv_file, outcomes, problems, quietly

pytestmark = pytest.mark.django_db


def test_rows_become_organisations_and_a_second_run_changes_nothing() -> None:
    authority = AuthorityFactory()
    RegionFactory(slug="skane", names={"sv": "Skåne"})
    text = (
        "Namn;Engelska;Typ;Region;Org.nr\n"
        "Malmö stad;City of Malmö;Kommun;Skåne;SE-BLV 212000-1124\n"
        "Skånes konstförening;;Förening;skane;\n"
    )

    first = brought_in(authority, csv_file(text))
    second = compared(authority, csv_file(text))

    assert problems(first) == {}
    assert first.status == RunStatus.DONE
    assert outcomes(first) == {2: "new", 3: "new"}
    assert outcomes(second) == {2: "unchanged", 3: "unchanged"}
    city = Organisation.objects.get(slug="city-of-malmo")
    assert city.names == {"sv": "Malmö stad", "en": "City of Malmö"}
    assert city.kind == OrganisationKind.MUNICIPALITY
    assert city.region.slug == "skane"
    assert [str(number) for number in city.registration_numbers.all()] == ["SE-BLV 212000-1124"]
    assert city.sort_key != {}


def test_only_what_differs_is_changed_and_an_empty_cell_leaves_the_record() -> None:
    authority = AuthorityFactory()
    museum = OrganisationFactory(
        slug="museum", names={"sv": "Museet", "nl": "Het museum"}, website="https://a.example"
    )
    text = "slug,name_sv,website\nmuseum,Museet i väst,\n"

    run = brought_in(authority, csv_file(text), constants={"kind": "museum"})

    museum.refresh_from_db()
    assert outcomes(run) == {2: "changed"}
    assert run.rows.get().differences == [["name_sv", "Museet", "Museet i väst"]]
    assert museum.names == {"sv": "Museet i väst", "nl": "Het museum"}
    assert museum.website == "https://a.example"
    assert museum.version == 2


def test_a_parent_may_come_later_in_the_file() -> None:
    authority = AuthorityFactory()
    text = (
        "name_sv,kind,parent\nKulturnämnden,committee,Regionen i norr\nRegionen i norr,regional_authority,\n"
    )

    run = brought_in(authority, csv_file(text))

    assert run.status == RunStatus.DONE
    committee = Organisation.objects.get(names__sv="Kulturnämnden")
    assert str(committee.parent.names.in_language("sv")) == "Regionen i norr"


def test_a_circle_and_what_hangs_on_an_error_are_errors() -> None:
    authority = AuthorityFactory()
    text = "name_sv,kind,parent\nA,museum,B\nB,museum,A\nC,museum,D\nD,nonsense,\n"

    run = compared(authority, csv_file(text))

    assert outcomes(run) == {2: "error", 3: "error", 4: "error", 5: "error"}
    assert problems(run)[2] == ["These rows name each other in a circle: 2 → 3 → 2."]
    assert problems(run)[4] == ["This names what stands in row 5, which has an error."]


def test_two_rows_about_one_record_are_both_named() -> None:
    authority = AuthorityFactory()
    text = "name_sv,kind\nMuseet,museum\nTeatern,theatre\nMUSEET ,museum\n"

    run = compared(authority, csv_file(text))

    sentence = "Rows 2 and 4 are about the same record. Keep one of them."
    assert problems(run) == {2: [sentence], 4: [sentence]}
    assert outcomes(run)[3] == "new"


def test_nothing_is_written_when_a_record_changed_since_the_preview() -> None:
    authority = AuthorityFactory()
    museum = OrganisationFactory(slug="museum", names={"sv": "Museet"})
    text = "slug,name_sv,kind\nmuseum,Nytt namn,museum\n,Ett nytt,museum\n"
    run = compared(authority, csv_file(text))
    Organisation.objects.filter(pk=museum.pk).update(names={"sv": "Ett annat namn"})

    run = runs.confirm(run, by=None)
    work.write(run, quietly, by=None)

    run.refresh_from_db()
    assert run.status == RunStatus.CHECKED
    assert run.problem == (
        "Nothing was written: records have changed since the preview was made (row 2). Compare again."
    )
    assert Organisation.objects.filter(names__sv="Ett nytt").count() == 0


def test_rows_lead_to_the_records_they_became_and_say_codes_in_words() -> None:
    run = brought_in(AuthorityFactory(), csv_file("name_en;kind\nDance House;museum\nHall;theatre\n"))

    rows = list(ImportRow.objects.of(run))
    records = Organisation.objects.in_bulk([row.record_id for row in rows])
    assert [str(records[row.record_id]) for row in rows] == ["Dance House", "Hall"]
    assert [row.differences[1] for row in rows] == [["kind", "", "Museum"], ["kind", "", "Theatre"]]


def test_each_new_record_has_one_line_of_history_by_whoever_brought_it_in() -> None:
    officer = member(authority := AuthorityFactory())
    run = compared(authority, csv_file("Namn;Typ\nMuseum ett;Museum\nMuseum två;Museum\nMuseum tre;Museum\n"))

    work.write(runs.confirm(run, by=officer), quietly, by=officer)

    events = Organisation.history.rel.related_model.objects.filter(slug__startswith="museum-")
    assert sorted(
        (event.slug, event.pgh_label, event.pgh_obj.slug, event.pgh_context.metadata["user"])
        for event in events
    ) == [(slug, "insert", slug, officer.pk) for slug in ("museum-ett", "museum-tre", "museum-tva")]
    assert len({event.pgh_context_id for event in events}) == 1
