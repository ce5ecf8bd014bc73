"""What a dialogue leaves to do, and who sat at its table."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.querysets.followups import DialogueParticipantQuerySet, FollowUpQuerySet
from portal.core.uncertain import UncertainDateField


@pghistory.track()
class DialogueParticipant(models.Model):
    """Somebody at a dialogue's table: a person by name or role, an organisation, or a person of an organisation.

    Names of persons are read by the office alone; the public sees organisations (A21).
    """

    dialogue = models.ForeignKey(
        "partnerships.Dialogue",
        on_delete=models.CASCADE,
        related_name="participants",
        verbose_name=_("dialogue"),
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dialogue_participations",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name of the person"), max_length=200, blank=True)
    role = models.CharField(_("role or office"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = DialogueParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(name="") | ~Q(role=""),
                name="dialogue_participant_is_somebody",
                violation_error_message=_("Say who: a person, a role, or an organisation."),
            )
        ]

    def __str__(self) -> str:
        who = ", ".join(part for part in (self.name, self.role) if part)
        if self.organisation is None:
            return who
        return f"{who} ({self.organisation})" if who else str(self.organisation)


@pghistory.track()
class FollowUp(models.Model):
    """Something that a dialogue left to do: who does it, and by when; open until somebody ticks it off."""

    dialogue = models.ForeignKey(
        "partnerships.Dialogue",
        on_delete=models.CASCADE,
        related_name="follow_ups",
        verbose_name=_("follows from the dialogue"),
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("responsible person"),
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("responsible organisation"),
    )
    what = models.CharField(_("what is to be done"), max_length=400)
    due = UncertainDateField(_("by when"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_latest", "id"]
        indexes = [
            models.Index(fields=["due_latest", "id"], name="follow_up_open", condition=Q(done_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="follow_up_done_by_somebody",
                violation_error_message=_("What is done says when and by whom."),
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_done(self) -> bool:
        """Tell whether somebody ticked it off."""
        return self.done_at is not None
