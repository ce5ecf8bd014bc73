"""Traces of conflicts of interest: what the portal itself knows that ties an assessor to an application."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Lower

from grants.enums.assessment import CERTAIN_TRACES, TraceKind
from grants.models import Application, Participant
from partnerships.models import Organisation
from portal.accounts.models import Representation, User

# Places where everybody may have an address: it ties nobody to anybody.
PUBLIC_MAIL = frozenset(
    {
        "gmail.com", "googlemail.com", "hotmail.com", "outlook.com", "live.com", "live.se", "yahoo.com", "yahoo.se",
        "icloud.com", "me.com", "msn.com", "telia.com", "proton.me", "protonmail.com", "gmx.net", "gmx.de", "web.de",
        "hotmail.se", "hotmail.fr", "hotmail.be", "orange.fr", "free.fr", "skynet.be", "telenet.be", "posteo.net",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Trace:
    """Something that ties an assessor to an application, and the words that say with whom or what."""

    kind: TraceKind
    words: str

    @property
    def is_certain(self) -> bool:
        """Tell whether it is a conflict of interest whatever the assessor declares."""
        return self.kind in CERTAIN_TRACES


@dataclass
class _Parties:
    """Who and what stands behind an application: accounts, addresses, organisations."""

    users: set[int] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    organisations: set[int] = field(default_factory=set)


def traces(application: Application, user: Any) -> list[Trace]:
    """Return what ties one assessor to one application."""
    return traces_between([application.pk], [user.pk]).get((application.pk, user.pk), [])


def traces_between(applications: Sequence[int], users: Sequence[int]) -> dict[tuple[int, int], list[Trace]]:
    """Return what ties each of the users to each of the applications, by their keys, where anything does.

    The number of queries is the same for any number of either.
    """
    parties = _parties(applications)
    everybody = set(users).union(*(one.users for one in parties.values()))
    represented = _organisations(everybody)
    for one in parties.values():
        one.organisations.update(*(represented[pk] for pk in one.users))
    emails = dict(User.objects.filter(pk__in=users).values_list("pk", Lower("email")))
    earlier = _earlier_companions(users, set(applications))
    names = _names(parties.values(), represented, earlier)
    found: dict[tuple[int, int], list[Trace]] = {}
    for pk, party in parties.items():
        for user in users:
            ties = [
                *_ties(user, emails.get(user, ""), party, represented[user], names),
                *_earlier_ties(user, party, earlier, names),
            ]
            if ties:
                found[pk, user] = ties
    return found


def _parties(applications: Iterable[int]) -> dict[int, _Parties]:
    found: dict[int, _Parties] = {}
    rows = Application.objects.filter(pk__in=applications).order_by()
    for pk, user, email, organisation in rows.values_list(
        "pk", "applicant_id", Lower("applicant__email"), "organisation_id"
    ):
        organisations = {organisation} if organisation else set()
        found[pk] = _Parties({user}, {email}, organisations)
    people = Participant.objects.filter(application__in=found, removed_at=None)
    for pk, user, email in people.values_list("application_id", "accepted_by_id", Lower("email")):
        found[pk].addresses.add(email)
        if user:
            found[pk].users.add(user)
    return found


def _organisations(users: Iterable[int]) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for user, organisation in Representation.objects.filter(user__in=users).values_list(
        "user_id", "organisation_id"
    ):
        found[user].add(organisation)
    return found


def _earlier_companions(users: Sequence[int], now: set[int]) -> dict[int, dict[int, int]]:
    """Return for each user with whom they applied before: the other's key, and the key of that application."""
    own = defaultdict(set)
    for pk, user in Application.objects.filter(applicant__in=users).values_list("pk", "applicant_id"):
        own[pk].add(user)
    taken_part = Participant.objects.filter(accepted_by__in=users, removed_at=None)
    for pk, user in taken_part.values_list("application_id", "accepted_by_id"):
        own[pk].add(user)
    before = {pk: people for pk, people in own.items() if pk not in now}
    found: dict[int, dict[int, int]] = {user: {} for user in users}
    for pk, party in _parties(before).items():
        for user in before[pk]:
            found[user] |= dict.fromkeys(party.users - {user}, pk)
    return found


def _names(
    parties: Iterable[_Parties], represented: dict[int, set[int]], earlier: dict[int, dict[int, int]]
) -> dict[str, dict[int, str]]:
    parties = list(parties)
    organisations = set().union(*(one.organisations for one in parties))
    cases = {pk for companions in earlier.values() for pk in companions.values()}
    return {
        "organisation": {
            one.pk: str(one) for one in Organisation.objects.filter(pk__in=organisations).only("names")
        },
        "case": dict(Application.objects.filter(pk__in=cases).values_list("pk", "reference")),
    }


def _ties(
    user: int, email: str, party: _Parties, organisations: set[int], names: dict[str, dict[int, str]]
) -> Iterable[Trace]:
    if user in party.users:
        yield Trace(TraceKind.PARTY, "")
        return
    for shared in sorted(organisations & party.organisations):
        yield Trace(TraceKind.ORGANISATION, names["organisation"].get(shared, ""))
    if email in party.addresses:
        yield Trace(TraceKind.ADDRESS, email)
        return
    place = email.rpartition("@")[2]
    if place not in PUBLIC_MAIL and place in {one.rpartition("@")[2] for one in party.addresses}:
        yield Trace(TraceKind.DOMAIN, place)


def _earlier_ties(
    user: int, party: _Parties, earlier: dict[int, dict[int, int]], names: dict[str, dict[int, str]]
) -> Iterable[Trace]:
    cases = {pk for other, pk in earlier[user].items() if other in party.users}
    for pk in sorted(cases):
        yield Trace(TraceKind.EARLIER, names["case"].get(pk, ""))
