import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from portal.core.migration_steps import InOneStep


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0018_possible_from_the_signing_on"),
    ]

    operations = [
        InOneStep(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="organisation",
                    name="insert_insert",
                ),
            ]
        ),
        InOneStep(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="organisation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_organisationevent" ("acronym", "description", "id", "kind", "municipality_id", "names", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "size", "slug", "sort_key", "version", "website") SELECT new_values."acronym", new_values."description", new_values."id", new_values."kind", new_values."municipality_id", new_values."names", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."region_id", new_values."size", new_values."slug", new_values."sort_key", new_values."version", new_values."website" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="d96fd706a32430dceafd4a0e6676cd9d8ae84472",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3e49a",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="partnerships_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
