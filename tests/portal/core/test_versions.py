"""Edits that began from an older version."""

import json

import pytest
from django.http import QueryDict

from partnerships.models import Agreement
from portal.core.forms import chosen
from portal.core.versions import VersionedForm, as_query, differences, unchanged
from tests.factories.partnerships import AgreementFactory

pytestmark = pytest.mark.django_db


class Form(VersionedForm):
    class Meta:
        model = Agreement
        fields = ["names", "kind", "reference", "open_ended", "valid_from", "fields"]


@pytest.fixture
def agreement():
    return AgreementFactory(
        names={"en": "Culture", "sv": "Kultur"},
        reference="1",
        open_ended=True,
        valid_from="2017-12",
        kind="mou",
    )


def drawn(agreement, **changes):
    """Return what a browser posts after somebody changed some of the inputs."""
    form = Form(instance=agreement)
    data = as_query(form.as_drawn())
    data["version"] = str(agreement.version)
    data["base"] = form.initial["base"]
    for name, value in changes.items():
        if value is None:
            data.pop(name, None)
        else:
            data[name] = value
    return data


def test_changes_of_an_untouched_form_are_none(agreement):
    form = Form(drawn(agreement), instance=agreement)

    assert (form.is_valid(), form.changes()) == (True, {})


def test_changes_hold_only_what_this_person_changed(agreement):
    data = drawn(agreement, names_sv="Kulturen", open_ended=None)
    Agreement.objects.filter(pk=agreement.pk).update(reference="2")
    agreement.refresh_from_db()

    form = Form(data, instance=agreement)

    assert form.is_valid()
    assert form.changes() == {"names": {"en": "Culture", "sv": "Kulturen"}, "open_ended": False}


def test_changes_without_what_was_drawn_compare_with_the_record(agreement):
    data = drawn(agreement, reference="9")
    del data["base"]

    form = Form(data, instance=agreement)

    assert (form.is_valid(), form.changes()) == (True, {"reference": "9"})


def test_differences_tell_who_changed_what(agreement):
    data = drawn(agreement, reference="mine", names_sv="Mitt", valid_from="2018")
    agreement.reference, agreement.names, agreement.open_ended = (
        "theirs",
        {"en": "Culture", "sv": "Deras"},
        False,
    )
    agreement.version += 1
    agreement.save()

    found = {one.name: one for one in differences(Form(data, instance=agreement), agreement)}

    assert {name: one.preferred for name, one in found.items()} == {
        "names": "",
        "reference": "",
        "open_ended": "theirs",
        "valid_from": "mine",
    }
    assert (found["reference"].theirs, found["reference"].mine) == ("theirs", "mine")
    assert (found["valid_from"].theirs, found["valid_from"].mine) == ("December 2017", "2018")


def test_an_answer_becomes_the_edit_of_the_version_that_stands(agreement):
    data = drawn(agreement, reference="mine", names_sv="Mitt", valid_from="2018")
    agreement.reference, agreement.names, agreement.open_ended = (
        "theirs",
        {"en": "Culture", "sv": "Deras"},
        False,
    )
    agreement.version += 1
    agreement.save()
    stale = Form(data, instance=agreement)
    found = differences(stale, agreement)

    answer = QueryDict(mutable=True)
    answer["version"] = str(agreement.version)
    answer["base"] = Form(instance=agreement).initial["base"]
    for name, value in unchanged(stale, found):
        answer.appendlist(name, value)
    choice = {"names": "mine", "reference": "theirs", "open_ended": "theirs", "valid_from": "mine"}
    for one in found:
        answer.appendlist("difference", one.name)
        answer[f"keep:{one.name}"] = choice[one.name]
        for side, values in (("mine", one.mine_data), ("theirs", one.theirs_data)):
            for name, texts in values.items():
                answer.setlist(f"{side}:{one.name}:{name}", texts)
    form = Form(chosen(answer), instance=agreement)

    assert form.is_valid()
    assert {name: str(value) for name, value in form.changes().items()} == {
        "names": "Culture",
        "valid_from": "2018",
    }


def test_base_that_is_no_data_is_not_believed(agreement):
    form = Form(drawn(agreement, base="[1]", reference="9"), instance=agreement)

    assert (form.is_valid(), form.changes()) == (True, {"reference": "9"})


def test_base_is_json_of_what_a_browser_would_post(agreement):
    assert json.loads(Form(instance=agreement).initial["base"])["names_sv"] == ["Kultur"]
