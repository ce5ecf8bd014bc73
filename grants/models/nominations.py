"""Nominations: a body names somebody for a call, and the nominee accepts or declines."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import NominationState
from grants.querysets.nominations import NominationQuerySet

# What still stands: neither taken back by the body nor declined by the nominee.
STANDING = Q(withdrawn_at=None, declined_at=None)


@pghistory.track(exclude=["token_digest"])
class Nomination(models.Model):
    """Somebody whom an organisation puts forward for a call; the application that follows names it."""

    call = models.ForeignKey("grants.Call", on_delete=models.PROTECT, related_name="nominations")
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        related_name="nominations",
        verbose_name=_("nominating body"),
    )
    name = models.CharField(_("name of the nominee"), max_length=150)
    email = models.EmailField(_("e-mail address"), max_length=254)
    reasons = models.TextField(_("reasons"))
    rank = models.PositiveSmallIntegerField(_("rank among your nominees"), null=True, blank=True)

    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    created_at = models.DateTimeField(_("nominated"), db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty where it was declined by the link of the mail, without an account."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["call", "organisation", "rank", "id"]
        indexes = [models.Index(Lower("email"), name="nomination_by_address")]
        constraints = [
            models.UniqueConstraint(
                "call",
                "organisation",
                Lower("email"),
                condition=STANDING,
                name="nomination_once",
                violation_error_message=_("Your organisation has nominated this address already."),
            ),
            models.UniqueConstraint(
                fields=["call", "organisation", "rank"],
                condition=STANDING,
                name="nomination_rank_once",
                violation_error_message=_("Another of your nominees has this rank."),
            ),
            models.CheckConstraint(
                condition=Q(rank=None) | Q(rank__gte=1),
                name="nomination_rank_from_one",
                violation_error_message=_("Ranks are counted from 1."),
            ),
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="nomination_with_reasons",
                violation_error_message=_("Say why you nominate this person."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(declined_at=None, withdrawn_at=None),
                name="nomination_ends_once",
                violation_error_message=_("This nomination has been accepted: it stands."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{act}_at": None, f"{act}_by": None})
                    | Q(**{f"{act}_at__isnull": False, f"{act}_by__isnull": False}),
                    name=f"nomination_{act}_at_with_by",
                )
                for act in ("accepted", "withdrawn")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> NominationState:
        """Return where the nomination stands now."""
        if self.withdrawn_at is not None:
            return NominationState.WITHDRAWN
        if self.declined_at is not None:
            return NominationState.DECLINED
        if self.accepted_at is not None:
            return NominationState.ACCEPTED
        return NominationState.EXPIRED if self.expires_at <= timezone.now() else NominationState.OPEN
