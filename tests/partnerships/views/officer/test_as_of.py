"""The state as of any date, in the office: one agreement, and the registers."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.domain import agreement_acts as acts
from partnerships.domain import agreement_notices as notices
from partnerships.domain import as_of, valid_time
from partnerships.enums import Certainty, PartnershipState
from partnerships.models import Agreement, FormerName, Organisation, Partnership, PartnershipPeriod
from portal.accounts.enums import Role
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import member
from tests.factories.agreement_contents import AimFactory, OrganSeatFactory, PledgeFactory
from tests.factories.partnerships import (
    AgreementFactory,
    AgreementPartyFactory,
    AuthorityFactory,
    PartnershipFactory,
)

D = UncertainDate


@pytest.fixture
def authority(db: None) -> Any:
    return AuthorityFactory()


@pytest.fixture
def officer(authority: Any, client: Client) -> Any:
    user = member(authority, Role.OFFICER)
    client.force_login(user)
    return user


def shown(response: Any) -> str:
    return " ".join(response.content.decode().split())


def now() -> datetime:
    """Return the database's clock, which is what history is stamped with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return moment  # type: ignore[no-any-return]


@pytest.mark.django_db(transaction=True)
def test_an_agreement_is_shown_as_it_was(authority: Any, officer: Any, client: Client) -> None:
    agreement: Any = AgreementFactory(
        partnership=PartnershipFactory(authority=authority), names={"en": "First title"}, status="signed",
        valid_from="2014", valid_until="2017-39",
    )  # fmt: skip
    party: Any = AgreementPartyFactory(agreement=agreement)
    FormerName.objects.create(organisation=party.organisation, name="The old name", period="2013/2016")
    AimFactory(agreement=agreement, texts={"en": "An aim of then"})
    then = as_of_shown(agreement, now(), "2015-06-01", officer)
    agreement.aims.all().delete()
    Agreement.objects.filter(pk=agreement.pk).update(names={"en": "Second title"})
    Organisation.objects.filter(pk=party.organisation_id).update(names={"en": "Renamed"})

    assert then == ("First title", Certainty.CERTAINLY, "The old name", ["An aim of then"])
    response = client.get(reverse("partnerships:officer:agreement_as_of", args=[agreement.slug]))
    assert "Second title" in shown(response)
    assert "An aim of then" not in shown(response)


def as_of_shown(agreement: Any, moment: datetime, day: str, user: Any) -> tuple[str, str, str, list[str]]:
    then = as_of.agreement_as_of(agreement.pk, as_of.When(moment, date.fromisoformat(day)), user=user)
    assert then is not None
    aims = [str(one) for one in then.contents["aims"]]
    return str(then.agreement), then.in_force, then.parties[0].name_on_day, aims


def test_the_page_has_a_banner_and_a_way_back(authority: Any, officer: Any, client: Client) -> None:
    agreement: Any = AgreementFactory(partnership=PartnershipFactory(authority=authority))
    response = client.get(
        reverse("partnerships:officer:agreement_as_of", args=[agreement.slug]), {"valid": "2030-01-01"}
    )

    assert response.status_code == 200
    assert "As the portal knew it:" in shown(response)
    assert "What held on 1 January 2030." in shown(response)
    assert reverse("partnerships:officer:agreement_detail", args=[agreement.slug]) in shown(response)
    assert "Europe/Stockholm" in shown(response)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"recorded": "2999-01-01"}, "This lies ahead"),
        ({"recorded": "1999-01-01"}, "The portal knew nothing of this agreement then"),
        ({"recorded": "yesterday"}, "Enter a valid date."),
        ({"at": "12:00"}, "Say on which day."),
        ({"recorded": "0000-00-00", "valid": "x"}, "Enter a valid date."),
    ],
)
def test_dates_that_cannot_be_shown_get_a_sentence(
    authority: Any, officer: Any, client: Client, asked: dict[str, str], sentence: str
) -> None:
    agreement: Any = AgreementFactory(partnership=PartnershipFactory(authority=authority))
    response = client.get(reverse("partnerships:officer:agreement_as_of", args=[agreement.slug]), asked)

    assert response.status_code == 200
    assert sentence in shown(response)


def test_people_of_other_authorities_find_nothing(authority: Any, client: Client) -> None:
    agreement: Any = AgreementFactory(partnership=PartnershipFactory(authority=authority), status="signed")
    client.force_login(member(AuthorityFactory(), Role.OFFICER))  # type: ignore[arg-type]

    response = client.get(reverse("partnerships:officer:agreement_as_of", args=[agreement.slug]))

    assert response.status_code == 404
    listed = client.get(reverse("partnerships:officer:agreements_as_of"))
    assert str(agreement.names) not in shown(listed)


