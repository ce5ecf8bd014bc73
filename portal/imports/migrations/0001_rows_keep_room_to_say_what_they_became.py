import django.db.models.deletion
from django.db import migrations, models

from portal.core.migration_steps import InOneStep


class Migration(migrations.Migration):
    dependencies = [("imports", "0000_initial")]

    operations = [
        InOneStep(
            [
                migrations.AlterField(
                    model_name="importrow",
                    name="run",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="imports.importrun",
                    ),
                ),
            ]
        ),
        # Every row is written again once, when its record is there: beside itself, where no index has to be told.
        migrations.RunSQL(
            "ALTER TABLE imports_importrow SET (fillfactor = 50)",
            "ALTER TABLE imports_importrow RESET (fillfactor)",
        ),
    ]
