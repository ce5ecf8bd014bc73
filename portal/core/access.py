"""Who may open a page: every view carries its audience and its rule as data, set by one decorator.

A route without an ``access`` attribute fails the test suite (architecture.md, rule 4). The decorators say who
may knock; *which* records a visitor sees is decided by ``visible_to(user)`` on the querysets.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

View = Callable[..., HttpResponseBase]


class Audience(StrEnum):
    """The kinds of visitors a page is made for."""

    PUBLIC = "public"
    MACHINE = "machine"
    APPLICANT = "applicant"
    OFFICE = "office"
    SUPERUSER = "superuser"


@dataclass(frozen=True)
class Access:
    """What a view declares: its audience, the roles that open it, and the rule in one sentence."""

    audience: Audience
    rule: str
    roles: frozenset[str] = frozenset()


class Actor(Protocol):
    """A signed-in user as the access rules need it."""

    is_authenticated: bool
    is_superuser: bool

    def has_any_role(self, roles: Iterable[str]) -> bool:
        """Tell whether the user holds one of the roles on any authority."""


def _declare(view: View, access: Access) -> View:
    cast(Any, view).access = access
    return view


def public(rule: str) -> Callable[[View], View]:
    """Open the view to everybody; ``rule`` says what they see there."""
    return lambda view: _declare(view, Access(Audience.PUBLIC, rule))


def machine(rule: str) -> Callable[[View], View]:
    """Open the view to programs (health checks, open data, feeds); ``rule`` says what they read."""
    return lambda view: _declare(view, Access(Audience.MACHINE, rule))


def applicant(rule: str, *, otherwise: View | None = None) -> Callable[[View], View]:
    """Open the view to anyone who has signed in; others are sent to sign in and come back.

    Parameters: ``otherwise`` answers a visitor instead, with the view's own arguments: a form that must not lose
    what was typed before the session ended keeps it first.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return otherwise(request, *args, **kwargs) if otherwise else to_sign_in(request)
            return view(request, *args, **kwargs)

        return _declare(guarded, Access(Audience.APPLICANT, rule))

    return decorate


def office(*roles: str, rule: str) -> Callable[[View], View]:
    """Open the view to people who hold one of ``roles`` on an authority; others get a 403, visitors sign in."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not cast(Actor, request.user).has_any_role(roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _declare(guarded, Access(Audience.OFFICE, rule, frozenset(roles)))

    return decorate


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Send the visitor to sign in and back to the page they asked for (after a POST: to where they came from)."""
    target = (
        request.get_full_path()
        if request.method in {"GET", "HEAD"}
        else request.META.get("HTTP_REFERER", "/")
    )
    return redirect_to_login(target, reverse("account_login"))
