"""Sections that areas of casework put on the page of an application, for the office or for the applicant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from grants.models import Application

# What a section shows: the template of its inside, and what it reads as ``here``; None where it has nothing to show.
type Shown = tuple[str, dict[str, Any]] | None


@dataclass(frozen=True)
class Section:
    """A section of a page: its anchor, its heading, and what fills it for an application and a reader."""

    key: str
    title: str | Promise
    build: Callable[[HttpRequest, Application], Shown]


def filled(
    sections: Sequence[Section], request: HttpRequest, application: Application
) -> list[dict[str, Any]]:
    """Return the sections that have something to show to this reader of this application."""
    found = []
    for section in sections:
        shown = section.build(request, application)
        if shown is not None:
            template, here = shown
            found.append({"key": section.key, "title": section.title, "template": template, "here": here})
    return found
