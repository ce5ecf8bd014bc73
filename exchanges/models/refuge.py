"""Fristadsregion: places of refuge for artists under threat. The person is never recorded here."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchanges.enums import PlacementStatus
from exchanges.querysets.refuge import RefugePlacementQuerySet, RefugeProgrammeQuerySet
from portal.core.models import Move
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField


@pghistory.track()
class RefugeProgramme(models.Model):
    """An authority's programme of refuge for artists who live under threat (A07); public, without people."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="refuge_programmes"
    )
    slug = models.SlugField(max_length=100, unique=True)
    names = MultilingualField(_("name"))
    description = MultilingualField(_("description"), blank=True, long=True)
    regional_support = MultilingualField(_("regional support"), blank=True)

    objects = RefugeProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.names)


@pghistory.track()
class RefugePlacement(models.Model):
    """A municipality's placement in the programme: read by refuge officers only, and never names a person."""

    programme = models.ForeignKey(RefugeProgramme, on_delete=models.PROTECT, related_name="placements")
    municipality = models.ForeignKey(
        "partnerships.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    period = UncertainDateField(_("when"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=PlacementStatus, default=PlacementStatus.PREPARED
    )

    objects = RefugePlacementQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.pk)


class PlacementMove(Move):
    """One step in a placement's life."""

    placement = models.ForeignKey(RefugePlacement, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
