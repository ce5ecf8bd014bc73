"""What holds for every form of ours, now and for those to come."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.utils.functional import Promise

import exchanges
import grants
import partnerships
import portal

PACKAGES = (exchanges, grants, partnerships, portal)


def all_forms(above: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in above.__subclasses__():
        yield form
        yield from all_forms(form)


def ours() -> list[type[forms.BaseForm]]:
    for package in PACKAGES:
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if "forms" in module.name.split("."):
                import_module(module.name)
    names = {package.__name__ for package in PACKAGES}
    found = {form for form in all_forms() if form.__module__.partition(".")[0] in names}
    return sorted(found, key=lambda form: (form.__module__, form.__qualname__))


@pytest.mark.parametrize("form", ours(), ids=lambda form: f"{form.__module__}.{form.__qualname__}")
def test_every_label_can_be_said_in_other_languages(form: type[forms.BaseForm]) -> None:
    # A key without a name of its own is labelled in English by Django; what has no label is labelled by its page.
    fixed = [
        name
        for name, field in form.base_fields.items()
        if field.label
        and not isinstance(field.label, Promise)
        and not isinstance(field.widget, forms.HiddenInput)
    ]

    assert fixed == []
