"""The indexes of the case list carry what is looked for along them: words, amount and officer of a case; nobody's have their own."""

from django.db import migrations, models

from portal.core.migration_steps import InOneStep


class Migration(migrations.Migration):
    dependencies = [("grants", "0028_own_money_needs_no_proof_where_said")]

    operations = [
        InOneStep(
            [
                migrations.RemoveIndex(model_name="application", name="application_list"),
                migrations.RemoveIndex(model_name="application", name="application_by_status"),
                migrations.RemoveIndex(model_name="application", name="application_by_officer"),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        condition=models.Q(("submitted_at__isnull", False)),
                        fields=["authority", "-submitted_at", "-id"],
                        include=("search_text", "requested"),
                        name="application_list",
                    ),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        condition=models.Q(("submitted_at__isnull", False)),
                        fields=["authority", "status", "-submitted_at", "-id"],
                        include=("officer",),
                        name="application_by_status",
                    ),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        condition=models.Q(("submitted_at__isnull", False), ("officer__isnull", False)),
                        fields=["authority", "officer", "-submitted_at", "-id"],
                        name="application_by_officer",
                    ),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        condition=models.Q(("submitted_at__isnull", False), ("officer", None)),
                        fields=["authority", "-submitted_at", "-id"],
                        name="application_of_nobody",
                    ),
                ),
            ]
        ),
    ]
