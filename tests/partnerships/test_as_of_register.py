"""The register as of three past moments, after a hundred random edits, equals what it was."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, ProtectedError
from django.utils import timezone
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from partnerships.domain import agreement_acts as acts
from partnerships.domain import agreement_moves, agreements, as_of, party_acts
from partnerships.domain import agreement_notices as notices
from partnerships.domain.as_of import When
from partnerships.models import (
    Agreement,
    AgreementAct,
    AgreementElement,
    AgreementField,
    AgreementParty,
    AgreementPeriod,
    Aim,
    Article,
    FieldOfArt,
    FrameworkElement,
    Organ,
    Organisation,
    OrganSeat,
    Partnership,
    PartnershipElement,
    PartnershipField,
    PartnershipParticipant,
    PartnershipPeriod,
    Pledge,
)
from partnerships.views.agreement_life import timeline
from portal.accounts.enums import Role
from portal.core.as_of import events_of, records_as_of
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.agreement_contents import AimFactory, OrganFactory, OrganSeatFactory, PledgeFactory
from tests.factories.partnerships import (
    AgreementFactory,
    AgreementPartyFactory,
    AuthorityFactory,
    FieldOfArtFactory,
    FrameworkElementFactory,
    OrganisationFactory,
    PartnershipFactory,
)

# Each edit in a transaction of its own, as people make them.
pytestmark = pytest.mark.django_db(transaction=True)

TRACKED: list[type[Model]] = [
    Partnership, PartnershipPeriod, PartnershipField, PartnershipParticipant, PartnershipElement,
    Agreement, AgreementParty, AgreementField, AgreementElement, Article, Organisation,
    AgreementAct, AgreementPeriod,
    Aim, Organ, OrganSeat, Pledge,
]  # fmt: skip
EDITS = 100
type Edit = Callable[[Any, int], object]


def one_of(model: Any, number: int, **which: Any) -> Any:
    """Return one of the records there are, or None."""
    rows = list(model.objects.filter(**which).order_by("pk").values_list("pk", flat=True))
    return model.objects.get(pk=rows[number % len(rows)]) if rows else None


def rename_organisation(world: Any, number: int) -> None:
    body = one_of(Organisation, number)
    body.names = {"en": f"Body {number}", "sv": f"Organ {number}"}
    body.save()


def edit_agreement(world: Any, number: int) -> None:
    agreement = one_of(Agreement, number)
    changes = {"names": {"en": f"Title {number}"}}
    agreements.edit(agreement, changes, version=None, by=world.someone(agreement.keeper_id))


def date_agreement(world: Any, number: int) -> None:
    agreement = one_of(Agreement, number)
    year = 1990 + number % 30
    changes = {"valid_from": str(year), "valid_until": f"{year + 4}-39", "open_ended": False}
    with suppress(ValidationError):  # another may be valid between the same parties
        agreements.edit(agreement, changes, version=None, by=world.someone(agreement.keeper_id))


def update_in_bulk(world: Any, number: int) -> None:
    Agreement.objects.filter(pk__gt=number % 5).update(reference=f"KUN {number}")


def bulk_update(world: Any, number: int) -> None:
    rows = list(Partnership.objects.order_by("pk"))
    for row in rows:
        row.story = {"en": f"Story {number}"}
    Partnership.objects.bulk_update(rows, ["story"])


def add_agreement(world: Any, number: int) -> None:
    partnership = one_of(Partnership, number)
    by = world.someone(partnership.authority_id)
    agreements.create(by=by, partnership=partnership, names={"en": f"New {number}"}, kind="mou")


def remove_agreement(world: Any, number: int) -> None:
    found = one_of(Agreement, number)
    if found is not None and Agreement.objects.count() > 2 and not found.moves.exists():
        with suppress(ProtectedError):  # what has happened to it is not forgotten
            found.delete()


def add_party(world: Any, number: int) -> None:
    AgreementParty.objects.get_or_create(
        agreement=one_of(Agreement, number), organisation=one_of(Organisation, number // 7)
    )


def add_articles_in_bulk(world: Any, number: int) -> None:
    agreement = one_of(Agreement, number)
    first = agreement.articles.count()
    Article.objects.bulk_create(
        Article(
            agreement=agreement, number=f"{number}-{place}", position=place, texts={"en": f"Text {number}"}
        )
        for place in range(first, first + 2)
        if not agreement.articles.filter(number=f"{number}-{place}").exists()
    )


def remove_of(model: Any) -> Edit:
    def remove(world: Any, number: int) -> None:
        found = one_of(model, number)
        if found is not None:
            with suppress(ProtectedError):
                found.delete()

    return remove


def set_links(world: Any, number: int) -> None:
    elements = list(FrameworkElement.objects.order_by("pk"))
    one_of(Agreement, number).elements.set(elements[: number % 4])
    one_of(Agreement, number).fields.set(list(FieldOfArt.objects.order_by("pk"))[number % 3 :])
    one_of(Partnership, number).elements.set(elements[number % 3 :])


def clear_links(world: Any, number: int) -> None:
    one_of(Agreement, number).fields.clear()
    one_of(Partnership, number).elements.clear()


def add_period(world: Any, number: int) -> None:
    partnership = one_of(Partnership, number)
    state = ("active", "dormant", "ended")[number % 3]
    PartnershipPeriod.objects.create(partnership=partnership, state=state, period=f"{2000 + number % 20}/..")
    Partnership.objects.filter(pk=partnership.pk).update(state=state)


def add_contents(world: Any, number: int) -> None:
    agreement = one_of(Agreement, number)
    AimFactory(agreement=agreement, texts={"en": f"Aim {number}"})
    PledgeFactory(agreement=agreement, amount=str(number))
    OrganSeatFactory(organ=OrganFactory(agreement=agreement), who={"en": f"Seat {number}"})


def living(number: int) -> Any:
    """Return one of the signed agreements that live, or None."""
    return one_of(Agreement, number, status__in=["signed", "in_force"])


def act_on(agreement: Any, world: Any, number: int) -> None:
    """Record an act on an agreement, of which kind and with what the number says."""
    by = world.someone(agreement.keeper_id)
    day, asked = UncertainDate(f"{2015 + number % 9}-0{1 + number % 9}-01"), {"version": None, "by": by}
    party = agreement.parties.filter(left=None)[number % 2]
    kind = number % 6
    if kind == 0:
        acts.extend(agreement, until=day, **asked)
    elif kind == 1:
        acts.amend(agreement, what={"en": f"Change {number}"}, renewal_months=12 + number % 3, **asked)
    elif kind == 2:
        party_acts.accede(agreement, one_of(Organisation, number), effective=day, **asked)
    elif kind == 3:
        party_acts.leave(agreement, party, last_day=day, ends_agreement=number % 12 == 3, **asked)
    elif kind == 4:
        notices.give_notice(agreement, party, given=day, **asked)
    else:
        notices.withdraw_notice(agreement, agreement.acts.filter(kind="notice").last(), **asked)


def record_act(world: Any, number: int) -> None:
    agreement = living(number)
    # What is refused has changed nothing: that is part of what is compared.
    with suppress(ValidationError, IndexError, AttributeError):
        act_on(agreement, world, number)


def let_time_pass(world: Any, number: int) -> None:
    agreement_moves.expire_due(date(2016 + number % 9, 1, 1))


EVERY: list[Edit] = [
    rename_organisation, edit_agreement, date_agreement, update_in_bulk, bulk_update, add_agreement,
    remove_agreement, add_party, add_articles_in_bulk, remove_of(AgreementParty), remove_of(Article),
    remove_of(Aim), remove_of(Organ), remove_of(PartnershipPeriod), set_links, clear_links, add_period, add_contents,
    record_act, record_act, record_act, let_time_pass,
]  # fmt: skip


class World:
    """An authority with an officer, two partnerships, three agreements, and what they can be linked with."""

    def __init__(self) -> None:
        self.authority: Any = AuthorityFactory()
        self.officer = member(self.authority, Role.OFFICER)
        OrganisationFactory.create_batch(3)
        FieldOfArtFactory.create_batch(3)
        FrameworkElementFactory.create_batch(3)
        for partnership in PartnershipFactory.create_batch(2, authority=self.authority):
            AgreementPartyFactory(agreement=AgreementFactory(partnership=partnership))
            self.in_force(partnership)
        AgreementFactory(partnership=None, recorded_by=self.authority)

    def in_force(self, partnership: Any) -> None:
        """Make an agreement that lives: things happen to it."""
        made: Any = AgreementFactory(
            partnership=partnership, status="in_force", signed="2014", valid_from="2015-01-01",
            valid_until="2017-12-31", renews_tacitly=True, renewal_months=12, notice_months=1,
        )  # fmt: skip
        AgreementPartyFactory.create_batch(3, agreement=made)

    def someone(self, authority_id: int) -> Any:
        """Return who edits for an authority: its officer, or the portal itself where it is an earlier example's."""
        return self.officer if authority_id == self.authority.pk else None


