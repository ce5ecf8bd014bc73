"""Each funder of a joint call screens: a screening says for which authority it was, and whether it still counts."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from portal.core.migration_steps import InOneStep

# Until now the call's own authority screened, and the last screening counted, until the case was referred back.
AUTHORITIES = """
UPDATE grants_screening s SET authority_id = c.authority_id FROM grants_application c WHERE c.id = s.application_id
"""
REPLACED = """
UPDATE grants_screening s SET ended_at = n.at, ended_by_id = n.by_id
FROM (
    SELECT id, lead(screened_at) OVER w AS at, lead(screened_by_id) OVER w AS by_id
    FROM grants_screening WINDOW w AS (PARTITION BY application_id ORDER BY id)
) n
WHERE n.id = s.id AND n.at IS NOT NULL
"""
REFERRED_BACK = """
UPDATE grants_screening s SET ended_at = m.at, ended_by_id = coalesce(m.by_id, s.screened_by_id)
FROM grants_application c
CROSS JOIN LATERAL (
    SELECT at, by_id FROM grants_applicationmove
    WHERE application_id = c.id AND to_status = 'submitted' ORDER BY id DESC LIMIT 1
) m
WHERE c.id = s.application_id AND c.status = 'submitted' AND s.ended_at IS NULL AND s.screened_at <= m.at
"""
HISTORY = """
UPDATE grants_screeningevent e SET authority_id = c.authority_id FROM grants_application c
WHERE c.id = e.application_id
"""
# The references are checked at once: a table with checks that wait cannot be altered. A history is written once; this
# column it has not had before.
FILL = (
    "SET CONSTRAINTS ALL IMMEDIATE",
    AUTHORITIES,
    REPLACED,
    REFERRED_BACK,
    "ALTER TABLE grants_screeningevent DISABLE TRIGGER USER",
    HISTORY,
    "ALTER TABLE grants_screeningevent ENABLE TRIGGER USER",
    "SET CONSTRAINTS ALL DEFERRED",
)


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0029_speed_lists_found_from_their_indexes"),
        ("partnerships", "0019_new_bodies_recorded_by_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        InOneStep(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="screening",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="screening",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="screening",
                    name="delete_delete",
                ),
            ]
        ),
        InOneStep(
            [
                migrations.AddField(
                    model_name="screening",
                    name="authority",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.authority",
                        verbose_name="screened for",
                    ),
                ),
                migrations.AddField(
                    model_name="screening",
                    name="ended_at",
                    field=models.DateTimeField(
                        blank=True,
                        help_text="When a later one replaced it, or the case was referred back.",
                        null=True,
                        verbose_name="counts no longer since",
                    ),
                ),
                migrations.AddField(
                    model_name="screening",
                    name="ended_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="screeningevent",
                    name="authority",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.authority",
                        verbose_name="screened for",
                    ),
                ),
                migrations.AddField(
                    model_name="screeningevent",
                    name="ended_at",
                    field=models.DateTimeField(
                        blank=True,
                        help_text="When a later one replaced it, or the case was referred back.",
                        null=True,
                        verbose_name="counts no longer since",
                    ),
                ),
                migrations.AddField(
                    model_name="screeningevent",
                    name="ended_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        InOneStep(
            [
                migrations.AlterField(
                    model_name="screening",
                    name="authority",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.authority",
                        verbose_name="screened for",
                    ),
                ),
                migrations.AlterField(
                    model_name="screeningevent",
                    name="authority",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.authority",
                        verbose_name="screened for",
                    ),
                ),
            ]
        ),
        InOneStep(
            [
                migrations.AddConstraint(
                    model_name="screening",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("application", "authority"),
                        name="screening_counts_once",
                        violation_error_message="This case has been screened for this authority already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="screening",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="screening_ended_at_with_by",
                    ),
                ),
            ]
        ),
        InOneStep(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="screening",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_screeningevent" ("application_id", "authority_id", "eligible", "ended_at", "ended_by_id", "id", "in_time", "is_complete", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "right_applicant", "screened_at", "screened_by_id", "within_amounts") VALUES (NEW."application_id", NEW."authority_id", NEW."eligible", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."in_time", NEW."is_complete", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."right_applicant", NEW."screened_at", NEW."screened_by_id", NEW."within_amounts"); RETURN NULL;',
                            hash="4e9919e2aac851fe29e24162fb4d4b8ded6b81ae",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2a674",
                            table="grants_screening",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="screening",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_screeningevent" ("application_id", "authority_id", "eligible", "ended_at", "ended_by_id", "id", "in_time", "is_complete", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "right_applicant", "screened_at", "screened_by_id", "within_amounts") VALUES (NEW."application_id", NEW."authority_id", NEW."eligible", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."in_time", NEW."is_complete", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."right_applicant", NEW."screened_at", NEW."screened_by_id", NEW."within_amounts"); RETURN NULL;',
                            hash="844b4e5a9b83c0c45e8ea062ff4267614c342060",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9453f",
                            table="grants_screening",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="screening",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_screeningevent" ("application_id", "authority_id", "eligible", "ended_at", "ended_by_id", "id", "in_time", "is_complete", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "right_applicant", "screened_at", "screened_by_id", "within_amounts") VALUES (OLD."application_id", OLD."authority_id", OLD."eligible", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."in_time", OLD."is_complete", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."right_applicant", OLD."screened_at", OLD."screened_by_id", OLD."within_amounts"); RETURN NULL;',
                            hash="b6ffbb0d0651d75190ba7847ec788f480b21ffb6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8e460",
                            table="grants_screening",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
