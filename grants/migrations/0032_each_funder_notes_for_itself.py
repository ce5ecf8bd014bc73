"""Each funder of a joint call notes for itself: the note for colleagues is a screening's, no longer the case's."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from portal.core.migration_steps import InOneStep

# What was noted stands in the history of the case, written in the transaction of its screening: that began before the screening
# was written, and nobody else wrote in between, since the case was locked.
AS_WRITTEN = """
UPDATE grants_screening s SET note = e.screening_note
FROM grants_screening t
CROSS JOIN LATERAL (
    SELECT screening_note FROM grants_applicationevent
    WHERE pgh_obj_id = t.application_id AND pgh_created_at <= t.screened_at ORDER BY pgh_id DESC LIMIT 1
) e
WHERE s.id = t.id AND e.screening_note <> ''
"""
# Where the history does not say it, the note is that of the case's own authority, else of whoever screened last.
OF_THE_CASE = """
UPDATE grants_screening s SET note = concat_ws(E'\n\n', nullif(s.note, ''), a.screening_note)
FROM grants_application a
CROSS JOIN LATERAL (
    SELECT id FROM grants_screening WHERE application_id = a.id
    ORDER BY authority_id = a.authority_id DESC, id DESC LIMIT 1
) last
WHERE s.id = last.id AND a.screening_note <> ''
AND NOT EXISTS (SELECT 1 FROM grants_screening WHERE application_id = a.id AND note = a.screening_note)
"""
# A note was never written without a screening; of a destroyed case the mark alone is left.
NONE_LOST = """
DO $$ BEGIN
    IF EXISTS (
        SELECT 1 FROM grants_application a WHERE screening_note NOT IN ('', '–')
        AND NOT EXISTS (SELECT 1 FROM grants_screening WHERE application_id = a.id)
    ) THEN
        RAISE EXCEPTION 'A case has a note of its screening and no screening: move the note before you go on.';
    END IF;
