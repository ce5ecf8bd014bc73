"""``manage.py aid_grounds``: add the grounds of state aid that the portal comes with."""

from typing import Any

from django.core.management.base import BaseCommand

from grants.domain.money import aid_grounds


class Command(BaseCommand):
    """Add the grounds of state aid that are not there yet."""

    help = "Adds the grounds of state aid that are not there yet; those that were changed stay."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load them, and say how many were new."""
        self.stdout.write(f"{aid_grounds.load()} grounds of state aid added.")
