"""What the site itself remembers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedFixtures(models.Model):
    """A folder of fixtures as it was when it was last loaded, so that a start with the same files is quick."""

    name = models.CharField(max_length=60, unique=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("loaded fixtures")

    def __str__(self) -> str:
        return self.name
