"""Applications: what applicants hand in."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, GeneratedField, Q, Value
from django.db.models.expressions import OrderBy
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Concat, Lower, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums import ApplicationStatus, BudgetSide, FormStage
from grants.models.closed_cases import closed_case_stands
from grants.querysets.applications import ApplicationQuerySet
from portal.core.collation import SortKeyField, sort_languages
from portal.core.models import Move

# Drafts are in no list of cases, so they are in none of its indexes.
SUBMITTED = Q(submitted_at__isnull=False)


# Without saved_at: a draft that saves itself every few seconds would leave an event each time.
# Without what the database or the model derives: no trigger can write a generated column.
@pghistory.track(exclude=["content", "saved_at", "search_text", "applicant_sort"])
class Application(models.Model):
    """An applicant's case: a draft until it is submitted, then what was submitted, unchanged."""

    call = models.ForeignKey("grants.Call", on_delete=models.PROTECT, related_name="applications")
    authority = models.ForeignKey(
        "partnerships.Authority",
        on_delete=models.PROTECT,
        related_name="applications",
        help_text=_("The call's authority, repeated here so that one index serves the case list."),
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications"
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("on behalf of"),
        help_text=_("Empty when the applicant acts as a person."),
    )

    nomination = models.OneToOneField(
        "grants.Nomination",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="application",
        verbose_name=_("nomination"),
        help_text=_("Empty where nobody has nominated the applicant."),
    )
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    diary_number = models.CharField(_("diary number"), max_length=40, blank=True)
    title = models.CharField(_("title of the project"), max_length=300, blank=True)
    applicant_name = models.CharField(_("applicant"), max_length=300, blank=True)
    applicant_sort = SortKeyField(source="applicant_name")
    language = models.CharField(_("language"), max_length=10)
    requested = models.DecimalField(
        _("amount applied for"), max_digits=14, decimal_places=2, null=True, blank=True
    )

    content = models.JSONField(
        null=True, blank=True, help_text=_("Everything that was submitted, as it was; empty in drafts.")
    )
    content_sha256 = models.CharField(max_length=64, blank=True)

    status = models.CharField(
        _("status"), max_length=12, choices=ApplicationStatus, default=ApplicationStatus.DRAFT
    )
    stage = models.CharField(
        _("stage"),
        max_length=12,
        choices=FormStage,
        default=FormStage.ANY,
        db_default=FormStage.ANY,
        help_text=_("Which of the two stages of its call it is at; always the same where the call has one."),
    )
    created_at = models.DateTimeField(_("begun"), db_default=Now())
    saved_at = models.DateTimeField(_("last saved"), db_default=Now())
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    batch = models.DateTimeField(
        _("batch"),
        null=True,
        blank=True,
        help_text=_("When its batch closed or closes, where the call treats applications in batches."),
    )
    batch_decision_due = models.DateField(_("its batch is decided by"), null=True, blank=True)
    reopened_at = models.DateTimeField(
        _("opened again"),
        null=True,
        blank=True,
        help_text=_(
            "While the applicant changes what was handed in; that counts until it is handed in again."
        ),
    )
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible officer"),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
    )
    ground = models.CharField(
        _("ground of confidentiality"),
        max_length=300,
        blank=True,
        db_default="",
        help_text=_("The law and its section, where the case is confidential."),
    )
    version = models.PositiveIntegerField(default=1)
    search_text = GeneratedField(
        expression=Lower(
            Concat("title", Value(" "), "applicant_name", Value(" "), "reference", Value(" "), "diary_number")
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            # With words and amount, so that looking for them along the list reads nothing but the index.
            models.Index(
                fields=["authority", "-submitted_at", "-id"],
                include=["search_text", "requested"],
                name="application_list",
                condition=SUBMITTED,
            ),
            # With its officer, so that nobody's cases of a status are counted without reading them.
            models.Index(
                fields=["authority", "status", "-submitted_at", "-id"],
                include=["officer"],
                name="application_by_status",
                condition=SUBMITTED,
            ),
            models.Index(
                fields=["call", "-submitted_at", "-id"], name="application_by_call", condition=SUBMITTED
            ),
            models.Index(
                fields=["call", "status", "-submitted_at", "-id"],
                name="application_by_call_status",
                condition=SUBMITTED,
            ),
            models.Index(
                F("authority"),
                F("requested").desc(nulls_last=True),
                F("id").desc(),
                name="application_by_amount",
                condition=SUBMITTED,
            ),
            *(
                models.Index(
                    F("authority"),
                    OrderBy(KeyTextTransform(code, "applicant_sort")),
                    F("id"),
                    name=f"application_by_applicant_{code}",
                    condition=SUBMITTED,
                )
                for code in sort_languages()
            ),
            models.Index(fields=["applicant", "-id"], name="application_mine"),
            models.Index(
                fields=["authority", "call", "batch"],
                name="application_by_batch",
                condition=Q(batch__isnull=False),
            ),
            models.Index(
                fields=["call"], name="application_reopened", condition=Q(reopened_at__isnull=False)
            ),
            # Whose case it is: one's own, as a deputy, and nobody's: NULL is no value that an index is walked in order for.
            models.Index(
                fields=["authority", "officer", "-submitted_at", "-id"],
                name="application_by_officer",
                condition=SUBMITTED & Q(officer__isnull=False),
            ),
            models.Index(
                fields=["authority", "-submitted_at", "-id"],
                name="application_of_nobody",
                condition=SUBMITTED & Q(officer=None),
            ),
            models.Index(fields=["deputy"], name="application_by_deputy", condition=Q(deputy__isnull=False)),
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="application_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ApplicationStatus.DRAFT, submitted_at=None, submitted_by=None)
                | (
                    ~Q(status=ApplicationStatus.DRAFT)
                    & Q(submitted_at__isnull=False, submitted_by__isnull=False)
                    & ~Q(content_sha256="")
                    & ~Q(diary_number="")
                ),
                name="application_submitted_with_content",
                violation_error_message=_(
                    "A submitted application has a time, a sender, its content and a number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None)
                | Q(
                    status__in=[ApplicationStatus.SUBMITTED, ApplicationStatus.INVITED],
                    reopened_at__isnull=False,
                    reopened_by__isnull=False,
                ),
                name="application_reopened_while_submitted",
                violation_error_message=_(
                    "The applicant is changing this application; it can be screened after the deadline."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ApplicationStatus.INVITED, ApplicationStatus.DECLINED])
                | Q(status=ApplicationStatus.INVITED, stage=FormStage.FULL)
                | Q(status=ApplicationStatus.DECLINED, stage=FormStage.EXPRESSION),
                name="application_invited_at_its_stage",
                violation_error_message=_("Only an expression of interest is accepted or declined."),
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | (Q(officer__isnull=False) & ~Q(deputy=F("officer"))),
                name="application_deputy_is_another",
                violation_error_message=_(
                    "A deputy stands beside a responsible officer, and is somebody else."
                ),
            ),
            models.CheckConstraint(
                condition=Q(batch=None, batch_decision_due=None)
                | (~Q(status=ApplicationStatus.DRAFT) & Q(batch__isnull=False)),
                name="application_batch_once_submitted",
                violation_error_message=_("An application falls into a batch when it is handed in."),
            ),
            models.CheckConstraint(
                condition=Q(requested=None) | Q(requested__gte=0),
                name="application_requested_not_negative",
                violation_error_message=_("The amount applied for cannot be below zero."),
            ),
            models.UniqueConstraint(
                fields=["authority", "diary_number"],
                condition=~Q(diary_number=""),
                name="application_diary_number_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="diary_number_given_once",
                operation=pgtrigger.UpdateOf("diary_number"),
                condition=pgtrigger.Q(old__diary_number__df=pgtrigger.F("new__diary_number"))
                & ~pgtrigger.Q(old__diary_number=""),
            ),
            closed_case_stands(
                pgtrigger.UpdateOf(
                    "status",
                    "title",
                    "applicant_name",
                    "requested",
                    "content",
                    "content_sha256",
                    "submitted_at",
                    "reopened_at",
                    "officer_id",
                    "deputy_id",
                    "ground",
                ),
                case="NEW.id",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.reference

    def get_absolute_url(self) -> str:
        return reverse("grants:applicant:application_detail", args=[self.reference])

    @property
    def is_open_to_changes(self) -> bool:
        """Tell whether its answers may still be changed, as far as the case itself says."""
        return bool(self.status == ApplicationStatus.DRAFT or self.is_reopened)

    @property
    def is_reopened(self) -> bool:
        """Tell whether it was handed in and its applicant is changing it since."""
        return self.reopened_at is not None


class Answer(models.Model):
    """What the applicant has typed for one question, valid or not: nothing typed is lost."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey("grants.Question", on_delete=models.CASCADE, related_name="answers")
    value = models.JSONField(help_text=_("As typed: a text, or a list of texts."))
    saved_at = models.DateTimeField(db_default=Now())
    saved_from = models.CharField(
        max_length=16,
        blank=True,
        help_text=_("The page, of perhaps several that are open, on which it was typed."),
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["application", "question"], name="answer_once")]

    def __str__(self) -> str:
        return str(self.value)


class BudgetLine(models.Model):
    """One line of an application's budget; the amount as typed, and as understood."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="budget_lines")
    side = models.CharField(_("side"), max_length=10, choices=BudgetSide)
    description = models.CharField(_("what"), max_length=300, blank=True)
    amount_typed = models.CharField(_("amount"), max_length=60, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, help_text=_("Empty: the amount was typed in the call's own.")
    )
    own_amount = models.DecimalField(
        _("amount in that currency"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    rate = models.DecimalField(_("rate"), max_digits=20, decimal_places=12, null=True, blank=True)
    rate_on = models.DateField(_("day of the rate"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["side", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0),
                name="budget_line_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(currency="", own_amount=None, rate=None, rate_on=None)
                | (
                    ~Q(currency="")
                    & Q(own_amount__isnull=False, rate__isnull=False, rate_on__isnull=False, rate__gt=0)
                ),
                name="budget_line_in_another_currency_with_rate",
                violation_error_message=_("An amount in another currency has a rate with its day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.amount_typed}"


class ApplicationMove(Move):
    """One step of a case."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        pass
