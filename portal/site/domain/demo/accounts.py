"""Demo accounts (interface.md): one for each role that a visitor may want to try."""

from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.models import Authority, Organisation
from portal.accounts.enums import Role
from portal.accounts.models import Membership, Representation, User
from portal.core.errors import DomainError
from portal.site.domain.facts.errors import FixtureError, Place
from portal.site.domain.facts.reading import LINE, did_you_mean, parse

PASSWORD = "demo"  # noqa: S105 (public on purpose: interface.md)
FIELDS = ["email", "name", "language", "roles", "represents", "superuser"]


@transaction.atomic
def create_accounts(path: Path) -> int:
    """Create those accounts of the file that do not exist yet, with their roles; return how many are new.

    An account that exists is left as it is. Raises DomainError where this is no demonstration, and FixtureError
    for a file that names an unknown authority, role or organisation.
    """
    if not settings.DEMO:
        raise DomainError(_("Demo accounts exist only where DEMO=1 is set."))
    rows = parse(path, path.name).get("accounts", [])
    known = {email.lower() for email in User.objects.values_list("email", flat=True)}
    new = [row for row in rows if row.get("email", "").lower() not in known]
    if not new:
        return 0
    password = make_password(PASSWORD)  # one hash serves all: hashing is slow by design
    for row in new:
        _create(row, password, Place(path.name, row.pop(LINE, 1), row.get("email", "?")))
    return len(new)


def _create(row: dict[str, Any], password: str, place: Place) -> None:
    for field in row:
        if field not in FIELDS:
            raise FixtureError(place, f"There is no such field.{did_you_mean(field, FIELDS)}", field)
    is_superuser = row.get("superuser") == "yes"
    user = User.objects.create(
        email=row["email"],
        name=row.get("name", ""),
        language=row.get("language", ""),
        password=password,
        is_staff=is_superuser,
        is_superuser=is_superuser,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for slug, roles in row.get("roles", {}).items():
        if slug == LINE:
            continue
        authority = Authority.objects.filter(slug=slug).first()
        if authority is None:
            raise FixtureError(place, f"“{slug}” is no authority.", "roles")
        for role in roles:
            if role not in Role.values:
                raise FixtureError(place, f"“{role}” is no role.{did_you_mean(role, Role.values)}", "roles")
            Membership.objects.create(user=user, authority=authority, role=role)
    for slug in row.get("represents", []):
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None:
            raise FixtureError(place, f"“{slug}” is no organisation.", "represents")
        Representation.objects.create(user=user, organisation=organisation)
