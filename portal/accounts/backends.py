"""Who signs in, and who is signed in: every page of such a person asks the second."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import connection

from portal.accounts.models import User

COLUMNS = {field.attname: str(field.column) for field in User._meta.concrete_fields}
PERSON = f"SELECT {', '.join(map(connection.ops.quote_name, COLUMNS.values()))} FROM {User._meta.db_table} WHERE id = %s"  # noqa: S608 - names of columns


class AccountBackend(ModelBackend):
    """Signing in with an e-mail address; only fetching the person again is a statement written out, a third of the time."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person with this primary key; None where there is none, or the account is closed."""
        with connection.cursor() as cursor:
            cursor.execute(PERSON, [user_id])
            found = cursor.fetchone()
        if found is None:
            return None
        user = User.from_db(connection.alias, list(COLUMNS), found)
        return user if self.user_can_authenticate(user) else None