def now() -> datetime:
    """Return the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return moment  # type: ignore[no-any-return]


def plain(record: Model) -> dict[str, Any]:
    """Return the stored values of a record."""
    return {
        field.attname: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.generated
    }


def tables_now() -> dict[str, dict[Any, Any]]:
    """Return every record of the tracked models, straight from their tables."""
    return {model.__name__: {one.pk: plain(one) for one in model._default_manager.all()} for model in TRACKED}


def tables_then(moment: datetime) -> dict[str, dict[Any, Any]]:
    """Return the same, rebuilt from history."""
    return {model.__name__: {one.pk: plain(one) for one in records_as_of(model, moment)} for model in TRACKED}


def life(key: int, when: When) -> list[tuple[str, str]]:
    """Return what an agreement's page of then tells of its life."""
    then = as_of.agreement_as_of(key, when, user=AnonymousUser())
    assert then is not None
    parties = [one.party for one in then.parties]
    told = timeline(then.agreement, parties, then.periods, then.acts, when.valid, internal=True)
    return [(one["when"], one["text"]) for one in told]


def lines(authority: Any, moment: datetime) -> list[Any]:
    """Return the register as its page shows it."""
    when = When(moment, timezone.localdate(moment))
    listed = as_of.agreements_as_of([authority.pk], when).object_list
    partners = as_of.partnerships_as_of([authority.pk], when).object_list
    return [
        [
            (
                row.agreement.slug,
                str(row.agreement),
                row.in_force,
                [str(one.organisation) for one in row.parties],
                life(row.agreement.pk, when),
            )
            for row in listed
        ],
        [(row.partnership.slug, row.partnership.state, [*row.states]) for row in partners],
    ]


@settings(
    max_examples=2,
    # An example takes seconds: what fails is shown as it is, not made smaller.
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(
    st.lists(
        st.tuples(st.integers(0, len(EVERY) - 1), st.integers(0, 10_000)), min_size=EDITS, max_size=EDITS
    )
)
def test_the_register_as_of_three_past_moments_equals_what_it_was(edits: list[tuple[int, int]]) -> None:
    world = World()
    seen: list[tuple[datetime, Any, Any]] = []
    for place, (which, number) in enumerate(edits):
        if place in (0, EDITS // 3, 2 * EDITS // 3):
            moment = now()
            seen.append((moment, tables_now(), lines(world.authority, moment)))
        EVERY[which](world, number)

    for moment, tables, register in seen:
        assert tables_then(moment) == tables
        assert lines(world.authority, moment) == register
    assert tables_then(now()) == tables_now()
    event(f"acts recorded: {events_of(AgreementAct).filter(pgh_label='insert').count()}")
