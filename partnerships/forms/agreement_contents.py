"""The forms of what an agreement or a network holds beside its text."""

from typing import Any, ClassVar

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import RecordForm
from partnerships.models import (
    Agreement,
    Aim,
    Instrument,
    Milestone,
    Organ,
    OrganSeat,
    Pledge,
    WorkProgramme,
)


def of_record(record: Model) -> Q:
    """Return the condition that a content belongs to this agreement or network."""
    return Q(agreement=record.pk) if isinstance(record, Agreement) else Q(network=record.pk)


class ContentForm(RecordForm):
    """What all of them have in common: they offer only what belongs to the same record."""

    def within(self, record: Model) -> None:
        """Offer the joint bodies, instruments and work programmes of this agreement or network."""
        own = of_record(record)
        for name, model in (("organ", Organ), ("instrument", Instrument)):
            if name in self.fields:
                self.fields[name].queryset = model._default_manager.filter(own)  # type: ignore[attr-defined]
        if "work_programme" in self.fields:
            programmes = WorkProgramme.objects.filter(agreement=record.pk)
            if not isinstance(record, Agreement):
                programmes = programmes.none()
            self.fields["work_programme"].queryset = programmes  # type: ignore[attr-defined]


class AimForm(ContentForm):
    """What the parties want to reach, or a pillar under which they work."""

    class Meta:
        model = Aim
        fields: ClassVar[list[str]] = ["kind", "texts", "named", "article"]


class OrganForm(ContentForm):
    """A body that the parties have together."""

    class Meta:
        model = Organ
        fields: ClassVar[list[str]] = [
            "kind", "names", "composition", "members", "term_years", "tasks", "rhythm", "period", "legal_personality",
            "organisation",
        ]  # fmt: skip


class OrganSeatForm(ContentForm):
    """Who sits in a joint body."""

    class Meta:
        model = OrganSeat
        fields: ClassVar[list[str]] = ["organ", "who", "role", "seats", "region", "organisation", "period"]
        labels: ClassVar[dict[str, object]] = {"organ": _("Joint body")}


class InstrumentForm(ContentForm):
    """By what the parties work."""

    class Meta:
        model = Instrument
        fields: ClassVar[list[str]] = ["kind", "names", "yearly", "period", "note", "website"]


class PledgeForm(ContentForm):
    """Money, or what is worth money, that the parties promise."""

    class Meta:
        model = Pledge
        fields: ClassVar[list[str]] = [
            "what", "organisation", "joint", "amount", "currency", "rhythm", "in_kind", "period", "instrument",
        ]  # fmt: skip


class MilestoneForm(ContentForm):
    """Something that happened once, or was planned."""

    class Meta:
        model = Milestone
        fields: ClassVar[list[str]] = [
            "kind", "texts", "happened", "place", "organ", "instrument", "work_programme",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organ", "instrument", "work_programme"):
            self.fields[name].required = False
