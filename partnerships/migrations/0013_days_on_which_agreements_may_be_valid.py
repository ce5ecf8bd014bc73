from django.db import migrations

# What partnerships.domain.agreement_writing.possible_validity derives, for the agreements that are there already.
POSSIBLE = """
UPDATE partnerships_agreement SET possible_validity = daterange(
    valid_from_earliest,
    CASE WHEN valid_until IS NULL OR (renews_tacitly AND status IN ('signed', 'in_force'))
         THEN NULL ELSE valid_until_latest END,
    '[]'
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0012_acts_on_agreements_and_periods"),
    ]

    operations = [migrations.RunSQL(POSSIBLE, migrations.RunSQL.noop)]
