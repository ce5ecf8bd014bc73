"""Dialogues: meetings that keep a partnership alive."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.enums import DialogueLevel, DialogueMode
from partnerships.querysets.dialogues import DialogueQuerySet
from portal.core.multilingual import MultilingualField
from portal.core.uncertain import UncertainDateField


@pghistory.track()
class Dialogue(models.Model):
    """A talk between the two sides, or with actors at home about a possible cooperation (A21, A22)."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", on_delete=models.CASCADE, related_name="dialogues"
    )
    fields = models.ManyToManyField("partnerships.FieldOfArt", blank=True, related_name="+")
    level = models.CharField(_("level"), max_length=10, choices=DialogueLevel)
    mode = models.CharField(_("how"), max_length=10, choices=DialogueMode, blank=True)
    held = UncertainDateField(_("when"), null=True, blank=True)
    ongoing = models.BooleanField(_("goes on"), default=False)
    exploratory = models.BooleanField(_("exploratory"), default=False)
    subject = MultilingualField(_("subject"))
    agreed = MultilingualField(_("what was agreed"), blank=True, long=True)

    objects = DialogueQuerySet.as_manager()

    class Meta:
        ordering = ["-held_latest", "id"]
        indexes = [models.Index(fields=["partnership", "-held_latest"], name="dialogue_latest")]

    def __str__(self) -> str:
        return str(self.subject)
