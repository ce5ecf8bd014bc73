"""The parts of a call that a document lists, each under its own name."""

from dataclasses import dataclass

from django.db import models

from grants.models import (
    CallBody,
    CallFunder,
    Criterion,
    Duty,
    Envelope,
    FlatRate,
    Instalment,
    Question,
    Strand,
    Window,
)

FORMAT = "portal-call/1"


@dataclass(frozen=True)
class Part:
    """A list of the document: its name, its model, the relation on the call, and how it refers to other records.

    ``refers`` maps a foreign key to what stands in the document: "strand" a strand's code, "organisation" and
    "funder" an organisation's slug.
    """

    name: str
    model: type[models.Model]
    related_name: str
    refers: tuple[str, ...] = ()


# In the order in which they can be stored: what others refer to comes first.
PARTS = (
    Part("funders", CallFunder, "funders", ("organisation",)),
    Part("strands", Strand, "strands"),
    Part("windows", Window, "windows", ("strand",)),
    Part("envelopes", Envelope, "envelopes", ("funder",)),
    Part("rates", FlatRate, "rates"),
    Part("criteria", Criterion, "scored_criteria"),
    Part("bodies", CallBody, "bodies", ("organisation",)),
    Part("instalments", Instalment, "instalments", ("funder",)),
    Part("duties", Duty, "duties"),
    Part("questions", Question, "questions"),
)
# Records of the portal that a call is tied to, by what names them in a document.
TIED = {"partnerships": "slug", "fields": "code"}
REQUIRED_REFERENCES = {("funders", "organisation")}
