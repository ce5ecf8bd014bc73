"""A person may ask for everything that is held about them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from portal.core.migration_steps import InOneStep


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_mandates"),
        ("core", "0008_kinds_of_case_documents"),
    ]

    operations = [
        InOneStep(
            [
                migrations.CreateModel(
                    name="PersonalExport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("sv", "Swedish")],
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="ordered"
                            ),
                        ),
                        ("expires_at", models.DateTimeField(verbose_name="kept until")),
                        (
                            "job",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.job",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="personal_exports",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["expires_at"], name="personal_export_by_end")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gt", models.F("created_at"))),
                                name="personal_export_ends_after_it_begins",
                                violation_error_message="The file is kept for some time.",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
