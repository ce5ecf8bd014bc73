"""What the lowest layers hold about a person: the account, its addresses, its roles, and the mail that was sent."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.accounts.models import Invitation, Mandate, Membership, Representation
from portal.core.models import Document, Message
from portal.core.personal_data import PersonalPart, acts_of, plain, register_personal_data

# What opens something: it is of no use to the person, and of much to whoever finds the file.
SECRET = frozenset({"password", "token_digest", "secret", "key"})


def register() -> None:
    """Register once, from ``AppConfig.ready()``."""
    register_personal_data(account, position=10)
    register_personal_data(acts_of("accounts"), position=80)
    register_personal_data(acts_of("core"), position=81)


def account(user: Any) -> Iterator[PersonalPart]:
    """Yield the person's account and what belongs to it."""
    addresses = list(EmailAddress.objects.filter(user=user).order_by("pk"))
    mine = Q(email__iexact=user.email)
    for address in addresses:
        mine |= Q(email__iexact=address.email)
    yield PersonalPart("account", _("Your account"), [plain(user, without=SECRET)])
    yield _part("addresses", _("Your e-mail addresses"), addresses)
    yield _part("memberships", _("Your roles at authorities"), Membership.objects.filter(user=user))
    yield _part("representations", _("Organisations you act for"), Representation.objects.filter(user=user))
    yield _part("invitations", _("Invitations to work for an authority"), Invitation.objects.filter(mine))
    yield _part("mandates", _("Mandates that were offered to you"), Mandate.objects.filter(mine))
    sent = Q(to__iexact=user.email)
    for address in addresses:
        sent |= Q(to__iexact=address.email)
    yield _part("messages", _("Mail that was sent to you"), Message.objects.filter(sent).order_by("pk"))
    stored = Document.objects.filter(created_by=user).exclude(kind="personal_data")
    visible = Document.objects.visible_to(user).filter(pk__in=stored.values("pk"))
    yield PersonalPart(
        "documents",
        _("Documents that you have handed in or asked for"),
        [plain(one, without=frozenset({"file"})) for one in visible.order_by("pk")],
        list(visible.order_by("pk")),
    )


def _part(key: str, title: str, rows: Any) -> PersonalPart:
    return PersonalPart(key, title, [plain(row, without=SECRET) for row in rows])
