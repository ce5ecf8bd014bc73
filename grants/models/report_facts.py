"""What a report tells the world: figures as exact as they are known, and material that may be published."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.enums import OutcomeKind
from portal.core.uncertain import UncertainNumberField


@pghistory.track()
class OutcomeFigure(models.Model):
    """What a report counts, as exactly as the grantee knows it; once approved, a fact of the award's exchange."""

    report = models.ForeignKey("grants.Report", on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(_("counts"), max_length=20, choices=OutcomeKind)
    number = UncertainNumberField(_("number"))
    fact = models.OneToOneField(
        "exchanges.ExchangeFigure",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The fact of the exchange that was made of it."),
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind"],
                name="outcome_figure_once",
                violation_error_message=_("This is counted once in a report."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number}"


@pghistory.track()
class PublicationMaterial(models.Model):
    """A picture or text from a report that the authority may publish, with who holds the rights in it."""

    report = models.ForeignKey("grants.Report", on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("what it shows"), max_length=300)
    rights_holder = models.CharField(_("who holds the rights"), max_length=300)
    credit = models.CharField(_("credit"), max_length=300, blank=True)
    alt_text = models.CharField(_("description for those who do not see it"), max_length=500, blank=True)
    may_publish = models.BooleanField(_("may be published"), default=False)
    document = models.ForeignKey(
        "core.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(may_publish=False) | (~Q(rights_holder="") & ~Q(alt_text="")),
                name="material_published_with_rights",
                violation_error_message=_(
                    "Say who holds the rights, and describe it for those who do not see it, before it is published."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title
