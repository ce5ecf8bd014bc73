"""Boxes of a long list."""

from django import forms
from django.http import QueryDict

from portal.core.forms.boxes import BoxList


class Places(forms.Form):
    places = forms.MultipleChoiceField(
        choices=[("de", "Germany"), ("dk", "Denmark"), ("fi", "Finland")], widget=BoxList
    )


def test_what_is_ticked_stands_first_and_the_rest_keep_their_order() -> None:
    drawn = Places(initial={"places": ["fi"]})["places"]

    assert [box.data["value"] for box in drawn] == ["fi", "de", "dk"]
    assert str(drawn).count("checked") == 1


def test_all_that_is_ticked_is_read() -> None:
    form = Places(QueryDict("places=dk&places=de"))

    assert form.is_valid()
    assert form.cleaned_data["places"] == ["dk", "de"]
