"""Demo accounts: the roles of interface.md, once, and only on a demonstration."""

from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

from partnerships.models import Authority
from portal.accounts.models import Membership, User
from portal.core.errors import DomainError
from portal.site.domain import demo
from portal.site.domain.facts import FixtureError

pytestmark = pytest.mark.django_db


def test_create_accounts_gives_each_the_roles_of_the_interface() -> None:
    call_command("seed_demo", verbosity=0)
    roles: dict[str, set[tuple[str, str]]] = {user.email: set() for user in User.objects.all()}
    for membership in Membership.objects.select_related("user", "authority"):
        roles[membership.user.email].add((membership.authority.slug, membership.role))

    assert roles == {
        "officer@vgr.example": {("vgr", "officer"), ("vgr", "refuge_officer")},
        "decision@vgr.example": {("vgr", "decision_maker")},
        "admin@vgr.example": {("vgr", "administrator"), ("vgr", "officer")},
        "auditor@vgr.example": {("vgr", "auditor")},
        "assessor1@vgr.example": {("vgr", "assessor")},
        "assessor2@vgr.example": {("vgr", "assessor")},
        "officer@midtjylland.example": {("midtjylland", "officer")},
        "officer@vlaanderen.example": {("vlaanderen", "officer")},
        "decision@vlaanderen.example": {("vlaanderen", "decision_maker")},
        "admin@vlaanderen.example": {("vlaanderen", "administrator"), ("vlaanderen", "officer")},
        "assessor@vlaanderen.example": {("vlaanderen", "assessor")},
        "officer@cfwb.example": {("cfwb", "officer")},
        "decision@cfwb.example": {("cfwb", "decision_maker")},
        "admin@cfwb.example": {("cfwb", "administrator"), ("cfwb", "officer")},
        "assessor@cfwb.example": {("cfwb", "assessor")},
        "artist@applicant.example": set(),
        "museum@applicant.example": set(),
        "root@portal.example": set(),
    }
    assert Authority.objects.count() == 4
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 18
    assert User.objects.get(is_superuser=True).email == "root@portal.example"
    represented = User.objects.get(email="museum@applicant.example").representations.get()
    assert represented.organisation.slug == "nordiska-akvarellmuseet"
    assert Client().login(username="officer@vgr.example", password=demo.PASSWORD) is True


def test_create_accounts_leaves_existing_accounts_alone() -> None:
    call_command("seed_demo", verbosity=0)
    officer = User.objects.get(email="officer@vgr.example")
    officer.set_password("changed")
    officer.save()

    assert demo.create_accounts(settings.BASE_DIR / "fixtures" / "demo-accounts.yaml") == 0
    officer.refresh_from_db()
    assert officer.check_password("changed") is True


def test_create_accounts_refuses_where_this_is_no_demonstration(tmp_path: Path) -> None:
    with override_settings(DEMO=False), pytest.raises(DomainError):
        demo.create_accounts(tmp_path / "accounts.yaml")

    assert User.objects.count() == 0


def test_create_accounts_names_an_unknown_authority(tmp_path: Path) -> None:
    path = tmp_path / "accounts.yaml"
    path.write_text("accounts:\n  - {email: a@b.example, roles: {nowhere: [officer]}}\n", encoding="utf-8")

    with pytest.raises(FixtureError, match="“nowhere” is no authority"):
        demo.create_accounts(path)

    assert User.objects.count() == 0
