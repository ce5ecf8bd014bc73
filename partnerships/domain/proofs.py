"""What proves that a commitment was kept lies in higher apps; they say here how it is found."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Proof:
    """One thing that proves that a commitment was kept: an exchange or a document, and where it is read."""

    text: str
    url: str
    note: str = ""
    key: int = 0  # the record that names it, for whoever takes it off


# (commitments' ids, user) -> proofs by commitment; None asks for the portal itself, which sees everything
ProofProvider = Callable[[Collection[int], object], Mapping[int, list[Proof]]]

_providers: list[ProofProvider] = []


def register(provider: ProofProvider) -> None:
    """Add a provider; called once by an app that is ready."""
    _providers.append(provider)


def proofs_of(commitment_ids: Collection[int], user: object) -> dict[int, list[Proof]]:
    """Return what proves these commitments, as far as the user may see it: one query or two for all of them."""
    found: dict[int, list[Proof]] = {pk: [] for pk in commitment_ids}
    for provider in _providers if found else ():
        for pk, proofs in provider(commitment_ids, user).items():
            found[pk].extend(proofs)
    return found