END $$
"""
HISTORY = """
UPDATE grants_screeningevent e SET note = s.note FROM grants_screening s WHERE s.id = e.pgh_obj_id AND s.note <> ''
"""
FORWARDS = (
    "SET CONSTRAINTS ALL IMMEDIATE",
    NONE_LOST,
    AS_WRITTEN,
    OF_THE_CASE,
    "ALTER TABLE grants_screeningevent DISABLE TRIGGER USER",
    HISTORY,
    "ALTER TABLE grants_screeningevent ENABLE TRIGGER USER",
    "SET CONSTRAINTS ALL DEFERRED",
)
# The case had the note that was written last.
LAST_WRITTEN = """
UPDATE grants_application a SET screening_note = n.note
FROM (
    SELECT DISTINCT ON (application_id) application_id, note FROM grants_screening
    WHERE note <> '' ORDER BY application_id, id DESC
) n
WHERE n.application_id = a.id
"""
BACKWARDS = ("SET CONSTRAINTS ALL IMMEDIATE", LAST_WRITTEN, "SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0031_envelopes_for_all_and_of_funders"),
    ]

    operations = [
        InOneStep(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="application",
                    name="closed_case_stands",
                ),
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
                    name="note",
                    field=models.TextField(
                        blank=True,
                        help_text="Of this authority's officers; the others read it.",
                        verbose_name="note for colleagues",
                    ),
                ),
                migrations.AddField(
                    model_name="screeningevent",
                    name="note",
                    field=models.TextField(
                        blank=True,
                        help_text="Of this authority's officers; the others read it.",
                        verbose_name="note for colleagues",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
        InOneStep(
            [
                migrations.RemoveField(
                    model_name="application",
                    name="screening_note",
                ),
                migrations.RemoveField(
                    model_name="applicationevent",
                    name="screening_note",
                ),
            ]
        ),
        InOneStep(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="application",
                    trigger=pgtrigger.compiler.Trigger(
                        name="closed_case_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF EXISTS (SELECT 1 FROM grants_caseclosing WHERE application_id = NEW.id) THEN\n        RAISE EXCEPTION 'This case is closed: nothing of it changes any more.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_case_stands';\n    END IF;\n    RETURN NEW;\n",
                            hash="2e84a99d8765e83edb0725ed79b82de2bd9a7511",
                            operation='UPDATE OF "status", "title", "applicant_name", "requested", "content", "content_sha256", "submitted_at", "reopened_at", "officer_id", "deputy_id", "ground"',
                            pgid="pgtrigger_closed_case_stands_3b1a8",
                            table="grants_application",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="application",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_applicationevent" ("applicant_id", "applicant_name", "authority_id", "batch", "batch_decision_due", "call_id", "content_sha256", "created_at", "deputy_id", "diary_number", "ground", "id", "language", "nomination_id", "officer_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "reopened_at", "reopened_by_id", "requested", "stage", "status", "submitted_at", "submitted_by_id", "title", "version") VALUES (NEW."applicant_id", NEW."applicant_name", NEW."authority_id", NEW."batch", NEW."batch_decision_due", NEW."call_id", NEW."content_sha256", NEW."created_at", NEW."deputy_id", NEW."diary_number", NEW."ground", NEW."id", NEW."language", NEW."nomination_id", NEW."officer_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."reopened_at", NEW."reopened_by_id", NEW."requested", NEW."stage", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."version"); RETURN NULL;',
                            hash="686276cb8979aa2e70a74ff35e4662bb8d16f5e2",
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
                            condition='WHEN (OLD."applicant_id" IS DISTINCT FROM (NEW."applicant_id") OR OLD."applicant_name" IS DISTINCT FROM (NEW."applicant_name") OR OLD."authority_id" IS DISTINCT FROM (NEW."authority_id") OR OLD."batch" IS DISTINCT FROM (NEW."batch") OR OLD."batch_decision_due" IS DISTINCT FROM (NEW."batch_decision_due") OR OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."content_sha256" IS DISTINCT FROM (NEW."content_sha256") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."deputy_id" IS DISTINCT FROM (NEW."deputy_id") OR OLD."diary_number" IS DISTINCT FROM (NEW."diary_number") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."nomination_id" IS DISTINCT FROM (NEW."nomination_id") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."reopened_at" IS DISTINCT FROM (NEW."reopened_at") OR OLD."reopened_by_id" IS DISTINCT FROM (NEW."reopened_by_id") OR OLD."requested" IS DISTINCT FROM (NEW."requested") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func='INSERT INTO "grants_applicationevent" ("applicant_id", "applicant_name", "authority_id", "batch", "batch_decision_due", "call_id", "content_sha256", "created_at", "deputy_id", "diary_number", "ground", "id", "language", "nomination_id", "officer_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "reopened_at", "reopened_by_id", "requested", "stage", "status", "submitted_at", "submitted_by_id", "title", "version") VALUES (NEW."applicant_id", NEW."applicant_name", NEW."authority_id", NEW."batch", NEW."batch_decision_due", NEW."call_id", NEW."content_sha256", NEW."created_at", NEW."deputy_id", NEW."diary_number", NEW."ground", NEW."id", NEW."language", NEW."nomination_id", NEW."officer_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."reopened_at", NEW."reopened_by_id", NEW."requested", NEW."stage", NEW."status", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."version"); RETURN NULL;',
                            hash="1c280ef1e04e6d43d7d72610b7fb35cf4db3246e",
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
                            func='INSERT INTO "grants_applicationevent" ("applicant_id", "applicant_name", "authority_id", "batch", "batch_decision_due", "call_id", "content_sha256", "created_at", "deputy_id", "diary_number", "ground", "id", "language", "nomination_id", "officer_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "reopened_at", "reopened_by_id", "requested", "stage", "status", "submitted_at", "submitted_by_id", "title", "version") VALUES (OLD."applicant_id", OLD."applicant_name", OLD."authority_id", OLD."batch", OLD."batch_decision_due", OLD."call_id", OLD."content_sha256", OLD."created_at", OLD."deputy_id", OLD."diary_number", OLD."ground", OLD."id", OLD."language", OLD."nomination_id", OLD."officer_id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reference", OLD."reopened_at", OLD."reopened_by_id", OLD."requested", OLD."stage", OLD."status", OLD."submitted_at", OLD."submitted_by_id", OLD."title", OLD."version"); RETURN NULL;',
                            hash="88c3975147e8ecc6ad64219c7b222ca51e88614c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_31633",
                            table="grants_application",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="screening",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_screeningevent" ("application_id", "authority_id", "eligible", "ended_at", "ended_by_id", "id", "in_time", "is_complete", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "right_applicant", "screened_at", "screened_by_id", "within_amounts") VALUES (NEW."application_id", NEW."authority_id", NEW."eligible", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."in_time", NEW."is_complete", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."right_applicant", NEW."screened_at", NEW."screened_by_id", NEW."within_amounts"); RETURN NULL;',
                            hash="352e5d2bcc8ec20b13afa79161839376618945a3",
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
                            func='INSERT INTO "grants_screeningevent" ("application_id", "authority_id", "eligible", "ended_at", "ended_by_id", "id", "in_time", "is_complete", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "right_applicant", "screened_at", "screened_by_id", "within_amounts") VALUES (NEW."application_id", NEW."authority_id", NEW."eligible", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."in_time", NEW."is_complete", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."right_applicant", NEW."screened_at", NEW."screened_by_id", NEW."within_amounts"); RETURN NULL;',
                            hash="1f8d7f73b9bbaf6e16d209af16b5e98cf08251e6",
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
                            func='INSERT INTO "grants_screeningevent" ("application_id", "authority_id", "eligible", "ended_at", "ended_by_id", "id", "in_time", "is_complete", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "right_applicant", "screened_at", "screened_by_id", "within_amounts") VALUES (OLD."application_id", OLD."authority_id", OLD."eligible", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."in_time", OLD."is_complete", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."right_applicant", OLD."screened_at", OLD."screened_by_id", OLD."within_amounts"); RETURN NULL;',
                            hash="14079afb801129bf5841aea1cfee70456af3e055",
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
