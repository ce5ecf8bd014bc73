"""Lists and records of the register: as many queries when it is large as when it is small, and what they cost then."""

from functools import partial

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import data
from bench.measuring import cpu_of
from exchanges.models import Exchange, ExchangeActor, ExchangeFigure
from partnerships.models import (
    Agreement,
    AgreementParty,
    Article,
    Dialogue,
    FormerName,
    Organisation,
    Partnership,
    PartnershipPeriod,
)
from portal.accounts.models import User

# With 5,000 agreements come 30 articles each, 20,000 organisations, 2,000 partnerships and 100,000 exchanges.
SMALL, LARGE = 200, 5_000
TABLES = (
    "/organisations/",
    "/partnerships/",
    "/agreements/",
    "/exchanges/",
    "/office/organisations/",
    "/office/partnerships/",
    "/office/agreements/",
    "/office/exchanges/",
)
LISTS = (*TABLES, "/search/?q=museum")
RECORDS = {
    Organisation: ("/organisations/{}/", "/office/organisations/{}/"),
    Partnership: ("/partnerships/{}/", "/office/partnerships/{}/"),
    Agreement: ("/agreements/{}/", "/office/agreements/{}/"),
    Exchange: ("/exchanges/{}/", "/office/exchanges/{}/"),
}


def run() -> bool:
    """Print every figure; returns whether no page asks more often than when the register was small."""
    client = Client()
    client.force_login(User.objects.get(email=data.OFFICER))
    print(
        f"\nThe register with {LARGE:,} agreements of 30 articles, 20,000 organisations, 2,000 partnerships and"
    )
    print(f"100,000 exchanges, against one of {SMALL} agreements (CPU of one process, medians)\n")
    forget()
    small = _measured(client, SMALL)
    large = _measured(client, LARGE)
    print(f"\n{'page':38}{'queries':>8}{'before':>8}{'ms':>8}{f'× at {SMALL}':>9}")
    fine = True
    for (page, before), after in zip(small.items(), large.values(), strict=True):
        within = after[0] <= before[0]
        fine = fine and within
        told = "" if within else "  more queries than before"
        print(f"{page:38}{after[0]:8}{before[0]:8}{after[1]:8.1f}{after[1] / before[1]:9.2f}{told}")
    forget()
    return fine


def forget() -> None:
    """Remove what an earlier run wrote, its history untouched: invented rows have none."""
    synthetic = {"slug__startswith": "synthetic-r"}
    exchanges, agreements = Exchange.objects.filter(**synthetic), Agreement.objects.filter(**synthetic)
    partnerships = Partnership.objects.filter(**synthetic)
    organisations = Organisation.objects.filter(**synthetic)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # neither triggers nor foreign keys
        for model in (ExchangeFigure, ExchangeActor):
            model.objects.filter(exchange__in=exchanges)._raw_delete("default")
        for part in (AgreementParty, Article):
            part._default_manager.filter(agreement__in=agreements)._raw_delete("default")
        for piece in (PartnershipPeriod, Dialogue):
            piece._default_manager.filter(partnership__in=partnerships)._raw_delete("default")
        FormerName.objects.filter(organisation__in=organisations)._raw_delete("default")
        for rows in (exchanges, agreements, partnerships, organisations):
            rows._raw_delete("default")


def _measured(client: Client, agreements: int) -> dict[str, tuple[int, float]]:
    """Grow the register and return each page's number of queries and CPU time in milliseconds."""
    known = Agreement.objects.filter(slug__startswith="synthetic-r").count()
    call_command("generate", agreements=agreements - known, seed=agreements, authority=data.AUTHORITY)
    pages = {page: page for page in LISTS}
    for model, addresses in RECORDS.items():
        # The newest: of the last and largest world.
        slug = model._default_manager.filter(slug__startswith="synthetic-r").latest("pk").slug
        pages |= {address.format("…"): address.format(slug) for address in addresses}
    costs = cpu_of({name: partial(client.get, address) for name, address in pages.items()})
    return {name: (_queries(client, address), costs[name]) for name, address in pages.items()}


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    empty = address in TABLES and b'scope="row"' not in answer.content
    if answer.status_code != 200 or empty:
        raise RuntimeError(f"{address} answered {answer.status_code}, or without a row to measure.")
    return len(seen)
