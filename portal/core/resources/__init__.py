"""Registers as columns: what a file's cells mean, what a record's values look like in a file, and what differs."""

from portal.core.resources.columns import Column, NameColumn, PartColumn
from portal.core.resources.keys import KeyIndex, name_key, register_keys
from portal.core.resources.reading import Reading
from portal.core.resources.resource import RegisterResource, register_resource, resource_for, resources
from portal.core.resources.widgets import (
    AmountWidget,
    CellError,
    ChoiceWidget,
    DateWidget,
    DecimalWidget,
    ListWidget,
    NumberWidget,
    ReferencesWidget,
    ReferenceWidget,
    SlugWidget,
    TextWidget,
    WholeWidget,
    YesNoWidget,
)

__all__ = [
    "AmountWidget",
    "CellError",
    "ChoiceWidget",
    "Column",
    "DateWidget",
    "DecimalWidget",
    "KeyIndex",
    "ListWidget",
    "NameColumn",
    "NumberWidget",
    "PartColumn",
    "Reading",
    "ReferenceWidget",
    "ReferencesWidget",
    "RegisterResource",
    "SlugWidget",
    "TextWidget",
    "WholeWidget",
    "YesNoWidget",
    "name_key",
    "register_keys",
    "register_resource",
    "resource_for",
    "resources",
]
