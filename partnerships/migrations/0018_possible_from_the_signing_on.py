from django.db import migrations

# What partnerships.domain.agreement_writing.possible_validity derives where nobody said from when: from the signing on.
POSSIBLE = """
UPDATE partnerships_agreement
SET possible_validity = daterange(signed_earliest, upper(possible_validity), '[)')
WHERE valid_from IS NULL AND signed_earliest IS NOT NULL AND possible_validity IS NOT NULL
  AND NOT isempty(possible_validity)
  AND (upper(possible_validity) IS NULL OR upper(possible_validity) > signed_earliest)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0017_member_counts_latest_first"),
    ]

    operations = [migrations.RunSQL(POSSIBLE, migrations.RunSQL.noop)]
