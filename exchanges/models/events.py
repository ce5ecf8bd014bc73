"""Events: meetings with a date that people can come to, or came to."""

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exchanges.enums import EventKind
from exchanges.querysets.events import EventQuerySet
from portal.core.collation import SortKeyField
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField


@pghistory.track()
class Event(models.Model):
    """A seminar, a forum, an opening, or the authority's presence at somebody else's event."""

    authority = models.ForeignKey("partnerships.Authority", on_delete=models.PROTECT, related_name="events")
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    exchange = models.ForeignKey(
        "exchanges.Exchange", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    organisers = models.ManyToManyField("partnerships.Organisation", blank=True, related_name="events")
    elements = models.ManyToManyField("partnerships.FrameworkElement", blank=True, related_name="events")
    place = models.ForeignKey(
        "partnerships.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )

    slug = models.SlugField(max_length=100, unique=True)
    names = MultilingualField(_("title"))
    sort_key = SortKeyField(source="names")
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    summary = MultilingualField(_("summary"), blank=True, long=True)
    held = UncertainDateField(_("when"), null=True, blank=True)
    yearly = models.BooleanField(_("every year"), default=False)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    audience = MultilingualField(_("for"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-held_latest", "slug"]
        indexes = [models.Index(fields=["authority", "-held_latest", "-id"], name="event_list")]

    def __str__(self) -> str:
        return str(self.names)

    def get_absolute_url(self) -> str:
        return reverse("exchanges:public:event_detail", args=[self.slug])
