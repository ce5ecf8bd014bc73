"""Papers of meetings and requests to read documents are kept for a time, held and destroyed as cases are."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from portal.core.migration_steps import InOneStep

# Until now everything that was destroyed was a case, of the kind as which it was closed.
FORWARDS = (
    "SET CONSTRAINTS ALL IMMEDIATE",
    """
    UPDATE grants_destructionitem i SET kind = c.kind
    FROM grants_caseclosing c WHERE c.application_id = i.application_id
    """,
    "SET CONSTRAINTS ALL DEFERRED",
)
# What holds or took away papers has no place in what was before: nobody forgets a hold without noticing.
BACKWARDS = """
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM grants_legalhold WHERE application_id IS NULL)
    OR EXISTS (SELECT 1 FROM grants_destructionitem WHERE application_id IS NULL)
    OR EXISTS (SELECT 1 FROM grants_retentionrule WHERE kind IN ('packs', 'minutes', 'disclosure')) THEN
        RAISE EXCEPTION 'Papers of meetings or requests are held, destroyed or given a class: this cannot be undone.';
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0032_each_funder_notes_for_itself"),
        ("partnerships", "0019_new_bodies_recorded_by_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        InOneStep(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="legalhold",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="legalhold",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="legalhold",
                    name="delete_delete",
                ),
            ]
        ),
        InOneStep(
            [
                migrations.RemoveConstraint(
                    model_name="destructionitem",
                    name="destruction_item_once",
                ),
                migrations.RemoveConstraint(
                    model_name="destructionitem",
                    name="destruction_item_carried_out_once",
                ),
            ]
        ),
        InOneStep(
            [
                migrations.AddField(
                    model_name="destructionitem",
                    name="disclosure",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destruction_items",
                        to="grants.disclosurerequest",
                    ),
                ),
                migrations.AddField(
                    model_name="destructionitem",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("granted", "Cases in which money was granted"),
                            ("rejected", "Cases that were rejected"),
                            (
                                "undecided",
                                "Cases that were withdrawn, or declined as an expression of interest",
                            ),
                            ("packs", "Agendas and committee packs of meetings"),
                            ("minutes", "Minutes of meetings"),
                            ("disclosure", "Requests to read documents"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="what it is",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="destructionitem",
                    name="meeting",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destruction_items",
                        to="grants.meeting",
                    ),
                ),
                migrations.AddField(
                    model_name="legalhold",
                    name="disclosure",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="grants.disclosurerequest",
                    ),
                ),
                migrations.AddField(
                    model_name="legalhold",
                    name="meeting",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="grants.meeting",
                    ),
                ),
                migrations.AddField(
                    model_name="legalholdevent",
                    name="disclosure",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="grants.disclosurerequest",
                    ),
                ),
                migrations.AddField(
                    model_name="legalholdevent",
                    name="meeting",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="grants.meeting",
                    ),
                ),
            ]
        ),
        InOneStep(
            [
                migrations.AlterField(
                    model_name="caseclosing",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("granted", "Cases in which money was granted"),
                            ("rejected", "Cases that were rejected"),
                            (
                                "undecided",
                                "Cases that were withdrawn, or declined as an expression of interest",
                            ),
                            ("packs", "Agendas and committee packs of meetings"),
                            ("minutes", "Minutes of meetings"),
                            ("disclosure", "Requests to read documents"),
                        ],
                        max_length=10,
                        verbose_name="how it ended",
                    ),
                ),
                migrations.AlterField(
                    model_name="destructionitem",
                    name="application",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destruction_items",
                        to="grants.application",
                    ),
                ),
                migrations.AlterField(
                    model_name="legalhold",
                    name="application",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="grants.application",
                    ),
                ),
                migrations.AlterField(
                    model_name="legalholdevent",
                    name="application",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="grants.application",
                    ),
                ),
                migrations.AlterField(
                    model_name="retentionclass",
                    name="trigger",
                    field=models.CharField(
                        choices=[
                            ("decision", "The day of the decision"),
                            ("rejection", "The day of the rejection"),
                            (
                                "closing",
                                "The day of closing; of a meeting, when its minutes are adjusted; of a request, its answer",
                            ),
                            ("last_payment", "The day of the last payment"),
                            ("agreement_end", "The end of what was agreed with the grantee"),
                        ],
                        max_length=15,
                        verbose_name="counted from",
                    ),
                ),
                migrations.AlterField(
                    model_name="retentionclassevent",
                    name="trigger",
                    field=models.CharField(
                        choices=[
                            ("decision", "The day of the decision"),
                            ("rejection", "The day of the rejection"),
                            (
                                "closing",
                                "The day of closing; of a meeting, when its minutes are adjusted; of a request, its answer",
                            ),
                            ("last_payment", "The day of the last payment"),
                            ("agreement_end", "The end of what was agreed with the grantee"),
                        ],
                        max_length=15,
                        verbose_name="counted from",
                    ),
                ),
                migrations.AlterField(
                    model_name="retentionrule",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("granted", "Cases in which money was granted"),
                            ("rejected", "Cases that were rejected"),
                            (
                                "undecided",
                                "Cases that were withdrawn, or declined as an expression of interest",
                            ),
                            ("packs", "Agendas and committee packs of meetings"),
                            ("minutes", "Minutes of meetings"),
                            ("disclosure", "Requests to read documents"),
                        ],
                        max_length=10,
                        verbose_name="cases or papers",
                    ),
                ),
                migrations.AlterField(
                    model_name="retentionruleevent",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("granted", "Cases in which money was granted"),
                            ("rejected", "Cases that were rejected"),
                            (
                                "undecided",
                                "Cases that were withdrawn, or declined as an expression of interest",
                            ),
                            ("packs", "Agendas and committee packs of meetings"),
                            ("minutes", "Minutes of meetings"),
                            ("disclosure", "Requests to read documents"),
                        ],
                        max_length=10,
                        verbose_name="cases or papers",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
        InOneStep(
            [
                migrations.AddConstraint(
                    model_name="destructionitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("application__isnull", False),
                                ("disclosure__isnull", True),
                                ("meeting__isnull", True),
                            ),
                            models.Q(
                                ("application__isnull", True),
                                ("disclosure__isnull", True),
                                ("meeting__isnull", False),
                            ),
                            models.Q(
                                ("application__isnull", True),
                                ("disclosure__isnull", False),
                                ("meeting__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="destruction_item_of_one_record",
                        violation_error_message="Name one case, one meeting or one request.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="destructionitem",
                    constraint=models.UniqueConstraint(
                        fields=("destruction", "kind", "application", "meeting", "disclosure"),
                        name="destruction_item_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="destructionitem",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", False), ("skipped", "")),
                        fields=("kind", "application", "meeting", "disclosure"),
                        name="destruction_item_carried_out_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="legalhold",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("application__isnull", False),
                                ("disclosure__isnull", True),
                                ("meeting__isnull", True),
                            ),
                            models.Q(
                                ("application__isnull", True),
                                ("disclosure__isnull", True),
                                ("meeting__isnull", False),
                            ),
                            models.Q(
                                ("application__isnull", True),
                                ("disclosure__isnull", False),
                                ("meeting__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="legal_hold_of_one_record",
                        violation_error_message="Name one case, one meeting or one request.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="retentionrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "disclosure"), _negated=True), ("call", None), _connector="OR"
                        ),
                        name="retention_rule_requests_of_no_call",
                        violation_error_message="A request to read documents is of no call. Leave the call empty.",
                    ),
                ),
                migrations.AlterConstraint(
                    model_name="legalhold",
                    name="legal_hold_with_ground",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True),
                        name="legal_hold_with_ground",
                        violation_error_message="Say why this may not be destroyed.",
                    ),
                ),
            ]
        ),
        InOneStep(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="legalhold",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_legalholdevent" ("application_id", "disclosure_id", "ground", "id", "lifted_at", "lifted_by_id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "until") VALUES (NEW."application_id", NEW."disclosure_id", NEW."ground", NEW."id", NEW."lifted_at", NEW."lifted_by_id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."placed_at", NEW."placed_by_id", NEW."reason", NEW."until"); RETURN NULL;',
                            hash="b4cf285c57ce39106fbe31448280b2850e2794d6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d7aa1",
                            table="grants_legalhold",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legalhold",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "grants_legalholdevent" ("application_id", "disclosure_id", "ground", "id", "lifted_at", "lifted_by_id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "until") VALUES (NEW."application_id", NEW."disclosure_id", NEW."ground", NEW."id", NEW."lifted_at", NEW."lifted_by_id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."placed_at", NEW."placed_by_id", NEW."reason", NEW."until"); RETURN NULL;',
                            hash="bc66ee51bd8c055799a9b70aee471fdabebd293f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_db35a",
                            table="grants_legalhold",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="legalhold",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "grants_legalholdevent" ("application_id", "disclosure_id", "ground", "id", "lifted_at", "lifted_by_id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "until") VALUES (OLD."application_id", OLD."disclosure_id", OLD."ground", OLD."id", OLD."lifted_at", OLD."lifted_by_id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."placed_at", OLD."placed_by_id", OLD."reason", OLD."until"); RETURN NULL;',
                            hash="400b593f28968b314782e823093f4e6266768186",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_67282",
                            table="grants_legalhold",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
