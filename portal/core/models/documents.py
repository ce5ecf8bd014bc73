"""Documents: files that belong to a record, made by the portal or handed in by people."""

import pghistory
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.enums import Confidentiality, DocumentKind
from portal.core.models.uploads import upload_path
from portal.core.querysets import DocumentQuerySet
from portal.core.uncertain import UncertainDateField


@pghistory.track()
class Document(models.Model):
    """A file that belongs to a record: an agreement's text, an applicant's attachment, a receipt, a report."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")

    kind = models.CharField(_("kind"), max_length=30, choices=DocumentKind)
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=10, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    slot = models.CharField(
        max_length=60,
        blank=True,
        help_text=_(
            "What tells documents of one kind and version apart, such as the question an attachment answers."
        ),
    )
    dated = UncertainDateField(_("date of the document"), null=True, blank=True)
    confidentiality = models.CharField(
        _("confidentiality"), max_length=20, choices=Confidentiality, default=Confidentiality.INTERNAL
    )
    ground = models.CharField(
        _("ground"),
        max_length=300,
        blank=True,
        help_text=_("Why it is confidential: the law and its section, or the promise that was given."),
    )
    file = models.FileField(_("file"), upload_to=upload_path, max_length=200)
    filename = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(
        _("pages"), null=True, blank=True, help_text=_("Of a PDF, as counted when it was stored.")
    )

    created_at = models.DateTimeField(_("stored"), db_default=Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-version", "id"]
        indexes = [models.Index(fields=["content_type", "object_id", "kind"])]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "kind", "slot", "language", "version"],
                name="document_once_per_subject_kind_version",
                violation_error_message=_("This version of the document is already stored."),
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="document_not_empty",
                violation_error_message=_("The file is empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("core:public:document_download", args=[self.pk])
