import pytest
from django import forms
from django.utils import translation

from portal.core.uncertain import (
    UncertainDate,
    UncertainDateField,
    UncertainDateFormField,
    UncertainNumber,
    UncertainNumberField,
    UncertainNumberFormField,
)


class FactForm(forms.Form):
    founded = UncertainDateFormField(required=False)
    visitors = UncertainNumberFormField(required=False)


def test_form_field_cleans_to_values() -> None:
    form = FactForm({"founded": "slutet av 2017", "visitors": "close to fifty"})

    assert form.is_valid()
    assert form.cleaned_data == {
        "founded": UncertainDate("2017-39"),
        "visitors": UncertainNumber.nearly(50, "close to fifty"),
    }


def test_form_field_empty_is_none() -> None:
    form = FactForm({"founded": " ", "visitors": ""})

    assert form.is_valid()
    assert form.cleaned_data == {"founded": None, "visitors": None}


def test_form_field_required_says_so() -> None:
    form = forms.Form({"founded": ""})
    form.fields["founded"] = UncertainDateFormField()

    assert form.errors == {"founded": ["This field is required."]}


def test_widget_shows_what_was_understood() -> None:
    html = str(FactForm({"founded": "slutet av 2017"})["founded"])

    assert 'value="slutet av 2017"' in html
    assert 'id="id_founded_understood">Understood as: end of 2017</p>' in html
    assert 'aria-describedby="id_founded_understood"' in html


def test_widget_redisplays_a_refused_text_untouched() -> None:
    form = FactForm({"founded": "3/4/2019", "visitors": "<b>many or so"})

    assert not form.is_valid()
    assert 'value="3/4/2019"' in str(form["founded"])
    assert 'value="&lt;b&gt;many or so"' in str(form["visitors"])
    assert "Understood" not in str(form["founded"])


@pytest.mark.parametrize(
    ("language", "stored", "shown"),
    [
        ("en", UncertainDate("2017-39"), "end of 2017"),
        ("sv", UncertainDate("2017-39"), "slutet av 2017"),
        ("en", UncertainDate("2017-05-XX"), "2017-05-XX"),
    ],
)
def test_prepare_value_of_a_date_can_be_read_again(language: str, stored: UncertainDate, shown: str) -> None:
    with translation.override(language):
        assert UncertainDateFormField().prepare_value(stored) == shown


def test_prepare_value_of_a_number_keeps_its_words() -> None:
    field = UncertainNumberFormField()

    shown = [field.prepare_value(UncertainNumber.nearly(50, words)) for words in ("", "närmare ett 50-tal")]

    assert shown == ["nearly 50", "närmare ett 50-tal"]


def test_has_changed_compares_values() -> None:
    initial = {"founded": UncertainDate("2017-39"), "visitors": UncertainNumber.exactly(50)}

    form = FactForm({"founded": "slutet av 2017", "visitors": "51"}, initial=initial)

    assert form.changed_data == ["visitors"]


def test_formfield_of_the_model_fields_reads_words() -> None:
    fields = [UncertainDateField().formfield(), UncertainNumberField(blank=True, null=True).formfield()]

    assert [(type(field), field.required) for field in fields] == [
        (UncertainDateFormField, True),
        (UncertainNumberFormField, False),
    ]
