from django.db import migrations, models

from portal.core.migration_steps import InOneStep

DUTIES = [
    ("interim", "Interim report"),
    ("final", "Final report"),
    ("accounts", "Accounts"),
    ("changes", "Notice of changes"),
    ("visibility", "Naming the funder"),
    ("participants", "Confirmation of those who take part"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0012_history_of_all_fields"),
    ]

    operations = [
        InOneStep(
            [
                migrations.AlterField(
                    model_name="duty",
                    name="kind",
                    field=models.CharField(choices=DUTIES, max_length=12, verbose_name="duty"),
                ),
            ]
        ),
        InOneStep(
            [
                migrations.AlterField(
                    model_name="dutyevent",
                    name="kind",
                    field=models.CharField(choices=DUTIES, max_length=12, verbose_name="duty"),
                ),
            ]
        ),
    ]
