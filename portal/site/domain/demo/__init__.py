"""The demonstration: accounts that everybody knows the password of. Only ever where ``settings.DEMO`` is set."""

from portal.site.domain.demo.accounts import PASSWORD, create_accounts
from portal.site.domain.demo.calls import reopen_calls
from portal.site.domain.demo.rates import keep_rates

__all__ = ["PASSWORD", "create_accounts", "keep_rates", "reopen_calls"]
