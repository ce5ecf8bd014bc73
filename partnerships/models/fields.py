"""Fields of art and culture."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.multilingual import MultilingualField


class FieldOfArt(models.Model):
    """A field that cooperation is about: dance, literature, heritage, and beyond culture also sport or tourism."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    names = MultilingualField(_("name"))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    is_culture = models.BooleanField(_("a field of culture"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("field of art")
        verbose_name_plural = _("fields of art")

    def __str__(self) -> str:
        return str(self.names)
