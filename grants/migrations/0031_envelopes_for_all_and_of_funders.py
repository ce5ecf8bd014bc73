"""An envelope may be what every grant is taken from, or what a funder pays in, and may hold so much for each year."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from portal.core.migration_steps import InOneStep

# Grants of the past count in the year in which they were decided.
YEARS = """
UPDATE grants_envelopedraw w SET year = extract(year FROM d.decided_at)
FROM grants_envelope e, grants_award a, grants_decision d
WHERE e.id = w.envelope_id AND a.id = w.award_id AND d.id = a.decision_id AND e.period = 'year'
"""
SPENDING = """
INSERT INTO grants_envelopespending (envelope_id, year, spent, ceiling)
SELECT e.id, w.year, sum(w.amount), coalesce(e.amount, trunc(c.budget * e.share / 100, 2))
FROM grants_envelopedraw w JOIN grants_envelope e ON e.id = w.envelope_id JOIN grants_call c ON c.id = e.call_id
WHERE w.is_capped GROUP BY e.id, w.year, c.budget
"""
TOGETHER = """
INSERT INTO grants_envelopespending (envelope_id, spent, ceiling)
SELECT e.id, sum(w.amount), greatest(sum(w.amount), coalesce(e.amount, trunc(c.budget * e.share / 100, 2)))
FROM grants_envelopedraw w JOIN grants_envelope e ON e.id = w.envelope_id JOIN grants_call c ON c.id = e.call_id
WHERE w.is_capped GROUP BY e.id, c.budget
"""
# The references are checked at once: a table with checks that wait cannot be altered.
NOW, LATER, EMPTY = (
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
    "DELETE FROM grants_envelopespending",
)
FORWARDS = (NOW, YEARS, EMPTY, SPENDING, LATER)
BACKWARDS = (NOW, EMPTY, TOGETHER, LATER)


class Migration(migrations.Migration):
    dependencies = [("grants", "0030_each_funder_screens")]

    operations = [
        InOneStep(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="envelope",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="envelope",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="envelope",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="envelopedraw",
                    name="keeps_spending",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="envelopedraw",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="envelopedraw",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="envelopedraw",
                    name="delete_delete",
                ),
            ]
        ),
        InOneStep(
            [
                migrations.AddField(
                    model_name="envelope",
                    name="for_all",
                    field=models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Such as “All scholarships of a year”. It has an amount, which is a limit.",
                        verbose_name="every grant is taken from it",
                    ),
                ),
                migrations.AddField(
                    model_name="envelope",
                    name="funder",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="What this funder gives is taken from it, and nothing else.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="envelopes",
                        to="grants.callfunder",
                        verbose_name="paid in by",
                    ),
                ),
                migrations.AddField(
                    model_name="envelopedraw",
                    name="year",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Only where the envelope holds so much for each year.",
                        null=True,
                        verbose_name="year",
                    ),
                ),
                migrations.AddField(
                    model_name="envelopedrawevent",
                    name="year",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Only where the envelope holds so much for each year.",
                        null=True,
                        verbose_name="year",
                    ),
                ),
                migrations.AddField(
                    model_name="envelopeevent",
                    name="for_all",
                    field=models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Such as “All scholarships of a year”. It has an amount, which is a limit.",
                        verbose_name="every grant is taken from it",
                    ),
                ),
                migrations.AddField(
                    model_name="envelopeevent",
                    name="funder",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="What this funder gives is taken from it, and nothing else.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="grants.callfunder",
                        verbose_name="paid in by",
                    ),
                ),
                migrations.AddField(
                    model_name="envelopespending",
                    name="year",
                    field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                migrations.AlterField(
                    model_name="envelopespending",
                    name="envelope",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spending",
                        to="grants.envelope",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
        InOneStep(
            [
                migrations.AddConstraint(
                    model_name="envelope",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("for_all", False),
                            models.Q(("amount__isnull", False), ("funder", None), ("places", [])),
                            _connector="OR",
                        ),
                        name="envelope_for_all_has_an_amount",
                        violation_error_message="What every grant is taken from has an amount, and is neither for places nor one funder's.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="envelope",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("funder", None), ("places", []), _connector="OR"),
                        name="envelope_of_funder_without_places",
                        violation_error_message="What a funder pays in is not for places.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="envelopespending",
                    constraint=models.UniqueConstraint(
                        fields=("envelope", "year"), name="envelope_spending_once", nulls_distinct=False
                    ),
                ),
            ]
        ),
        InOneStep(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="envelope",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_envelopeevent" ("amount", "call_id", "carries", "code", "for_all", "funder_id", "id", "names", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "position", "share") VALUES (NEW."amount", NEW."call_id", NEW."carries", NEW."code", NEW."for_all", NEW."funder_id", NEW."id", NEW."names", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."places", NEW."position", NEW."share"); RETURN NULL;',
                            hash="af7e501618d086713a5715d937075f57d8ec3e74",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7533a",
                            table="grants_envelope",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="envelope",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_envelopeevent" ("amount", "call_id", "carries", "code", "for_all", "funder_id", "id", "names", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "position", "share") VALUES (NEW."amount", NEW."call_id", NEW."carries", NEW."code", NEW."for_all", NEW."funder_id", NEW."id", NEW."names", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."places", NEW."position", NEW."share"); RETURN NULL;',
                            hash="3745246bba3a4b3063b0335d8a5e1749039aff7b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_70855",
                            table="grants_envelope",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="envelope",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_envelopeevent" ("amount", "call_id", "carries", "code", "for_all", "funder_id", "id", "names", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "position", "share") VALUES (OLD."amount", OLD."call_id", OLD."carries", OLD."code", OLD."for_all", OLD."funder_id", OLD."id", OLD."names", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."places", OLD."position", OLD."share"); RETURN NULL;',
                            hash="849b1745e6c6053f6a9e5baf140d5b89f44167d3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_303ec",
                            table="grants_envelope",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="envelopedraw",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keeps_spending",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE raised numeric := 0; drawn bigint; of_year smallint;",
                            func="\nIF TG_OP <> 'INSERT' THEN\n    drawn := OLD.envelope_id; of_year := OLD.year;\n    IF OLD.is_capped THEN raised := raised - OLD.amount; END IF;\nEND IF;\nIF TG_OP <> 'DELETE' THEN\n    drawn := NEW.envelope_id; of_year := NEW.year;\n    IF NEW.is_capped THEN raised := raised + NEW.amount; END IF;\nEND IF;\nIF raised <> 0 THEN\n    INSERT INTO grants_envelopespending (envelope_id, year, spent, ceiling)\n    SELECT e.id, of_year, 0, COALESCE(e.amount, TRUNC(c.budget * e.share / 100, 2))\n    FROM grants_envelope e JOIN grants_call c ON c.id = e.call_id WHERE e.id = drawn\n    ON CONFLICT (envelope_id, year) DO NOTHING;\n    UPDATE grants_envelopespending SET spent = spent + raised\n    WHERE envelope_id = drawn AND year IS NOT DISTINCT FROM of_year;\nEND IF;\nRETURN NULL;\n",
                            hash="c9ccad1339c4f2e05017b039201d5f03f401fdbd",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_keeps_spending_3f451",
                            table="grants_envelopedraw",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="envelopedraw",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_envelopedrawevent" ("amount", "award_id", "envelope_id", "id", "is_capped", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."amount", NEW."award_id", NEW."envelope_id", NEW."id", NEW."is_capped", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."year"); RETURN NULL;',
                            hash="60248b70b50854653adff754e9d9a1ec89944d08",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_256e4",
                            table="grants_envelopedraw",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="envelopedraw",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_envelopedrawevent" ("amount", "award_id", "envelope_id", "id", "is_capped", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."amount", NEW."award_id", NEW."envelope_id", NEW."id", NEW."is_capped", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."year"); RETURN NULL;',
                            hash="391354cc378ae34479f9295e38de6d78e3f523ef",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9fcb9",
                            table="grants_envelopedraw",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="envelopedraw",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_envelopedrawevent" ("amount", "award_id", "envelope_id", "id", "is_capped", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."amount", OLD."award_id", OLD."envelope_id", OLD."id", OLD."is_capped", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."year"); RETURN NULL;',
                            hash="6aa663785a71eb460838dfe9ec257efe8cdc89cf",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3f685",
                            table="grants_envelopedraw",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
