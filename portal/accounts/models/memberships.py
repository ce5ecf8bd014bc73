"""Who works for an authority, and who acts for an organisation."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Role
from portal.accounts.querysets import MembershipQuerySet, RepresentationQuerySet


@pghistory.track()
class Membership(models.Model):
    """A person's role at an authority."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    authority = models.ForeignKey(
        "partnerships.Authority", on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    created_at = models.DateTimeField(db_default=Now())

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["authority", "user", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "authority", "role"],
                name="membership_once",
                violation_error_message=_("This person already has this role."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"


@pghistory.track()
class Representation(models.Model):
    """The statement that a person applies for an organisation."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="representations"
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.CASCADE, related_name="representations"
    )
    title = models.CharField(_("role in the organisation"), max_length=100, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        ordering = ["user", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="representation_once",
                violation_error_message=_("You already act for this organisation."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"
