"""Meetings of the bodies that decide: who was there, the agenda, what was decided, and who adjusted the minutes."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums.meetings import (
    CaseResult,
    ItemKind,
    MeetingMode,
    MeetingStatus,
    MemberRole,
)
from grants.querysets.meetings import AgendaCaseQuerySet, MeetingQuerySet
from portal.core.models import Move

_ONE_BODY = Q(body__isnull=False, call_body=None) | Q(body=None, call_body__isnull=False)

# Delegated decisions that were taken before the meeting, by an order of its body, and that nobody has reported.
_FORGOTTEN = """
IF EXISTS (
    SELECT 1 FROM grants_decisionbasis basis
    JOIN grants_delegation delegation ON delegation.id = basis.delegation_id
    JOIN grants_delegationorder delegation_order ON delegation_order.id = delegation.order_id
    WHERE delegation_order.authority_id = NEW.authority_id AND delegation_order.body_id = NEW.body_id
    AND basis.decided_at < NEW.starts_at
    AND NOT EXISTS (SELECT 1 FROM grants_reporteddecision reported WHERE reported.basis_id = basis.id)
) THEN
    RAISE EXCEPTION 'Delegated decisions taken before meeting % are not reported.', NEW.id
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@pghistory.track()
class Meeting(models.Model):
    """A meeting of a committee of the authority, or of the jury of one call."""

    authority = models.ForeignKey("partnerships.Authority", on_delete=models.PROTECT, related_name="meetings")
    body = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("body"),
        help_text=_("The committee that meets."),
    )
    call_body = models.ForeignKey(
        "grants.CallBody",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("body of a call"),
        help_text=_("Instead of a committee: the jury of one call."),
    )
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("secretary"),
        help_text=_("Records on the cases what the meeting decided."),
    )
    starts_at = models.DateTimeField(_("begins"))
    mode = models.CharField(_("how"), max_length=10, choices=MeetingMode, default=MeetingMode.ON_SITE)
    place = models.CharField(_("place"), max_length=300, blank=True, help_text=_("A room, or an address."))
    status = models.CharField(
        _("status"), max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED
    )
    note = models.TextField(_("to those called"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(fields=["authority", "-starts_at", "-id"], name="meeting_latest"),
            models.Index(fields=["body", "starts_at"], name="meeting_of_body"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_ONE_BODY,
                name="meeting_of_one_body",
                violation_error_message=_("Choose who meets: a committee, or the body of a call."),
            ),
            models.UniqueConstraint(
                fields=["authority", "body", "call_body", "starts_at"],
                nulls_distinct=False,
                condition=~Q(status=MeetingStatus.CANCELLED),
                name="meeting_once",
                violation_error_message=_("This body has a meeting at this time already."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="none_forgotten",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=MeetingStatus.HELD, new__status=MeetingStatus.MINUTED),
                func=_FORGOTTEN,
            )
        ]

    def __str__(self) -> str:
        return str(self.call_body if self.body_id is None else self.body)

    def get_absolute_url(self) -> str:
        return reverse("grants:officer:meeting_detail", args=[self.pk])


class MeetingMove(Move):
    """One step of a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass


@pghistory.track()
class MeetingMember(models.Model):
    """Somebody who belongs to a meeting, and whether they were there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("Where the person has one: then nobody else adjusts the minutes for them."),
    )
    replaces = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("serves for"),
        help_text=_("A substitute who serves for an absent member votes."),
    )
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("as"), max_length=12, choices=MemberRole, default=MemberRole.MEMBER)
    attended = models.BooleanField(_("was there"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "name"],
                name="meeting_member_once",
                violation_error_message=_("Somebody of this name is on the list already."),
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | Q(role=MemberRole.SUBSTITUTE, attended=True),
                name="meeting_member_replaces_when_there",
                violation_error_message=_("Only a substitute who was there serves for somebody."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class AgendaItem(models.Model):
    """An item of a meeting's agenda and, afterwards, what the minutes say of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind, default=ItemKind.CASES)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("background"), blank=True)
    proposal = models.TextField(_("proposal for decision"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Of the minutes.
    counter = models.ForeignKey(
        "grants.ParagraphCounter", on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True, blank=True)
    decision = models.TextField(_("decision"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    reservations = models.TextField(
        _("reservations"), blank=True, help_text=_("Who is against the decision, and why.")
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paragraph=None, counter=None) | Q(paragraph__gt=0, counter__isnull=False),
                name="agenda_item_paragraph_of_a_year",
            ),
            models.UniqueConstraint(fields=["counter", "paragraph"], name="agenda_item_paragraph_once"),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="agenda_item_with_title",
                violation_error_message=_("Give the item a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class AgendaCase(models.Model):
    """A case on an agenda: what is proposed, and what the meeting decided."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="cases")
    application = models.ForeignKey(
        "grants.Application", on_delete=models.PROTECT, related_name="agenda_cases", verbose_name=_("case")
    )
    summary = models.TextField(_("summary of the case"), blank=True)
    score = models.DecimalField(_("score"), max_digits=8, decimal_places=3, null=True, blank=True)
    place = models.PositiveIntegerField(_("place in the ranking"), null=True, blank=True)
    proposed = models.CharField(_("proposal"), max_length=10, choices=CaseResult, blank=True)
    proposed_amount = models.DecimalField(
        _("amount proposed"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    proposed_reasons = models.TextField(_("reasons proposed"), blank=True)
    result = models.CharField(_("decided"), max_length=10, choices=CaseResult, blank=True)
    amount = models.DecimalField(_("amount granted"), max_digits=14, decimal_places=2, null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    lower_reasons = models.TextField(_("why less than was applied for"), blank=True)
    is_open = models.BooleanField(default=True, help_text=_("Until the minutes are adjusted."))
    position = models.PositiveSmallIntegerField(default=0)

    objects = AgendaCaseQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(is_open=True),
                name="agenda_case_on_one_agenda",
                violation_error_message=_("This case is on the agenda of a meeting already."),
            ),
            models.CheckConstraint(
                condition=(Q(proposed=CaseResult.APPROVED) | Q(proposed_amount=None))
                & (Q(result=CaseResult.APPROVED) | Q(amount=None)),
                name="agenda_case_amount_of_an_approval",
                violation_error_message=_("Only an approval has an amount. Leave it empty."),
            ),
            models.CheckConstraint(
                condition=(Q(proposed_amount=None) | Q(proposed_amount__gt=0))
                & (Q(amount=None) | Q(amount__gt=0)),
                name="agenda_case_amount_more_than_zero",
                violation_error_message=_("An award is more than zero."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.application_id)


@pghistory.track()
class Disqualification(models.Model):
    """Somebody who has an interest in an item, says so, and leaves the room while it is treated."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="disqualifications")
    member = models.ForeignKey(
        MeetingMember, on_delete=models.PROTECT, related_name="disqualifications", verbose_name=_("who")
    )
    ground = models.TextField(_("ground"), help_text=_("Such as: chairs the association that applies."))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "member"],
                name="disqualification_once",
                violation_error_message=_("This person is disqualified for this item already."),
            ),
            models.CheckConstraint(
                condition=~Q(ground=""),
                name="disqualification_with_ground",
                violation_error_message=_("Say on which ground."),
            ),
        ]

    def __str__(self) -> str:
        return self.ground[:60]


@pghistory.track()
class MinutesAdjuster(models.Model):
    """Somebody who was chosen to adjust the minutes, and when they did."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="adjusters")
    member = models.OneToOneField(
        MeetingMember, on_delete=models.PROTECT, related_name="adjuster", verbose_name=_("who")
    )
    adjusted_at = models.DateTimeField(_("adjusted"), null=True, blank=True)
    adjusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adjusted_at=None, adjusted_by=None)
                | Q(adjusted_at__isnull=False, adjusted_by__isnull=False),
                name="minutes_adjuster_adjusted_at_with_by",
            )
        ]

    def __str__(self) -> str:
        return str(self.member_id)
