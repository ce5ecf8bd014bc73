from django.db import migrations, models

from portal.core.migration_steps import InOneStep


class Migration(migrations.Migration):
    dependencies = [("core", "0005_confidential_documents")]

    operations = [
        InOneStep(
            [
                migrations.AddField(
                    model_name="message",
                    name="secret",
                    field=models.CharField(blank=True, default="", editable=False, max_length=200),
                    preserve_default=False,
                ),
            ]
        ),
    ]
