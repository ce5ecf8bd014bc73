"""Choosing several out of a long list: boxes, since nobody should have to hold a key down while choosing."""

from typing import Any

from django import forms


class BoxList(forms.CheckboxSelectMultiple):
    """Boxes in a frame that scrolls, those that are ticked first; ``static/js/boxes.js`` puts a search above them."""

    template_name = "components/forms/boxes.html"

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Return the groups of options, those with something ticked before the others, each in the list's order."""
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: not any(option["selected"] for option in group[1]))
