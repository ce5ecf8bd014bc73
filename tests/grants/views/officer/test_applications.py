"""The officer's list of cases, and one case with screening and decision, as a browser asks for them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from grants.enums import ApplicationStatus
from grants.models import Application, Award, Call, CompletionRequest, Decision, Screening
from partnerships.models import Authority
from portal.accounts.enums import Role
from tests.factories.accounts import UserFactory, member
from tests.factories.grants import ApplicationFactory, CallFactory
from tests.factories.partnerships import AuthorityFactory

LIST = "grants:officer:application_list"


@pytest.fixture
def authority(db: None) -> Authority:
    return AuthorityFactory()


def signed_in(authority: Authority, role: str = Role.OFFICER) -> Client:
    client = Client()
    client.force_login(member(authority, role))
    return client


def case(authority: Authority, **fields: Any) -> Application:
    if "call" not in fields:
        fields["call__programme__authority"] = authority
    return ApplicationFactory(submitted=True, **fields)


def titles(response: Any) -> list[str]:
    return [record.title for record in response.context["table"].records]


def address(name: str, application: Application) -> str:
    return reverse(f"grants:officer:{name}", args=[application.reference])


def test_application_list_shows_what_was_handed_in_to_the_own_authority(authority: Authority) -> None:
    case(authority, title="Ours")
    ApplicationFactory(call__programme__authority=authority, title="A draft")
    case(AuthorityFactory(), title="Theirs")

    response = signed_in(authority).get(reverse(LIST))

    assert titles(response) == ["Ours"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_application_list_opens_for_those_who_read(authority: Authority, role: str) -> None:
    assert signed_in(authority, role).get(reverse(LIST)).status_code == 200


def test_application_list_is_closed_to_applicants(client: Client, db: None) -> None:
    client.force_login(UserFactory())

    assert client.get(reverse(LIST)).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=eligible", ["Choirs"]),
        ("q=CHOIR", ["Choirs"]),
        ("q=östra choir", ["Choirs"]),
        ("q=nothing", []),
        ("amount_from=60 000", ["Dance"]),
        ("amount_to=50.000,00", ["Choirs"]),
        ("year=1999", ["Choirs", "Dance"]),
        ("sort=requested", ["Choirs", "Dance"]),
        ("sort=-requested", ["Dance", "Choirs"]),
        ("sort=applicant", ["Dance", "Choirs"]),
        ("sort=-applicant", ["Choirs", "Dance"]),
    ],
)
def test_application_list_filters_and_sorts(authority: Authority, query: str, found: list[str]) -> None:
    call = CallFactory(programme__authority=authority)
    case(authority, call=call, title="Dance", requested=Decimal(70_000), applicant_name="Zeta")
    case(
        authority,
        call=call,
        title="Choirs",
        status=ApplicationStatus.ELIGIBLE,
        requested=Decimal(50_000),
        applicant_name="Östra kören",
    )
    client = signed_in(authority)
    client.cookies["django_language"] = "sv"

    response = client.get(f"{reverse(LIST)}?{query}", headers={"accept-language": "sv"})

    assert titles(response) == found


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_application_list_asks_as_much_for_three_rows_as_for_one(authority: Authority) -> None:
    client = signed_in(authority)
    case(authority)
    client.get(reverse(LIST))
    one = queries_of(client, reverse(LIST))
    for _ in range(2):
        case(authority)

    three = queries_of(client, reverse(LIST))

    assert (three, three <= 12) == (one, True)


def test_application_list_offers_calls_in_the_readers_language_with_their_year(authority: Authority) -> None:
    for slug, names, year in (
        ("a", {"sv": "Dans & musik", "en": "Dance"}, 2024),
        ("b", {"en": "Choirs 2025"}, 2025),
    ):
        CallFactory(programme__authority=authority, slug=slug, names=names, year=year)
    client = signed_in(authority)
    client.cookies["django_language"] = "sv"
    chosen = Call.objects.get(slug="a").pk

    page = client.get(f"{reverse(LIST)}?call={chosen}", headers={"accept-language": "sv"}).text

    assert f'<option value="{chosen}" selected>Dans &amp; musik (2024)</option>' in page
    assert f'<option value="{Call.objects.get(slug="b").pk}">Choirs 2025</option>' in page


def test_application_detail_shows_the_case_and_the_next_step(authority: Authority) -> None:
    application = case(authority, title="Choirs meet")

    response = signed_in(authority).get(address("application_detail", application))

    assert [words for words, _url, _main in response.context["next_step"]["actions"]] == ["Screen"]


def test_application_detail_of_another_authority_is_not_found(authority: Authority) -> None:
    application = case(AuthorityFactory())

    assert signed_in(authority).get(address("application_detail", application)).status_code == 404


def test_application_detail_gives_the_auditor_no_action(authority: Authority) -> None:
    application = case(authority)

    response = signed_in(authority, Role.AUDITOR).get(address("application_detail", application))

    assert response.context["next_step"]["actions"] == []


@pytest.mark.parametrize("name", ["application_screen", "application_decide"])
def test_auditor_neither_screens_nor_decides(authority: Authority, name: str) -> None:
    response = signed_in(authority, Role.AUDITOR).get(address(name, case(authority)))

    assert response.status_code == 403


SCREENED = {
    "version": "1",
    "in_time": "on",
    "is_complete": "on",
    "right_applicant": "on",
    "within_amounts": "on",
    "eligible": "yes",
}


def test_application_screen_records_what_the_officer_found(authority: Authority) -> None:
    application = case(authority)

    response = signed_in(authority).post(address("application_screen", application), SCREENED)

    assert response.status_code == 302
    assert Application.objects.get().status == ApplicationStatus.ELIGIBLE


def test_application_screen_keeps_what_was_typed_when_something_is_wrong(authority: Authority) -> None:
    application = case(authority)

    response = signed_in(authority).post(
        address("application_screen", application), {**SCREENED, "eligible": "no", "note": "My note"}
    )

    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors == {"reason": ["Say which condition is not met, and why."]}
    assert form["note"].value() == "My note"


def test_application_screen_over_a_stale_version_can_be_sent_again(authority: Authority) -> None:
    application = case(authority, version=2)
    client = signed_in(authority)

    stale = client.post(address("application_screen", application), SCREENED)
    version = stale.context["form"]["version"].value()
    again = client.post(address("application_screen", application), {**SCREENED, "version": version})

    assert (stale.status_code, version, again.status_code) == (422, "2", 302)
    assert Screening.objects.count() == 1


DECIDED = {
    "version": "1",
    "outcome": "approved",
    "amount": "30 000",
    "lower_reasons": "The budget.",
    "reasons": "Good.",
    "appeal_notice": "Write to the court.",
}


def test_application_decide_asks_before_it_decides(authority: Authority) -> None:
    application = case(authority, status=ApplicationStatus.ELIGIBLE)

    response = signed_in(authority, Role.DECISION_MAKER).post(
        address("application_decide", application), DECIDED
    )

    assert (response.status_code, Decision.objects.count()) == (200, 0)
    assert response.templates[0].name == "grants/officer/application_decide_confirm.html"


def test_application_decide_confirmed_decides_once_however_often_it_is_sent(authority: Authority) -> None:
    application = case(authority, status=ApplicationStatus.ELIGIBLE)
    client = signed_in(authority, Role.DECISION_MAKER)

    answers = [
        client.post(address("application_decide", application), {**DECIDED, "confirmed": "1"}).status_code
        for _ in range(2)
    ]

    assert answers == [302, 302]
    assert Award.objects.get().amount == Decimal(30_000)


def test_application_decide_after_a_colleague_shows_what_was_decided(authority: Authority) -> None:
    application = case(authority, status=ApplicationStatus.ELIGIBLE)
    first, second = (signed_in(authority, Role.DECISION_MAKER) for _ in range(2))
    first.post(address("application_decide", application), {**DECIDED, "confirmed": "1"})

    response = second.post(
        address("application_decide", application),
        {**DECIDED, "outcome": "rejected", "amount": "", "confirmed": "1"},
        follow=True,
    )

    assert [str(message)[:36] for message in response.context["messages"]] == [
        "This case has already been decided: "
    ]


def test_application_decide_says_beside_the_amount_what_is_wrong(authority: Authority) -> None:
    application = case(authority, status=ApplicationStatus.ELIGIBLE)

    response = signed_in(authority, Role.DECISION_MAKER).post(
        address("application_decide", application), {**DECIDED, "amount": "50 001"}
    )

    assert response.context["form"].errors == {
        "amount": ["This is more than was applied for: SEK\u00a050,000 at most."]
    }


def test_application_screen_proposes_what_a_missed_completion_means(authority: Authority) -> None:
    application = case(authority, call__programme__authority=authority, call__incomplete_is_late=True)
    asked_at = timezone.now() - timedelta(days=5)
    CompletionRequest.objects.create(
        application=application,
        text="The letter is missing.",
        closes_at=asked_at + timedelta(days=1),
        time_zone="Europe/Stockholm",
        created_by=application.applicant,
    )

    page = signed_in(authority).get(address("application_screen", application))

    form = page.context["form"]
    assert (form["eligible"].initial, form["in_time"].initial) == ("no", False)
    assert "did not come in time" in form["reason"].initial
    assert "Proposed: it does not meet the conditions" in page.text


def test_application_decide_of_a_final_decision_asks_for_no_notice(authority: Authority) -> None:
    application = case(authority, status=ApplicationStatus.ELIGIBLE)
    Call.objects.update(decision_final=True)
    said = {name: value for name, value in DECIDED.items() if name != "appeal_notice"}

    page = signed_in(authority, Role.DECISION_MAKER).post(
        address("application_decide", application), {**said, "confirmed": "1"}, follow=True
    )

    assert "it cannot be appealed" in page.text
    assert Decision.objects.get().appeal_notice.startswith(f"This decision of {authority} is final")


def test_application_decide_says_beside_the_field_that_a_lower_sum_needs_its_reasons(
    authority: Authority,
) -> None:
    application = case(authority, status=ApplicationStatus.ELIGIBLE)

    page = signed_in(authority, Role.DECISION_MAKER).post(
        address("application_decide", application), {**DECIDED, "lower_reasons": ""}
    )

    assert page.context["form"].errors == {"lower_reasons": ["Say why less is granted than was applied for."]}
    assert 'aria-invalid="true"' in str(page.context["form"]["lower_reasons"])


def test_application_list_filters_by_batch(authority: Authority) -> None:
    call = CallFactory(programme__authority=authority, names={"en": "Travel"})
    march, april = (datetime(2026, month, day, 22, tzinfo=UTC) for month, day in ((3, 31), (4, 30)))
    case(authority, call=call, title="In March", batch=march)
    case(authority, call=call, title="In April", batch=april)
    case(authority, title="In none")
    client = signed_in(authority)

    every = client.get(reverse(LIST))
    offered = list(every.context["table"].filterset.form.fields["batch"].choices)
    chosen = client.get(reverse(LIST), {"batch": f"{call.pk}@{march.isoformat()}"})

    assert [words for _value, words in offered] == [
        "All batches",
        "Travel: the end of 30 April 2026",
        "Travel: the end of 31 March 2026",
    ]
    assert titles(chosen) == ["In March"]


def test_application_list_asks_for_no_batch_where_there_is_none(authority: Authority) -> None:
    case(authority)

    page = signed_in(authority).get(reverse(LIST))

    assert "batch" not in page.context["table"].filterset.form.fields
