from django.db import migrations, models

from portal.core.migration_steps import InOneStep


class Migration(migrations.Migration):
    dependencies = [("core", "0009_reference_rates")]

    operations = [
        InOneStep(
            [
                migrations.AddField(
                    model_name="job",
                    name="failures",
                    field=models.PositiveSmallIntegerField(
                        db_default=0,
                        default=0,
                        help_text="How often it ended with a problem; otherwise it was cut off.",
                    ),
                ),
                migrations.AlterField(
                    model_name="job",
                    name="attempts",
                    field=models.PositiveSmallIntegerField(default=0, help_text="How often it was begun."),
                ),
            ]
        )
    ]
