"""Pictures with what belongs to them: words for those who cannot see them, caption and credit."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models.uploads import upload_path
from portal.core.multilingual import MultilingualField


class Picture(models.Model):
    """A photograph of something that happened; the file may be missing where only its description is known."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    file = models.ImageField(_("file"), upload_to=upload_path, blank=True)
    alt = MultilingualField(_("text alternative"))
    caption = MultilingualField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return str(self.alt)
