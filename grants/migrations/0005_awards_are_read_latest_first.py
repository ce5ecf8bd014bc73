from django.db import migrations, models

from portal.core.migration_steps import InOneStep


class Migration(migrations.Migration):
    dependencies = [("grants", "0004_cases_are_screened_found_and_sorted")]

    operations = [
        InOneStep(
            [
                migrations.AddIndex(
                    model_name="decision",
                    index=models.Index(fields=["-decided_at"], name="decision_latest"),
                ),
            ]
        ),
    ]
