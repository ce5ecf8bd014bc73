"""``seed_demo``: the facts of ``fixtures/``, and on a demonstration its accounts, agreements and calls."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.site.domain import demo
from portal.site.domain.facts import FixtureError, Loaded, load_facts

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


class Command(BaseCommand):
    """Load the fixtures; run again, it changes nothing that officers have edited."""

    help = "Load the fixtures' facts and, where DEMO=1, the demonstration's accounts and records."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare ``--refresh``."""
        parser.add_argument(
            "--refresh",
            action="store_true",
            help="give records that exist already the fixtures' values again, over what officers have edited",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything, each part in a transaction of its own."""
        try:
            self._load("facts", refresh=options["refresh"])
            self._load("cases", refresh=options["refresh"])
            if settings.DEMO:
                new = demo.keep_rates(FIXTURES / "demo-rates.xml")
                self.stdout.write(f"Demo rates: {new} new.")
                self._load("demo", refresh=options["refresh"])
                accounts = demo.create_accounts(FIXTURES / "demo-accounts.yaml")
                self.stdout.write(
                    f"Demo accounts: {accounts} new. The password of each is “{demo.PASSWORD}”."
                )
        except FixtureError as error:
            raise CommandError(str(error)) from error

    def _load(self, name: str, *, refresh: bool) -> None:
        loaded = load_facts(FIXTURES / name, name=name, refresh=refresh, tell=self._tell)
        self.stdout.write(f"{name.capitalize()}: {_summary(loaded)}")

    def _tell(self, words: str) -> None:
        self.stdout.write(f"  {words}")


def _summary(loaded: Loaded) -> str:
    if loaded.unchanged:
        return "nothing new in the files since they were last loaded."
    return f"{loaded.created} records created, {loaded.refreshed} refreshed."
