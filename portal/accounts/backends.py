"""Who signs in, and who is signed in: every page of such a person asks the second."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import connection

from portal.accounts.models import User
from portal.accounts.models.users import ROLES_HELD, by_authority

COLUMNS = {field.attname: str(field.column) for field in User._meta.concrete_fields}
NAMES = ", ".join(map(connection.ops.quote_name, COLUMNS.values()))
PERSON = f"SELECT {NAMES}, {ROLES_HELD} FROM {User._meta.db_table} WHERE id = %s"  # noqa: S608 - names of columns


class AccountBackend(ModelBackend):
    """Signing in with an e-mail address; only fetching the person again is a statement written out, a third of the time."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person with this primary key, with the roles held; None for nobody, and for a closed account."""
        with connection.cursor() as cursor:
            cursor.execute(PERSON, [user_id])
            found = cursor.fetchone()
        if found is None:
            return None
        *values, held = found
        user = User.from_db(connection.alias, list(COLUMNS), values)
        user.roles_by_authority = by_authority(held)
        return user if self.user_can_authenticate(user) else None
