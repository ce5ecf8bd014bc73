"""Every route of the portal, found by walking its URLconf, with what it declares."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

from portal.core.access import Access, Audience


@dataclass(frozen=True)
class Route:
    """One route: its full URL name, its pattern, the names of its arguments and what it declares, if anything."""

    name: str
    pattern: str
    arguments: frozenset[str]
    module: str
    declared: Access | None

    @property
    def is_foreign(self) -> bool:
        """Tell whether a library made it."""
        return not self.module.startswith(("portal.", "partnerships.", "exchanges.", "grants."))

    @property
    def access(self) -> Access | None:
        """Return what the route declares, or what we say for the library that made it."""
        return self.declared or next(
            (
                rule
                for known, rule in FOREIGN.items()
                if known in {self.name, self.pattern} or _under(self.name, known)
            ),
            None,
        )


def _under(name: str, prefix: str) -> bool:
    return prefix.endswith(("_", ":")) and name.startswith(prefix)


def _everybody(reason: str) -> Access:
    return Access(Audience.PUBLIC, reason)


def _signed_in(reason: str) -> Access:
    return Access(Audience.APPLICANT, reason)


# The routes of libraries, which cannot carry our decorators. The first entry that fits counts.
FOREIGN: dict[str, Access] = {
    "account_login": _everybody("whoever signs in has not signed in yet"),
    "account_logout": _everybody("signing out twice is no mistake"),
    "account_signup": _everybody("anyone may have an account"),
    "account_inactive": _everybody("tells somebody whose account is closed"),
    "account_confirm_email": _everybody("opened from a mail, perhaps on another device"),
    "account_email_verification_sent": _everybody("comes before the first sign-in"),
    "account_confirm_login_code": _everybody("part of signing in"),
    "account_reset_password": _everybody("whoever forgot the password cannot sign in"),
    "account_reset_password_": _everybody("whoever forgot the password cannot sign in"),
    "account_reauthenticate": _signed_in("asks again for the password before something that matters"),
    "account_email": _signed_in("one's own addresses"),
    "account_change_password": _signed_in("one's own password"),
    "account_set_password": _signed_in("one's own password"),
    "mfa_authenticate": _everybody("the second step of signing in"),
    "mfa_login_webauthn": _everybody("signing in with a passkey"),
    "mfa_": _signed_in("one's own second step"),
    "socialaccount_connections": _signed_in("one's own connection with the organisation's sign-in"),
    "socialaccount_": _everybody("part of signing in through one's organisation"),
    "openid_connect_": _everybody("part of signing in through one's organisation"),
    "accounts/social/login/cancelled/": _everybody("a former address, sends on to the present one"),
    "accounts/social/login/error/": _everybody("a former address, sends on to the present one"),
    "accounts/social/signup/": _everybody("a former address, sends on to the present one"),
    "accounts/social/connections/": _everybody("a former address, sends on to the present one"),
    "admin:login": _everybody("sends to the portal's own sign-in"),
    "admin:": Access(Audience.SUPERUSER, "technical administration"),
}


def walk() -> list[Route]:
    """Return every named route of the portal, in the order of the URLconf."""
    return list(_walk(get_resolver().url_patterns, (), "", frozenset()))


def _walk(
    patterns: list[Any], namespaces: tuple[str, ...], before: str, above: frozenset[str]
) -> Iterator[Route]:
    for entry in patterns:
        pattern = before + str(entry.pattern)
        arguments = above | frozenset(entry.pattern.regex.groupindex)
        if not isinstance(entry, URLPattern):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry.url_patterns, inner, pattern, arguments)
            continue
        view = entry.callback
        yield Route(
            name=":".join([*namespaces, entry.name or ""]) if entry.name or namespaces else "",
            pattern=pattern,
            arguments=arguments,
            module=view.__module__,
            declared=getattr(view, "access", None),
        )
