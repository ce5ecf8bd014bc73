"""The people of an application beside its applicant, and what they have signed."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import ParticipantRole, SignatureKind
from grants.querysets.participants import ParticipantQuerySet
from portal.accounts.enums import InvitationState


@pghistory.track(exclude=["token_digest"])
class Participant(models.Model):
    """Somebody whom the applicant has asked to take part: the other side's lead, a partner, a colleague who writes."""

    application = models.ForeignKey(
        "grants.Application", on_delete=models.CASCADE, related_name="participants"
    )
    role = models.CharField(_("part in the application"), max_length=20, choices=ParticipantRole)
    side = models.CharField(
        _("side"),
        max_length=40,
        blank=True,
        help_text=_("Of a joint call: the side that the person stands for."),
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), max_length=254)
    organisation_name = models.CharField(_("organisation"), max_length=300, blank=True)
    may_edit = models.BooleanField(_("may change the answers"), default=False)
    amount = models.DecimalField(
        _("amount that the partner brings"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    declined = models.BooleanField(
        _("declined"),
        default=False,
        db_default=False,
        help_text=_("Removed at the own wish, also by the link of the mail, without an account."),
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["accepted_by", "application"],
                name="participant_of_person",
                condition=Q(removed_at=None),
            ),
            models.Index(Lower("email"), name="participant_by_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                "application",
                Lower("email"),
                condition=Q(removed_at=None),
                name="participant_once",
                violation_error_message=_("This address takes part already, or is invited."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="participant_accepted_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, declined=False)
                | Q(removed_at__isnull=False, removed_by__isnull=False)
                | Q(removed_at__isnull=False, declined=True),
                name="participant_removed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__gte=0) & ~Q(currency="")),
                name="participant_amount_with_currency",
                violation_error_message=_(
                    "Say the amount together with its currency; it cannot be below zero."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> InvitationState:
        """Return where the invitation stands now."""
        if self.removed_at is not None:
            return InvitationState.WITHDRAWN
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        return InvitationState.EXPIRED if self.expires_at <= timezone.now() else InvitationState.OPEN


class Signature(models.Model):
    """What somebody has put their name to: the content as it stood, or a partner's own part and money.

    Never changed: who changes the text has it signed again. Without ``signed_by`` it was given by the secret link
    that was sent to the partner's address.
    """

    application = models.ForeignKey("grants.Application", on_delete=models.CASCADE, related_name="signatures")
    participant = models.ForeignKey(
        Participant,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="signatures",
        help_text=_("Empty for the applicant."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SignatureKind)
    name = models.CharField(_("name"), max_length=150)
    sha256 = models.CharField(max_length=64, help_text=_("Of what was signed."))
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    signed_at = models.DateTimeField(_("signed"), db_default=Now())
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by__isnull=False)
                | Q(kind=SignatureKind.CONFIRMATION, participant__isnull=False),
                name="signature_of_an_account_or_a_link",
            ),
            models.CheckConstraint(condition=~Q(sha256=""), name="signature_of_something"),
        ]
        triggers = [pgtrigger.Protect(name="never_rewritten", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.name
