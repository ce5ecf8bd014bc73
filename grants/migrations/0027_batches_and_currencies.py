"""Rolling calls have batches, and lines of a budget may be in another currency at a dated rate."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from portal.core.migration_steps import InOneStep


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0026_closing_and_keeping"),
        ("partnerships", "0019_new_bodies_recorded_by_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        InOneStep(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="application",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="application",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="application",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="call",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="call",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="call",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="window",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="window",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="window",
                    name="delete_delete",
                ),
            ]
        ),
        InOneStep(
            [
                migrations.AddField(
                    model_name="application",
                    name="batch",
                    field=models.DateTimeField(
                        blank=True,
                        help_text="When its batch closed or closes, where the call treats applications in batches.",
                        null=True,
                        verbose_name="batch",
                    ),
                ),
                migrations.AddField(
                    model_name="application",
                    name="batch_decision_due",
                    field=models.DateField(blank=True, null=True, verbose_name="its batch is decided by"),
                ),
                migrations.AddField(
                    model_name="applicationevent",
                    name="batch",
                    field=models.DateTimeField(
                        blank=True,
                        help_text="When its batch closed or closes, where the call treats applications in batches.",
                        null=True,
                        verbose_name="batch",
                    ),
                ),
                migrations.AddField(
                    model_name="applicationevent",
                    name="batch_decision_due",
                    field=models.DateField(blank=True, null=True, verbose_name="its batch is decided by"),
                ),
                migrations.AddField(
                    model_name="budgetline",
                    name="currency",
                    field=models.CharField(
                        blank=True,
                        help_text="Empty: the amount was typed in the call's own.",
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                migrations.AddField(
                    model_name="budgetline",
                    name="own_amount",
                    field=models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount in that currency",
                    ),
                ),
                migrations.AddField(
                    model_name="budgetline",
                    name="rate",
                    field=models.DecimalField(
                        blank=True, decimal_places=12, max_digits=20, null=True, verbose_name="rate"
                    ),
                ),
                migrations.AddField(
                    model_name="budgetline",
                    name="rate_on",
                    field=models.DateField(blank=True, null=True, verbose_name="day of the rate"),
                ),
                migrations.AddField(
                    model_name="call",
                    name="other_currencies",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="Lines of a budget can be typed in these too; they count at the European Central Bank's rate.",
                        verbose_name="other currencies in budgets",
                    ),
                ),
                migrations.AddField(
                    model_name="call",
                    name="rate_day",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("typed", "The day on which the line is typed"),
                            ("published", "The day on which the call was published"),
                            ("fixed", "A day of its own"),
                        ],
                        max_length=10,
                        verbose_name="rates are those of",
                    ),
                ),
                migrations.AddField(
                    model_name="call",
                    name="rates_on",
                    field=models.DateField(blank=True, null=True, verbose_name="day of the rates"),
                ),
                migrations.AddField(
                    model_name="callevent",
                    name="other_currencies",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="Lines of a budget can be typed in these too; they count at the European Central Bank's rate.",
                        verbose_name="other currencies in budgets",
                    ),
                ),
                migrations.AddField(
                    model_name="callevent",
                    name="rate_day",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("typed", "The day on which the line is typed"),
                            ("published", "The day on which the call was published"),
                            ("fixed", "A day of its own"),
                        ],
                        max_length=10,
                        verbose_name="rates are those of",
                    ),
                ),
                migrations.AddField(
                    model_name="callevent",
                    name="rates_on",
                    field=models.DateField(blank=True, null=True, verbose_name="day of the rates"),
                ),
                migrations.AddField(
                    model_name="window",
                    name="batch_day",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="A day that a month does not have is its last day.",
                        null=True,
                        verbose_name="a batch closes each month on",
                    ),
                ),
                migrations.AddField(
                    model_name="window",
                    name="batch_days",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="Where it is not the same day of each month. Nothing is taken after the last of them.",
                        verbose_name="days on which batches close",
                    ),
                ),
                migrations.AddField(
                    model_name="window",
                    name="decision_days",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Counted from the day on which it closes.",
                        null=True,
                        verbose_name="days until a batch is decided, at most",
                    ),
                ),
                migrations.AddField(
                    model_name="window",
                    name="months_left_out",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        verbose_name="months without a batch",
                    ),
                ),
                migrations.AddField(
                    model_name="windowevent",
                    name="batch_day",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="A day that a month does not have is its last day.",
                        null=True,
                        verbose_name="a batch closes each month on",
                    ),
                ),
                migrations.AddField(
                    model_name="windowevent",
                    name="batch_days",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="Where it is not the same day of each month. Nothing is taken after the last of them.",
                        verbose_name="days on which batches close",
                    ),
                ),
                migrations.AddField(
                    model_name="windowevent",
                    name="decision_days",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Counted from the day on which it closes.",
                        null=True,
                        verbose_name="days until a batch is decided, at most",
                    ),
                ),
                migrations.AddField(
                    model_name="windowevent",
                    name="months_left_out",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        verbose_name="months without a batch",
                    ),
                ),
                migrations.AlterField(
                    model_name="window",
                    name="anchor",
                    field=models.CharField(
                        choices=[
                            ("fixed", "A day of its own"),
                            ("yearly", "The same day every year"),
                            ("before_start", "Before the start of the project"),
                            ("before_meeting", "Before the meeting that decides"),
                            ("rolling", "All the time"),
                        ],
                        default="fixed",
                        max_length=16,
                        verbose_name="the deadline is",
                    ),
                ),
                migrations.AlterField(
                    model_name="windowevent",
                    name="anchor",
                    field=models.CharField(
                        choices=[
                            ("fixed", "A day of its own"),
                            ("yearly", "The same day every year"),
                            ("before_start", "Before the start of the project"),
                            ("before_meeting", "Before the meeting that decides"),
                            ("rolling", "All the time"),
                        ],
                        default="fixed",
                        max_length=16,
                        verbose_name="the deadline is",
                    ),
                ),
            ]
        ),
        InOneStep(
            [
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        condition=models.Q(("batch__isnull", False)),
                        fields=["authority", "call", "batch"],
                        name="application_by_batch",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("batch", None), ("batch_decision_due", None)),
                            models.Q(models.Q(("status", "draft"), _negated=True), ("batch__isnull", False)),
                            _connector="OR",
                        ),
                        name="application_batch_once_submitted",
                        violation_error_message="An application falls into a batch when it is handed in.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="budgetline",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("currency", ""), ("own_amount", None), ("rate", None), ("rate_on", None)
                            ),
                            models.Q(
                                models.Q(("currency", ""), _negated=True),
                                ("own_amount__isnull", False),
                                ("rate__gt", 0),
                                ("rate__isnull", False),
                                ("rate_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="budget_line_in_another_currency_with_rate",
                        violation_error_message="An amount in another currency has a rate with its day.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="call",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("other_currencies", []),
                            models.Q(("rate_day", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="call_other_currencies_with_rates",
                        violation_error_message="Say of which day the rates of the other currencies are.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="call",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rate_day", "fixed"), ("rates_on__isnull", False)),
                            models.Q(models.Q(("rate_day", "fixed"), _negated=True), ("rates_on", None)),
                            _connector="OR",
                        ),
                        name="call_rates_on_a_day",
                        violation_error_message="Give the rates a day of their own only where they are of one.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="window",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("anchor", "rolling"),
                            models.Q(("batch_day", None), ("batch_days", [])),
                            _connector="OR",
                        ),
                        name="window_batches_all_the_time",
                        violation_error_message="Only what is taken all the time has batches.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="window",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("batch_day", None),
                            models.Q(("batch_day__range", (1, 31)), ("batch_days", [])),
                            _connector="OR",
                        ),
                        name="window_batches_monthly_or_listed",
                        violation_error_message="Batches close on one day of each month, from 1 to 31, or on days that are listed: not on both.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="window",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("months_left_out", []),
                            models.Q(
                                ("batch_day__isnull", False),
                                ("months_left_out__contained_by", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
                                ("months_left_out__len__lte", 11),
                            ),
                            _connector="OR",
                        ),
                        name="window_months_left_out_of_each_month",
                        violation_error_message="Leave months out only where a batch closes each month, and not all twelve of them.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="window",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decision_days", None),
                            ("batch_day__isnull", False),
                            models.Q(("batch_days", []), _negated=True),
                            _connector="OR",
                        ),
                        name="window_decision_days_of_batches",
                        violation_error_message="Only batches are decided so many days after they close.",
                    ),
                ),
            ]
        ),
        InOneStep(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="application",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_applicationevent" ("applicant_id", "applicant_name", "authority_id", "batch", "batch_decision_due", "call_id", "content_sha256", "created_at", "deputy_id", "diary_number", "ground", "id", "language", "nomination_id", "officer_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "reopened_at", "reopened_by_id", "requested", "screening_note", "stage", "status", "submitted_at", "submitted_by_id", "title", "version") VALUES (NEW."applicant_id", NEW."applicant_name", NEW."authority_id", NEW."batch", NEW."batch_decision_due", NEW."call_id", NEW."content_sha256", NEW."created_at", NEW."deputy_id", NEW."diary_number", NEW."ground", NEW."id", NEW."language", NEW."nomination_id", NEW."officer_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."reopened_at", NEW."reopened_by_id", NEW."requested", NEW."screening_note", NEW."stage", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."version"); RETURN NULL;',
                            hash="be6a57d7233ac6eff07ce39b39c652d9bc563991",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ddea1",
                            table="grants_application",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="application",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."applicant_id" IS DISTINCT FROM (NEW."applicant_id") OR OLD."applicant_name" IS DISTINCT FROM (NEW."applicant_name") OR OLD."authority_id" IS DISTINCT FROM (NEW."authority_id") OR OLD."batch" IS DISTINCT FROM (NEW."batch") OR OLD."batch_decision_due" IS DISTINCT FROM (NEW."batch_decision_due") OR OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."content_sha256" IS DISTINCT FROM (NEW."content_sha256") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."deputy_id" IS DISTINCT FROM (NEW."deputy_id") OR OLD."diary_number" IS DISTINCT FROM (NEW."diary_number") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."nomination_id" IS DISTINCT FROM (NEW."nomination_id") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."reopened_at" IS DISTINCT FROM (NEW."reopened_at") OR OLD."reopened_by_id" IS DISTINCT FROM (NEW."reopened_by_id") OR OLD."requested" IS DISTINCT FROM (NEW."requested") OR OLD."screening_note" IS DISTINCT FROM (NEW."screening_note") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func='INSERT INTO "grants_applicationevent" ("applicant_id", "applicant_name", "authority_id", "batch", "batch_decision_due", "call_id", "content_sha256", "created_at", "deputy_id", "diary_number", "ground", "id", "language", "nomination_id", "officer_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "reopened_at", "reopened_by_id", "requested", "screening_note", "stage", "status", "submitted_at", "submitted_by_id", "title", "version") VALUES (NEW."applicant_id", NEW."applicant_name", NEW."authority_id", NEW."batch", NEW."batch_decision_due", NEW."call_id", NEW."content_sha256", NEW."created_at", NEW."deputy_id", NEW."diary_number", NEW."ground", NEW."id", NEW."language", NEW."nomination_id", NEW."officer_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."reopened_at", NEW."reopened_by_id", NEW."requested", NEW."screening_note", NEW."stage", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."version"); RETURN NULL;',
                            hash="2f8815478b2efecdb4b76541948ffc9193f36292",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6080d",
                            table="grants_application",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="application",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_applicationevent" ("applicant_id", "applicant_name", "authority_id", "batch", "batch_decision_due", "call_id", "content_sha256", "created_at", "deputy_id", "diary_number", "ground", "id", "language", "nomination_id", "officer_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "reopened_at", "reopened_by_id", "requested", "screening_note", "stage", "status", "submitted_at", "submitted_by_id", "title", "version") VALUES (OLD."applicant_id", OLD."applicant_name", OLD."authority_id", OLD."batch", OLD."batch_decision_due", OLD."call_id", OLD."content_sha256", OLD."created_at", OLD."deputy_id", OLD."diary_number", OLD."ground", OLD."id", OLD."language", OLD."nomination_id", OLD."officer_id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reference", OLD."reopened_at", OLD."reopened_by_id", OLD."requested", OLD."screening_note", OLD."stage", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."title", OLD."version"); RETURN NULL;',
                            hash="5896423e4c57c2202fd2e9b39c54d6065ae81b5e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_31633",
                            table="grants_application",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="call",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_callevent" ("amount_max", "amount_min", "authority_id", "awards_published", "budget", "carries", "closes_at", "completion_days", "completion_in_working_days", "criteria", "currency", "decision_final", "eligibility", "historic_window", "historic_window_earliest", "historic_window_latest", "id", "incomplete_is_late", "languages", "meets_on", "names", "nominations_max", "opens_at", "other_currencies", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "purpose", "rate_day", "rates_on", "resubmission", "route", "share_max", "slug", "sort_key", "status", "summary", "takes_late_completions", "time_zone", "version", "year") VALUES (NEW."amount_max", NEW."amount_min", NEW."authority_id", NEW."awards_published", NEW."budget", NEW."carries", NEW."closes_at", NEW."completion_days", NEW."completion_in_working_days", NEW."criteria", NEW."currency", NEW."decision_final", NEW."eligibility", NEW."historic_window", NEW."historic_window_earliest", NEW."historic_window_latest", NEW."id", NEW."incomplete_is_late", NEW."languages", NEW."meets_on", NEW."names", NEW."nominations_max", NEW."opens_at", NEW."other_currencies", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."purpose", NEW."rate_day", NEW."rates_on", NEW."resubmission", NEW."route", NEW."share_max", NEW."slug", NEW."sort_key", NEW."status", NEW."summary", NEW."takes_late_completions", NEW."time_zone", NEW."version", NEW."year"); RETURN NULL;',
                            hash="6913dab2fa99f4e56f92549f7c3cedc10eebb791",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cfc0d",
                            table="grants_call",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="call",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_callevent" ("amount_max", "amount_min", "authority_id", "awards_published", "budget", "carries", "closes_at", "completion_days", "completion_in_working_days", "criteria", "currency", "decision_final", "eligibility", "historic_window", "historic_window_earliest", "historic_window_latest", "id", "incomplete_is_late", "languages", "meets_on", "names", "nominations_max", "opens_at", "other_currencies", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "purpose", "rate_day", "rates_on", "resubmission", "route", "share_max", "slug", "sort_key", "status", "summary", "takes_late_completions", "time_zone", "version", "year") VALUES (NEW."amount_max", NEW."amount_min", NEW."authority_id", NEW."awards_published", NEW."budget", NEW."carries", NEW."closes_at", NEW."completion_days", NEW."completion_in_working_days", NEW."criteria", NEW."currency", NEW."decision_final", NEW."eligibility", NEW."historic_window", NEW."historic_window_earliest", NEW."historic_window_latest", NEW."id", NEW."incomplete_is_late", NEW."languages", NEW."meets_on", NEW."names", NEW."nominations_max", NEW."opens_at", NEW."other_currencies", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."purpose", NEW."rate_day", NEW."rates_on", NEW."resubmission", NEW."route", NEW."share_max", NEW."slug", NEW."sort_key", NEW."status", NEW."summary", NEW."takes_late_completions", NEW."time_zone", NEW."version", NEW."year"); RETURN NULL;',
                            hash="c5276fb91635bb66a914bec5810f924e8de44638",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1d6a7",
                            table="grants_call",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="call",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_callevent" ("amount_max", "amount_min", "authority_id", "awards_published", "budget", "carries", "closes_at", "completion_days", "completion_in_working_days", "criteria", "currency", "decision_final", "eligibility", "historic_window", "historic_window_earliest", "historic_window_latest", "id", "incomplete_is_late", "languages", "meets_on", "names", "nominations_max", "opens_at", "other_currencies", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "purpose", "rate_day", "rates_on", "resubmission", "route", "share_max", "slug", "sort_key", "status", "summary", "takes_late_completions", "time_zone", "version", "year") VALUES (OLD."amount_max", OLD."amount_min", OLD."authority_id", OLD."awards_published", OLD."budget", OLD."carries", OLD."closes_at", OLD."completion_days", OLD."completion_in_working_days", OLD."criteria", OLD."currency", OLD."decision_final", OLD."eligibility", OLD."historic_window", OLD."historic_window_earliest", OLD."historic_window_latest", OLD."id", OLD."incomplete_is_late", OLD."languages", OLD."meets_on", OLD."names", OLD."nominations_max", OLD."opens_at", OLD."other_currencies", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."purpose", OLD."rate_day", OLD."rates_on", OLD."resubmission", OLD."route", OLD."share_max", OLD."slug", OLD."sort_key", OLD."status", OLD."summary", OLD."takes_late_completions", OLD."time_zone", OLD."version", OLD."year"); RETURN NULL;',
                            hash="97e405390e0628bb241c86e097c99b5fcf7538e7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e6b56",
                            table="grants_call",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="window",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_windowevent" ("anchor", "batch_day", "batch_days", "call_id", "carries", "closes", "closes_earliest", "closes_latest", "closes_time", "days_before", "decided", "decision_days", "id", "kind", "months_left_out", "notes", "opens", "opens_days_before", "opens_earliest", "opens_latest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strand_id", "yearly_day") VALUES (NEW."anchor", NEW."batch_day", NEW."batch_days", NEW."call_id", NEW."carries", NEW."closes", NEW."closes_earliest", NEW."closes_latest", NEW."closes_time", NEW."days_before", NEW."decided", NEW."decision_days", NEW."id", NEW."kind", NEW."months_left_out", NEW."notes", NEW."opens", NEW."opens_days_before", NEW."opens_earliest", NEW."opens_latest", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."strand_id", NEW."yearly_day"); RETURN NULL;',
                            hash="3e3a7c31e83ff31aff4bbbe529bce29eeb5a5b5f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fcbbe",
                            table="grants_window",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="window",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_windowevent" ("anchor", "batch_day", "batch_days", "call_id", "carries", "closes", "closes_earliest", "closes_latest", "closes_time", "days_before", "decided", "decision_days", "id", "kind", "months_left_out", "notes", "opens", "opens_days_before", "opens_earliest", "opens_latest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strand_id", "yearly_day") VALUES (NEW."anchor", NEW."batch_day", NEW."batch_days", NEW."call_id", NEW."carries", NEW."closes", NEW."closes_earliest", NEW."closes_latest", NEW."closes_time", NEW."days_before", NEW."decided", NEW."decision_days", NEW."id", NEW."kind", NEW."months_left_out", NEW."notes", NEW."opens", NEW."opens_days_before", NEW."opens_earliest", NEW."opens_latest", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."strand_id", NEW."yearly_day"); RETURN NULL;',
                            hash="8edc93c61d7243467457da9d103a5b138142bbc2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2ec57",
                            table="grants_window",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="window",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_windowevent" ("anchor", "batch_day", "batch_days", "call_id", "carries", "closes", "closes_earliest", "closes_latest", "closes_time", "days_before", "decided", "decision_days", "id", "kind", "months_left_out", "notes", "opens", "opens_days_before", "opens_earliest", "opens_latest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strand_id", "yearly_day") VALUES (OLD."anchor", OLD."batch_day", OLD."batch_days", OLD."call_id", OLD."carries", OLD."closes", OLD."closes_earliest", OLD."closes_latest", OLD."closes_time", OLD."days_before", OLD."decided", OLD."decision_days", OLD."id", OLD."kind", OLD."months_left_out", OLD."notes", OLD."opens", OLD."opens_days_before", OLD."opens_earliest", OLD."opens_latest", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."strand_id", OLD."yearly_day"); RETURN NULL;',
                            hash="fc23204d9e5b330ad0f41dbe47ff0b3c726fe6eb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_467ca",
                            table="grants_window",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
