"""Take seats and fees from the membership's own columns to rows of their own.

Whoever typed a yearly fee gave neither year nor currency: the row says no year, and the currency in which the
authority keeps its accounts, which is what the form's figure meant.
"""

from typing import Any

from django.db import migrations


def to_rows(apps: Any, schema_editor: Any) -> None:
    """Make a seat of each link to a group, and a fee of each yearly fee."""
    membership_model = apps.get_model("partnerships", "NetworkMembership")
    seat_model = apps.get_model("partnerships", "NetworkSeat")
    fee_model = apps.get_model("partnerships", "NetworkFee")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT networkmembership_id, networkgroup_id FROM partnerships_networkmembership_seats"
        )
        seats = cursor.fetchall()
    for membership, group in seats:
        seat_model.objects.create(membership_id=membership, group_id=group)
    for membership in membership_model.objects.exclude(fee=None).select_related("authority"):
        fee_model.objects.create(
            membership_id=membership.pk, amount=membership.fee, currency=membership.authority.currency
        )


def to_columns(apps: Any, schema_editor: Any) -> None:
    """Put back what the columns can hold: groups with a seat, and the fee without a year."""
    membership_model = apps.get_model("partnerships", "NetworkMembership")
    seats = apps.get_model("partnerships", "NetworkSeat").objects.exclude(group=None)
    with schema_editor.connection.cursor() as cursor:
        for membership, group in seats.values_list("membership_id", "group_id").distinct():
            cursor.execute(
                "INSERT INTO partnerships_networkmembership_seats (networkmembership_id, networkgroup_id)"
                " VALUES (%s, %s) ON CONFLICT DO NOTHING",
                [membership, group],
            )
    for fee in apps.get_model("partnerships", "NetworkFee").objects.filter(year=None):
        membership_model.objects.filter(pk=fee.membership_id).update(fee=fee.amount)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0005_seats_fees_and_rules_of_places")]

    operations = [migrations.RunPython(to_rows, to_columns)]
