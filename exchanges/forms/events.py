"""The forms of events."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from exchanges.models import Event, Exchange
from partnerships.forms.fields import ElementsField, RecordForm
from partnerships.models import Authority
from portal.core.collation import order_by_name

WHEN = _("As uncertain as it is known: 31 May 2019, May 2019, 2019. Only a known day stands in calendars.")


class NewEventForm(RecordForm):
    """What one knows when an event is entered."""

    class Meta:
        model = Event
        fields: ClassVar[list[str]] = [
            "authority", "names", "kind", "held", "yearly", "venue", "place", "summary",
        ]  # fmt: skip
        labels: ClassVar[dict[str, object]] = {"authority": _("authority"), "place": _("place")}
        help_texts: ClassVar[dict[str, object]] = {"held": WHEN}

    def offer(self, authorities: Collection[int]) -> None:
        """Offer the authorities that the person works for."""
        choices = Authority.objects.filter(pk__in=authorities).select_related("organisation")
        self.fields["authority"].queryset = choices  # type: ignore[attr-defined]
        if len(authorities) == 1:
            self.fields["authority"].initial = next(iter(authorities))


class EventForm(RecordForm):
    """What it is, when and where, and what it is part of."""

    class Meta:
        model = Event
        fields: ClassVar[list[str]] = [
            "names", "kind", "held", "yearly", "venue", "place", "audience", "part_of", "exchange",
        ]  # fmt: skip
        labels: ClassVar[dict[str, object]] = {
            "place": _("place"),
            "part_of": _("part of the event"),
            "exchange": _("belongs to the exchange"),
        }
        help_texts: ClassVar[dict[str, object]] = {"held": WHEN}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Event.objects.filter(authority=self.instance.authority_id).exclude(pk=self.instance.pk)
        self.fields["part_of"].queryset = own.order_by(order_by_name(), "pk")  # type: ignore[attr-defined]
        exchanges = Exchange.objects.filter(authority=self.instance.authority_id)
        self.fields["exchange"].queryset = exchanges.order_by(order_by_name(), "pk")  # type: ignore[attr-defined]


class EventStoryForm(RecordForm):
    """What it is, in words for everybody."""

    class Meta:
        model = Event
        fields: ClassVar[list[str]] = ["summary"]


class EventOrganisersForm(RecordForm):
    """Who holds it."""

    class Meta:
        model = Event
        fields: ClassVar[list[str]] = ["organisers"]
        labels: ClassVar[dict[str, object]] = {"organisers": _("organised by")}
        widgets: ClassVar[dict[str, object]] = {"organisers": forms.CheckboxSelectMultiple}


class EventAimsForm(RecordForm):
    """Which aims of the authority's frameworks it serves."""

    elements = ElementsField(label=_("serves these aims"))

    class Meta:
        model = Event
        fields: ClassVar[list[str]] = ["elements"]
        labels: ClassVar[dict[str, object]] = {"elements": _("serves these aims")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["elements"].limit_to(self.instance.authority_id)  # type: ignore[attr-defined]
