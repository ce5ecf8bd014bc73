"""Forms say what they want and what is wrong, to eyes, fingers and screen readers alike."""

from datetime import date
from typing import Any

import html5lib
import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation


class SampleForm(forms.Form):
    """One field of each kind that people meet."""

    title = forms.CharField(help_text="As on a poster.")
    story = forms.CharField(widget=forms.Textarea, max_length=20, required=False)
    first_day = forms.DateField(required=False)
    direction = forms.ChoiceField(choices=[("in", "Incoming"), ("out", "Outgoing")], widget=forms.RadioSelect)
    letter = forms.FileField(required=False, help_text="PDF")
    sure = forms.BooleanField(help_text="We ask for it later.")
    version = forms.IntegerField(widget=forms.HiddenInput)


def _tree(html: str) -> Any:
    """Parse strictly; an error in the markup fails the test."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(html.strip())


def _one(tree: Any, path: str) -> Any:
    found = tree.findall(path)
    assert len(found) == 1, f"{path}: {len(found)}"
    return found[0]


def _classes(element: Any) -> list[str]:
    return str(element.get("class", "")).split()


def test_form_is_valid_markup_with_a_label_for_each_input() -> None:
    tree = _tree(str(SampleForm(initial={"version": 3})))

    labelled = {label.get("for") for label in tree.iter("label")}
    inputs = [
        e for e in tree.iter() if e.tag in ("input", "textarea", "select") and e.get("type") != "hidden"
    ]

    assert [e.get("id") for e in inputs if e.get("id") not in labelled] == []


def test_field_points_at_its_help_and_its_error() -> None:
    tree = _tree(str(SampleForm({"version": "3"})))

    title = _one(tree, ".//input[@name='title']")

    assert title.get("aria-invalid") == "true"
    assert title.get("aria-describedby") == "id_title_helptext id_title_error"
    assert "".join(_one(tree, ".//*[@id='id_title_helptext']").itertext()) == "As on a poster."
    assert "".join(_one(tree, ".//*[@id='id_title_error']").itertext()) == "Error: This field is required."


def test_field_of_several_inputs_is_a_fieldset_with_a_legend() -> None:
    tree = _tree(str(SampleForm()))

    group = _one(tree, ".//fieldset")

    assert group.get("id") == "id_direction_field"
    assert "".join(_one(group, "legend").itertext()) == "Direction"


def test_field_that_may_be_left_empty_says_so_unless_the_form_does_not_want_it() -> None:
    form = SampleForm()
    assert str(form["story"].as_field_group()).count("(optional)") == 1

    form.hide_optional = True  # type: ignore[attr-defined]
    assert str(form["story"].as_field_group()).count("(optional)") == 0


@pytest.mark.parametrize("text", ["two\nlines", "\nstarts with an empty line", "</textarea><b>", "  spaces "])
def test_textarea_gives_back_what_was_typed(text: str) -> None:
    tree = _tree(str(SampleForm({"story": text})["story"]))

    assert _one(tree, ".//textarea").text == text


def test_textarea_tells_its_limit_and_cuts_nothing_off() -> None:
    tree = _tree(str(SampleForm()["story"]))
    area = _one(tree, ".//textarea")

    assert (area.get("data-maxlength"), area.get("maxlength")) == ("20", None)
    assert "".join(_one(tree, ".//p").itertext()) == "At most 20 characters"


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_date_is_written_as_the_browsers_picker_reads_it(language: str) -> None:
    with translation.override(language):
        tree = _tree(str(SampleForm(initial={"first_day": date(2027, 3, 1)})["first_day"]))

    day = _one(tree, ".//input")
    assert (day.get("type"), day.get("value")) == ("date", "2027-03-01")


def test_error_summary_leads_to_each_field() -> None:
    html = render_to_string("components/error_summary.html", {"form": SampleForm({})})
    tree = _tree(html)

    links = [link.get("href") for link in tree.iter("a")]

    assert links == ["#id_title", "#id_direction_field", "#id_sure"]
    # A field that nobody sees cannot be gone to; its error is said without a link.
    assert ["".join(item.itertext()) for item in tree.iter("li") if item.find("a") is None] == [
        "This field is required."
    ]


def test_error_summary_is_silent_where_nothing_is_wrong() -> None:
    assert render_to_string("components/error_summary.html", {"form": SampleForm()}).strip() == ""


def test_form_component_carries_token_hidden_fields_and_button() -> None:
    request = RequestFactory().get("/")
    html = render_to_string(
        "components/form.html",
        {"form": SampleForm(initial={"version": 3}), "submit": "Send"},
        request=request,
    )
    tree = _tree(html)

    form = _one(tree, ".//form")
    assert (form.get("method"), form.get("enctype")) == ("post", "multipart/form-data")
    assert [e.get("name") for e in form.iter("input") if e.get("type") == "hidden"] == [
        "csrfmiddlewaretoken",
        "version",
    ]
    assert "btn-primary" in _classes(_one(form, ".//button"))
