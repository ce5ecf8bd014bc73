"""What was destroyed or anonymised: who proposed and who confirmed it, which cases and papers, and what it came to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums.closing import DestructionStatus, RetainedKind, RetentionAction
from grants.models.kept_records import of_one_record
from grants.querysets.closing import DestructionQuerySet
from portal.core.models import Move


class Destruction(models.Model):
    """Cases and papers of an authority whose time has passed on a day: proposed by one person, confirmed by another."""

    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.PROTECT, related_name="destructions"
    )
    due_on = models.DateField(_("due on"), help_text=_("What fell due until this day."))
    status = models.CharField(
        _("status"), max_length=10, choices=DestructionStatus, default=DestructionStatus.PROPOSED
    )
    proposed_at = models.DateTimeField(_("proposed"), db_default=Now())
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    finished_at = models.DateTimeField(_("carried out"), null=True, blank=True)
    job = models.OneToOneField("core.Job", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    counts = models.JSONField(
        _("what it came to"), default=list, blank=True, help_text=_("By class; nothing of it names a person.")
    )
    sha256 = models.CharField(
        max_length=64, blank=True, help_text=_("Of the checksums of all files that were destroyed, in order.")
    )

    objects = DestructionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority"],
                condition=Q(status__in=[DestructionStatus.PROPOSED, DestructionStatus.CONFIRMED]),
                name="destruction_one_at_a_time",
                violation_error_message=_("Another destruction waits to be carried out. Finish it first."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="destruction_four_eyes",
                violation_error_message=_(
                    "Somebody else than who proposed the destruction has to confirm it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[DestructionStatus.PROPOSED, DestructionStatus.WITHDRAWN],
                    confirmed_at=None,
                    confirmed_by=None,
                )
                | Q(
                    status__in=[DestructionStatus.CONFIRMED, DestructionStatus.DONE],
                    confirmed_at__isnull=False,
                    confirmed_by__isnull=False,
                ),
                name="destruction_confirmed_by_somebody",
                violation_error_message=_("A destruction is confirmed before it is carried out."),
            ),
            models.CheckConstraint(
                condition=Q(status=DestructionStatus.DONE, finished_at__isnull=False)
                | (~Q(status=DestructionStatus.DONE) & Q(finished_at=None)),
                name="destruction_finished_at_with_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("grants:officer:destruction_detail", args=[self.pk])


class DestructionMove(Move):
    """One step of a destruction."""

    destruction = models.ForeignKey(Destruction, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass


class DestructionItem(models.Model):
    """One case, or the papers of one meeting or request, of a destruction: why it falls due, and what was taken away.

    Nothing of it names a person.
    """

    destruction = models.ForeignKey(Destruction, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, null=True, related_name="destruction_items"
    )
    meeting = models.ForeignKey(
        "grants.Meeting", on_delete=models.PROTECT, null=True, related_name="destruction_items"
    )
    disclosure = models.ForeignKey(
        "grants.DisclosureRequest", on_delete=models.PROTECT, null=True, related_name="destruction_items"
    )
    kind = models.CharField(_("what it is"), max_length=10, choices=RetainedKind)
    retention_class = models.ForeignKey(
        "grants.RetentionClass", on_delete=models.PROTECT, related_name="destruction_items"
    )
    action = models.CharField(_("what happens"), max_length=10, choices=RetentionAction)
    due_on = models.DateField(_("fell due"))
    finished_at = models.DateTimeField(_("carried out"), null=True, blank=True)
    skipped = models.CharField(_("left out because"), max_length=300, blank=True)
    rows = models.PositiveIntegerField(_("records"), default=0)
    files = models.PositiveIntegerField(_("files"), default=0)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    digests = models.JSONField(_("checksums"), default=list, blank=True)
    leftover = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Stored files that are still to be removed; empty once they are."),
    )

    class Meta:
        ordering = ["destruction", "due_on", "id"]
        constraints = [
            of_one_record("destruction_item_of_one_record"),
            models.UniqueConstraint(
                fields=["destruction", "kind", "application", "meeting", "disclosure"],
                nulls_distinct=False,
                name="destruction_item_once",
            ),
            # The kind of a case and of a request never changes; a meeting's agenda may go before its minutes do.
            models.UniqueConstraint(
                fields=["kind", "application", "meeting", "disclosure"],
                nulls_distinct=False,
                condition=Q(finished_at__isnull=False, skipped=""),
                name="destruction_item_carried_out_once",
            ),
            models.CheckConstraint(
                condition=~Q(action=RetentionAction.KEEP),
                name="destruction_item_not_kept",
                violation_error_message=_("What is kept for ever is not destroyed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.destruction_id}: {self.application_id or self.meeting_id or self.disclosure_id}"
