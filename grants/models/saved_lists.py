"""The case list as people have it: saved filters, the columns they want, the filter it opens with."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.querysets.casework import SavedListQuerySet


class SavedList(models.Model):
    """A filter of the case list under a name: one's own, or shared with the colleagues of an authority."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_lists")
    authority = models.ForeignKey(
        "partnerships.Authority",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="saved_lists",
        verbose_name=_("shared with"),
        help_text=_("Empty while only its owner sees it."),
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=1000, blank=True, help_text=_("What the list's address says."))

    objects = SavedListQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_list_named_once",
                violation_error_message=_("You have saved a list of this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="saved_list_has_a_name",
                violation_error_message=_("Give the list a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CaseListSetting(models.Model):
    """How one person wants the case list: its columns in their order, and the saved filter it opens with."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="case_list_setting"
    )
    columns = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        help_text=_("Names of columns; empty for the usual ones."),
    )
    opens_with = models.ForeignKey(
        SavedList, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.user)
