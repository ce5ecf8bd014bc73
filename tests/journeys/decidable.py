"""A call whose cases wait to be decided, put into a running portal's data by the acts of the people concerned.

Runs inside the portal's own commands: ``portal.manage("shell", …)``; what it prints is JSON.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.test import override_settings

from grants.enums import DecisionOutcome
from grants.models import Application, Call, PayingAccount
from portal.accounts.models import User
from tests.grants.lifecycle.scene import Scene, must
from tests.journeys.browsing import PASSWORD

SERIES = "KILLS"
# One in so many is to be rejected.
REJECTED_EVERY = 5
WORKING = ("officer", "second officer", "decision maker")


def prepare(count: int) -> dict[str, Any]:
    """Make a call whose budget is exactly what is to be granted, and so many eligible cases.

    Returns the call's slug, whom to sign in as, and for each case its reference, its version and what it is to be granted.
    """
    requested = [10_000 + 137 * number for number in range(count)]
    granted = [sum if number % REJECTED_EVERY else None for number, sum in enumerate(requested)]
    # What keeps passwords safe is slow on purpose, and nearly all of these people never sign in.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        scene = Scene(budget=sum(one for one in granted if one))
        scene.authority.diary_series = SERIES
        scene.authority.save(update_fields=["diary_series"])
        cases = [
            must(scene, scene.draft(one), ("applicant", "hand in"), ("officer", "screen as eligible"))
            for one in requested
        ]
    for kind in WORKING:
        _may_sign_in(scene.people[kind])
    return {
        "call": scene.call.slug,
        "paying": scene.paying.pk,
        "people": {kind: scene.people[kind].email for kind in WORKING},
        "cases": [
            {"reference": case.reference, "version": case.version, "granted": sum}
            for case, sum in zip(cases, granted, strict=True)
        ],
    }


def _may_sign_in(user: User) -> None:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


class _Again(Scene):
    """The scene around a call that is there already, as far as grants are accepted."""

    def __init__(self, call: Call, officer: User) -> None:
        self.call, self.authority = call, call.authority
        self.paying = PayingAccount.objects.get(authority=call.authority)
        self.people = {"officer": officer}


def accept(slug: str, officer: str) -> list[int]:
    """Let every grantee of a call accept and enter an account, and the officer verify it; return the payments' keys."""
    scene = _Again(Call.objects.select_related("authority").get(slug=slug), User.objects.get(email=officer))
    cases = Application.objects.filter(call=scene.call, decision__outcome=DecisionOutcome.APPROVED)
    for case in cases.order_by("pk"):
        must(
            scene,
            case,
            ("applicant", "accept"),
            ("applicant", "enter an account"),
            ("officer", "verify the account"),
        )
    payable = cases.filter(decision__award__payments__status="payable").order_by("pk")
    return list(payable.values_list("decision__award__payments", flat=True))
