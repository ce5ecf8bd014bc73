"""The demonstration: accounts that everybody knows the password of. Only ever where ``settings.DEMO`` is set."""

from portal.site.domain.demo.accounts import PASSWORD, create_accounts
from portal.site.domain.demo.calls import reopen_calls

__all__ = ["PASSWORD", "create_accounts", "reopen_calls"]
