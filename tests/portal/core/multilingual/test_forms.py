import re

from django import forms

from portal.core.multilingual import Multilingual, MultilingualField, MultilingualFormField


class NameForm(forms.Form):
    names = MultilingualFormField(max_length=10)


def test_form_field_cleans_to_a_multilingual() -> None:
    form = NameForm({"names_sv": "Åre", "names_en": " ", "names_xx": "no"})

    assert form.is_valid()
    assert form.cleaned_data["names"] == Multilingual(sv="Åre")


def test_form_field_required_means_one_language() -> None:
    form = NameForm({"names_sv": " "})

    assert form.errors == {"names": ["Write this in at least one language."]}


def test_form_field_too_long_names_the_language() -> None:
    form = NameForm({"names_da": "x" * 11})

    assert form.errors == {"names": ["The text in Danish has 11 characters; write at most 10."]}
    assert 'value="xxxxxxxxxxx"' in str(form["names"])


def test_widget_opens_main_and_filled_languages() -> None:
    html = str(NameForm(initial={"names": Multilingual(lt="Vilnius")})["names"])

    shown, folded = html.split("<details")

    assert re.findall(r'lang="(\w+)"', shown) == ["en", "sv", "lt"]
    assert re.findall(r'lang="(\w+)"', folded) == ["da", "nl", "fr", "de", "es", "ro"]


def test_widget_keeps_a_text_in_a_language_of_calls_only() -> None:
    html = str(NameForm(initial={"names": Multilingual(cy="Caerdydd")})["names"])
    form = NameForm({"names_cy": "Abertawe"}, initial={"names": Multilingual(cy="Caerdydd")})

    assert re.findall(r'lang="(\w+)"', html.partition("<details")[0]) == ["en", "sv", "cy"]
    assert (form.is_valid(), form.cleaned_data["names"]) == (True, Multilingual(cy="Abertawe"))


def test_widget_labels_each_input() -> None:
    html = str(NameForm()["names"])

    assert re.findall(r'<label for="(\w+)"', html) == re.findall(r' id="(\w+)"', html)


def test_widget_long_has_text_areas() -> None:
    field = MultilingualField(long=True, blank=True).formfield(languages=["sv", "en"])

    html = field.widget.render("text", Multilingual(sv="a & b"), {"id": "id_text"})

    assert html.count("<textarea") == 2
    assert "a &amp; b</textarea>" in html
    assert not field.required


def test_has_changed_compares_texts() -> None:
    initial = {"names": Multilingual(sv="Åre")}

    changed = [NameForm({"names_sv": text}, initial=initial).has_changed() for text in ("Åre ", "Östersund")]

    assert changed == [False, True]
