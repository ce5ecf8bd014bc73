"""What an agreement or a network holds, as parts that are added, edited and removed in the office: a table of words."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.forms.agreement_contents import (
    AimForm,
    ContentForm,
    InstrumentForm,
    MilestoneForm,
    OrganForm,
    OrganSeatForm,
    PledgeForm,
)
from partnerships.models import Aim, Instrument, Milestone, Organ, OrganSeat, Pledge


@dataclass(frozen=True)
class Content:
    """A kind of content: its key in addresses, model, form, and the words of its pages."""

    key: str
    model: type[models.Model]
    form: type[ContentForm]
    heading: str | Promise
    adding: str | Promise
    editing: str | Promise
    removing: str | Promise
    through: str = ""  # what it belongs to between itself and the record


CONTENTS = [
    Content(
        "aims", Aim, AimForm,
        _("Aims and pillars"), _("Add an aim"), _("Edit an aim"), _("Remove this aim?"),
    ),
    Content(
        "organs", Organ, OrganForm,
        _("Joint bodies"), _("Add a joint body"), _("Edit a joint body"),
        _("Remove this joint body, with its seats and what happened to it?"),
    ),
    Content(
        "organ-seats", OrganSeat, OrganSeatForm,
        _("Seats in joint bodies"), _("Add a seat in a joint body"), _("Edit a seat in a joint body"),
        _("Remove this seat?"), through="organ__",
    ),
    Content(
        "instruments", Instrument, InstrumentForm,
        _("Instruments"), _("Add an instrument"), _("Edit an instrument"),
        _("Remove this instrument, with what happened to it?"),
    ),
    Content(
        "pledges", Pledge, PledgeForm,
        _("Money promised"), _("Add a promise of money"), _("Edit a promise of money"),
        _("Remove this promise of money?"),
    ),
    Content(
        "milestones", Milestone, MilestoneForm,
        _("Milestones"), _("Add a milestone"), _("Edit a milestone"), _("Remove this milestone?"),
    ),
]  # fmt: skip
