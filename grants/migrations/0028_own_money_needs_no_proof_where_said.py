from django.db import migrations

KIND, BESIDES = "financing_proven", ["own"]


def name_what_was_meant(apps, schema_editor):
    """The rule took money of the funder called “own” as needing no file; now it says so itself."""
    for rule in apps.get_model("grants", "CallRule").objects.filter(kind=KIND):
        if "besides" not in rule.parameters:
            rule.parameters = {**rule.parameters, "besides": BESIDES}
            rule.save(update_fields=["parameters"])


def leave_it_unsaid(apps, schema_editor):
    for rule in apps.get_model("grants", "CallRule").objects.filter(kind=KIND, parameters__besides=BESIDES):
        rule.parameters = {name: value for name, value in rule.parameters.items() if name != "besides"}
        rule.save(update_fields=["parameters"])


class Migration(migrations.Migration):
    dependencies = [("grants", "0027_batches_and_currencies")]

    operations = [migrations.RunPython(name_what_was_meant, leave_it_unsaid)]
