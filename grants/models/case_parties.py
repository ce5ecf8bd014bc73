"""The parties of a case: who they are, where letters reach them, and what has become of them."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from grants.enums import PartyRole, PartyState
from grants.models.closed_cases import closed_case_stands
from grants.querysets.casework import OfCaseQuerySet


@pghistory.track()
class CaseParty(models.Model):
    """One party of a case in a period; who is renamed, bankrupt or deceased is marked with the day and the source."""

    application = models.ForeignKey("grants.Application", on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(_("party as"), max_length=20, choices=PartyRole)
    name = models.CharField(_("name"), max_length=300)
    former_name = models.CharField(
        _("former name"), max_length=300, blank=True, help_text=_("What the party was called before.")
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation in the register"),
    )
    postal_address = models.TextField(_("postal address"), max_length=600, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    since = models.DateField(_("party since"), null=True, blank=True)
    until = models.DateField(_("party until"), null=True, blank=True)

    state = models.CharField(
        _("what has become of the party"), max_length=20, choices=PartyState, default=PartyState.ACTIVE
    )
    state_on = models.DateField(_("on"), null=True, blank=True, help_text=_("The day it happened."))
    state_source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("How the authority knows: a register, a letter.")
    )
    settlement = models.TextField(
        _("how it is dealt with"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Who takes over, and that letters and payments reach the right one. Until this is said of somebody bankrupt or "
            "deceased, nothing is granted or paid."
        ),
    )
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["application"],
                name="case_party_marked",
                condition=~Q(state=PartyState.ACTIVE) & Q(settlement=""),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PartyState.ACTIVE, state_on=None, state_source="")
                | (~Q(state=PartyState.ACTIVE) & Q(state_on__isnull=False) & ~Q(state_source="")),
                name="case_party_marked_with_day_and_source",
                violation_error_message=_(
                    "Say on which day it happened and how the authority knows; leave both empty otherwise."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=PartyState.RENAMED) | ~Q(former_name=""),
                name="case_party_renamed_from",
                violation_error_message=_("Say what the party was called before."),
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="case_party_period_in_order",
                violation_error_message=_("A party does not end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(role=PartyRole.APPLICANT, until=None),
                name="case_party_one_applicant",
                violation_error_message=_("A case has one applicant at a time: end the present one first."),
            ),
        ]
        triggers = [
            closed_case_stands(
                pgtrigger.Insert
                | pgtrigger.UpdateOf(
                    "role", "name", "postal_address", "email", "state", "settlement", "until"
                )
            )
        ]

    def __str__(self) -> str:
        return self.name