@pytest.mark.parametrize("name", ["agreements_as_of", "partnerships_as_of"])
def test_the_registers_take_the_same_number_of_queries(
    authority: Any, officer: Any, client: Client, name: str
) -> None:
    def make() -> None:
        partnership: Any = PartnershipFactory(authority=authority)
        PartnershipPeriod.objects.create(partnership=partnership, state="active", period="2011/..")
        AgreementPartyFactory(agreement=AgreementFactory(partnership=partnership, status="signed"))

    counts = []
    for _round in range(2):
        make()
        make()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"partnerships:officer:{name}")).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_agreement_takes_the_same_number_of_queries_whatever_it_holds(
    authority: Any, officer: Any, client: Client
) -> None:
    agreement: Any = AgreementFactory(partnership=PartnershipFactory(authority=authority), status="signed")
    address = reverse("partnerships:officer:agreement_as_of", args=[agreement.slug])
    client.get(address)  # content types are read once in a process
    counts = []
    for _round in range(2):
        for _number in range(2):
            party: Any = AgreementPartyFactory(agreement=agreement)
            agreement.acts.create(kind="accession", party=party)
            agreement.periods.create(number=agreement.periods.count() + 1, basis="tacit", months=12)
            PledgeFactory(agreement=agreement)
            OrganSeatFactory(organ__agreement=agreement)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_what_was_removed_is_in_the_register_of_then(authority: Any, officer: Any, client: Client) -> None:
    partnership: Any = PartnershipFactory(authority=authority, names={"en": "Gone with Riga"})
    agreement: Any = AgreementFactory(partnership=partnership, names={"en": "Gone too"})
    slug = agreement.slug
    moment = now()
    agreement.delete()
    Partnership.objects.filter(pk=partnership.pk).delete()

    when = as_of.When(moment, date(2020, 1, 1))
    assert [str(row.agreement) for row in as_of.agreements_as_of([authority.pk], when)] == ["Gone too"]
    assert [row.exists for row in as_of.partnerships_as_of([authority.pk], when)] == [False]
    assert client.get(reverse("partnerships:officer:agreement_as_of", args=[slug])).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_act_that_was_recorded_later_was_not_known_then(
    authority: Any, officer: Any, client: Client
) -> None:
    agreement: Any = AgreementFactory(
        partnership=PartnershipFactory(authority=authority), status="in_force", signed="2014", valid_from="2014",
        valid_until="2017-12-31", notice_months=3,
    )  # fmt: skip
    AgreementPartyFactory.create_batch(2, agreement=agreement)
    moment, asked = now(), date(2019, 6, 1)
    acts.extend(agreement, until=D("2020-12-31"), version=None, by=officer)
    later = now()
    notices.give_notice(
        agreement, agreement.parties.all()[0], given=D("2018-01-31"), version=None, by=officer
    )

    def told(then: Any) -> tuple[Any, ...]:
        return then.in_force, [act.kind for act in then.acts], [one.number for one in then.periods]

    states = [
        told(as_of.agreement_as_of(agreement.pk, as_of.When(one, asked), user=officer))
        for one in (moment, later, now())
    ]
    assert states == [
        (Certainty.NO, [], []),
        (Certainty.CERTAINLY, ["extension"], [1, 2]),
        (Certainty.NO, ["extension", "notice"], [1, 2]),
    ]
    listed = [
        [row.in_force for row in as_of.agreements_as_of([authority.pk], as_of.When(one, asked))]
        for one in (moment, later, now())
    ]
    assert listed == [[in_force] for in_force, _acts, _periods in states]
    agreement.refresh_from_db()
    assert agreement.in_force_on(asked) == Certainty.NO
    page = shown(client.get(reverse("partnerships:officer:agreement_as_of", args=[agreement.slug])))
    assert "gives notice, for the end on 30 April 2018" in page


@pytest.mark.parametrize(
    ("period", "day", "certainty"),
    [
        ("2014/2017", "2015-01-01", Certainty.CERTAINLY),
        ("2014/2017", "2014-05-01", Certainty.POSSIBLY),
        ("2014/2017", "2018-01-01", Certainty.NO),
        ("2011/..", "2030-01-01", Certainty.CERTAINLY),
        ("2011/..", "2011-05-01", Certainty.POSSIBLY),
        ("../2017", "2016-01-01", Certainty.POSSIBLY),
        ("2015-03-20", "2015-03-20", Certainty.CERTAINLY),
        ("[2014..2017]", "2015-01-01", Certainty.POSSIBLY),
    ],
)
def test_a_period_covers_a_day_no_more_surely_than_it_says(
    period: str, day: str, certainty: Certainty
) -> None:
    assert valid_time.period_on(D(period), date.fromisoformat(day)) == certainty
    assert valid_time.period_on(None, date.fromisoformat(day)) == Certainty.UNKNOWN


def test_the_state_of_a_partnership_on_a_day() -> None:
    periods = [
        PartnershipPeriod(state="active", period="2014/2017"),
        PartnershipPeriod(state="dormant", period="2018/.."),
    ]

    assert valid_time.states_on(periods, date(2015, 6, 1)) == [(PartnershipState.ACTIVE, Certainty.CERTAINLY)]
    assert valid_time.states_on(periods, date(2020, 6, 1)) == [
        (PartnershipState.DORMANT, Certainty.CERTAINLY)
    ]
    assert valid_time.states_on(periods, date(2010, 6, 1)) == []
