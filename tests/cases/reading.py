"""What the database says of an agreement, in the shape in which a case states it."""

from typing import Any

from partnerships.models import (
    Agreement,
    Aim,
    Instrument,
    Milestone,
    Network,
    Organ,
    OrganSeat,
    Pledge,
    WorkProgramme,
)
from portal.core.models import Citation


def agreement(slug: str) -> Agreement:
    """Return one agreement by its address."""
    return Agreement.objects.get(slug=slug)


def parties(one: Agreement) -> list[str]:
    """Return the parties in their order, by the addresses of their organisations."""
    return [party.organisation.slug for party in one.parties.all()]


def roles(one: Agreement) -> set[str]:
    """Return in what capacities the organisations are named."""
    return {party.role for party in one.parties.all()}


def _of(owner: Agreement | Network) -> dict[str, Any]:
    return {"agreement": owner} if isinstance(owner, Agreement) else {"network": owner}


def aims(owner: Agreement | Network, kind: str = "objective") -> list[str]:
    """Return the objectives, or the pillars, in English."""
    return [aim.texts["en"] for aim in Aim.objects.filter(kind=kind, **_of(owner))]


def pillars(owner: Agreement | Network) -> list[str]:
    """Return the pillars in English."""
    return aims(owner, "pillar")


def organ(owner: Agreement | Network, name: str) -> Organ:
    """Return a joint body by its English name."""
    return Organ.objects.get(names__en=name, **_of(owner))


def seats(one: Organ) -> list[tuple[str, str, str, str]]:
    """Return who sits in a body: who, role, how many seats, when."""
    return [
        (seat.who["en"], seat.role, seat.seats.canonical if seat.seats else "", edtf(seat.period))
        for seat in OrganSeat.objects.filter(organ=one)
    ]


def instruments(owner: Agreement | Network) -> list[tuple[str, str]]:
    """Return by what the parties work: kind and English name."""
    return [(one.kind, one.names["en"]) for one in Instrument.objects.filter(**_of(owner))]


def money(owner: Agreement | Network) -> list[tuple[str, str, str, str, str]]:
    """Return the promises of money: what, amount and currency, how often, who, when."""
    return [
        (
            one.what["en"],
            f"{one.amount.canonical} {one.currency}".strip() if one.amount else "",
            one.rhythm,
            one.organisation.slug if one.organisation else ("together" if one.joint else ""),
            edtf(one.period),
        )
        for one in Pledge.objects.filter(**_of(owner)).select_related("organisation")
    ]


def events(**which: Any) -> list[tuple[str, str, str]]:
    """Return milestones: kind, when, where; those without a date last."""
    return [(one.kind, edtf(one.happened), one.place) for one in Milestone.objects.filter(**which)]


def milestone_texts(owner: Agreement | Network) -> list[str]:
    """Return what happened, in English."""
    return [one.texts["en"] for one in Milestone.objects.filter(**_of(owner))]


def programmes(one: Agreement) -> list[tuple[str, str]]:
    """Return the work programmes: English title and period."""
    rows = WorkProgramme.objects.filter(agreement=one).order_by("pk")
    return [(row.names["en"], edtf(row.period)) for row in rows]


def edtf(value: Any) -> str:
    """Return a date as it is stored; an empty text for none."""
    return str(value.edtf) if value is not None else ""


def addresses(owner: Any) -> set[str]:
    """Return the addresses of the pages that a record, or what it holds, is cited to."""
    cited = set(Citation.objects.of(owner).values_list("source__url", flat=True))
    if isinstance(owner, Agreement | Network):
        for name in ("aims", "organs", "instruments", "pledges", "milestones"):
            for part in getattr(owner, name).all():
                cited |= set(Citation.objects.of(part).values_list("source__url", flat=True))
    return cited
