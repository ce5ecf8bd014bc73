from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0005_confidential_documents")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="secret",
            field=models.CharField(blank=True, default="", editable=False, max_length=200),
            preserve_default=False,
        ),
    ]
