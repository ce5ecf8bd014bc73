"""The pages on which an officer records what has happened to a signed agreement."""

from datetime import date

import pytest
from django.urls import reverse

from partnerships.domain import agreement_moves as moves
from partnerships.models import Agreement, AgreementParty
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db
TODAY = date(2016, 6, 1)


@pytest.fixture(autouse=True)
def the_day(time_machine):
    time_machine.move_to(f"{TODAY}T09:00:00Z", tick=False)


@pytest.fixture
def agreement(relation):
    """Return an agreement in force from 2014 until 2017 between three parties, with three months' notice."""
    made = records.signed(relation, valid_from="2014-01-01", valid_until="2017-12-31", notice_months=3)
    moves.put_in_force(made, version=None, by=None, today=TODAY)
    north = records.organisation("north")
    AgreementParty.objects.create(agreement=made, organisation=north, position=2)
    made.refresh_from_db()
    return made


def url(agreement, kind):
    return reverse("partnerships:officer:agreement_act_add", args=[agreement.slug, kind])


def record(client, agreement, kind, q="", **data):
    """Post what an officer fills in, and return the answer."""
    agreement.refresh_from_db()
    return client.post(f"{url(agreement, kind)}?q={q}", {"version": agreement.version, **data})


def stands(agreement):
    """Return everything of an agreement that an act could have half done."""
    now = Agreement.objects.get(pk=agreement.pk)
    parties = list(now.parties.order_by("pk").values_list("organisation__slug", "joined", "left"))
    return (
        now.version,
        now.status,
        now.valid_until,
        now.last_day,
        now.acts.count(),
        now.periods.count(),
        parties,
    )


def life(client, agreement):
    """Return the timeline of the agreement's page in words."""
    page = client.get(reverse("partnerships:officer:agreement_detail", args=[agreement.slug]))
    return [(event["when"], event["text"]) for event in page.context["timeline"]]


def places(agreement):
    """Return the parties' keys in their order."""
    return [party.pk for party in records.parties_of(agreement)]


def successor(relation, **data):
    data = {"names": {"en": "The next one"}, "kind": "mou", "valid_from": "2016-09-01", **data}
    return records.signed(relation, open_ended=True, **data)


# What is filled in for each kind of act when all is well, and what the agreement's life then tells.
GOOD = {
    "extension": (lambda one: {"until": "2020", "decided": "May 2016"}, ("May 2016", "Extended until 2020")),
    "amendment": (
        lambda one: {"what_en": "A year at a time.", "effective": "2017-01-01", "renewal_months": "12"},
        ("1 January 2017", "Amended"),
    ),
    "accession": (
        lambda one: {"organisation": records.organisation("south").pk, "role": "party", "effective": "2016"},
        ("2016", "South joins"),
    ),
    "withdrawal": (
        lambda one: {"party": places(one)[2], "last_day": "2016-05-31"},
        ("31 May 2016", "North leaves"),
    ),
    "merger": (
        lambda one: {
            "party": places(one)[1],
            "other": places(one)[2],
            "organisation": records.organisation("both").pk,
            "effective": "2016-01-01",
        },
        ("1 January 2016", "West and vilnius counterpart and North become Both"),
    ),
    "notice": (
        lambda one: {"party": places(one)[1], "given": "2016-05-30"},
        ("30 May 2016", "West and vilnius counterpart gives notice, for the end on 30 August 2016"),
    ),
    "supersession": (
        lambda one: {"successor": successor(one.partnership).pk},
        ("1 September 2016", "“The next one” takes its place"),
    ),
}


@pytest.mark.parametrize("kind", GOOD)
def test_an_act_is_recorded_and_told_in_the_agreements_life(client, officer, agreement, kind):
    filled, told = GOOD[kind]

    form = client.get(url(agreement, kind))
    answer = record(client, agreement, kind, **filled(agreement))

    assert (form.status_code, answer.status_code) == (200, 302), (
        answer.context and answer.context["form"].errors
    )
    assert (
        answer["Location"]
        == reverse("partnerships:officer:agreement_detail", args=[agreement.slug]) + "#life"
    )
    assert told in life(client, agreement)
    assert agreement.acts.get().created_by == officer


def test_a_notice_is_withdrawn(client, officer, agreement):
    record(client, agreement, "notice", party=places(agreement)[1], given="2016-05-30")
    notice = agreement.acts.get()

    answer = record(client, agreement, "notice_withdrawn", notice=notice.pk, decided="2016-06-01")

    assert answer.status_code == 302
    assert life(client, agreement)[-2:] == [
        ("1 June 2016", "West and vilnius counterpart takes its notice back"),
        ("31 December 2017", "Its last day"),
    ]


# Kind, what is filled in, the field where the sentence stands, the sentence.
BAD = [
    (
        "extension",
        lambda one: {},
        "until",
        "Say until when it is extended, or that it is without an end now.",
    ),
    (
        "extension",
        lambda one: {"until": "2020", "open_ended": "on"},
        "until",
        "Say until when it is extended, or that it is without an end now.",
    ),
    (
        "extension",
        lambda one: {"until": "2013"},
        "until",
        "The agreement would end before it starts (1 January 2014).",
    ),
    (
        "extension",
        lambda one: {"until": "2016"},
        "until",
        "The agreement is valid until 31 December 2017 already. An extension ends later.",
    ),
    (
        "amendment",
        lambda one: {"effective": "2017"},
        "what",
        "Say what changes, in one language at least.",
    ),
    (
        "accession",
        lambda one: {"organisation": one.parties.last().organisation_id, "role": "party"},
        "organisation",
        "North is on the list already.",
    ),
    (
        "accession",
        lambda one: {"organisation": records.organisation("south").pk, "role": "party", "effective": "2013"},
        "effective",
        "The agreement is valid from 1 January 2014. This day is before.",
    ),
    (
        "accession",
        lambda one: {"organisation": records.organisation("south").pk, "role": "party", "effective": "2018"},
        "effective",
        "The agreement is valid until 31 December 2017. This day is after.",
    ),
    (
        "withdrawal",
        lambda one: {"party": places(one)[2], "last_day": "2019"},
        "last_day",
        "The agreement is valid until 31 December 2017. This day is after.",
    ),
    (
        "merger",
        lambda one: {
            "party": places(one)[1],
            "other": places(one)[1],
            "organisation": records.organisation("both").pk,
            "effective": "2016",
        },
        "other",
        "A party cannot merge with itself. Choose two parties.",
    ),
    (
        "merger",
        lambda one: {
            "party": places(one)[1],
            "other": places(one)[2],
            "organisation": one.parties.first().organisation_id,
            "effective": "2016",
        },
        "organisation",
        "West is a party of its own. Record that the others leave.",
    ),
    (
        "notice",
        lambda one: {"party": places(one)[1], "given": "2016-06-02"},
        "given",
        "Say when notice was given: today or before.",
    ),
    (
        "notice",
        lambda one: {"party": places(one)[1], "given": "2016-05-30", "ends": "2016-07-01"},
        "ends",
        "With its notice period the agreement ends on 30 August 2016 at the earliest.",
    ),
    (
        "supersession",
        lambda one: {"successor": one.pk},
        "successor",
        "An agreement cannot succeed itself. Choose the one after it.",
    ),
    (
        "supersession",
        lambda one: {"successor": successor(one.partnership).pk, "effective": "2012"},
        "effective",
        "The agreement is valid from 1 January 2014. This day is before.",
    ),
]


@pytest.mark.parametrize(("kind", "filled", "field", "sentence"), BAD)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_half_done(
    client, officer, agreement, kind, filled, field, sentence
):
    data = filled(agreement)
    before = stands(agreement)

    answer = record(client, agreement, kind, **data)

    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [sentence]})
    assert stands(agreement) == before


def test_the_last_but_one_leaves_only_when_the_end_is_confirmed(client, officer, agreement):
    agreement.parties.last().delete()
    data = {"party": places(agreement)[1], "last_day": "2016-05-31"}
    before = stands(agreement)

    refused = record(client, agreement, "withdrawal", **data)
    after = stands(agreement)
    confirmed = record(client, agreement, "withdrawal", ends_agreement="on", **data)

    agreement.refresh_from_db()
    assert (refused.status_code, list(refused.context["form"].errors), after) == (
        422,
        ["ends_agreement"],
        before,
    )
    assert (confirmed.status_code, agreement.status) == (302, "terminated")


def test_notice_that_comes_too_late_names_the_next_end(client, officer, agreement):
    Agreement.objects.filter(pk=agreement.pk).update(renews_tacitly=True, renewal_months=12, notice_months=20)
    before = stands(agreement)

    answer = record(client, agreement, "notice", party=places(agreement)[0], given="2016-05-30")

    assert answer.context["form"].errors == {
        "given": [
            "For the end on 31 December 2017, notice had to be given by 30 April 2016. The agreement goes on; if this "
            "notice ends it with its next period, write 31 December 2018 as the last day."
        ]
    }
    assert stands(agreement) == before


def test_an_act_on_an_older_version_keeps_what_was_typed_and_can_be_confirmed(client, officer, agreement):
    answer = client.post(url(agreement, "extension"), {"version": agreement.version - 1, "until": "2020"})
    form = answer.context["form"]

    again = client.post(
        url(agreement, "extension"), {"version": form["version"].value(), "until": form["until"].value()}
    )

    assert (answer.status_code, form.non_field_errors()) == (
        422,
        ["Somebody else saved the agreement meanwhile. Look at it again, and confirm if this still holds."],
    )
    assert again.status_code == 302


@pytest.mark.parametrize("kind", ["extension", "notice"])
def test_an_act_that_is_not_open_says_so_and_leads_back(client, officer, relation, kind):
    draft = records.draft(relation)

    page = client.get(url(draft, kind), follow=True)

    assert page.redirect_chain == [(reverse("partnerships:officer:agreement_detail", args=[draft.slug]), 302)]
    assert [str(one) for one in page.context["messages"]] == [
        "The agreement is “Draft”: this cannot be recorded of it as it stands."
    ]


def test_an_unknown_act_is_not_found_and_people_of_others_are_kept_out(client, officer, agreement):
    unknown = client.get(url(agreement, "annexation")).status_code
    client.force_login(records.member(records.authority("east"), email="east@east.example"))
    before = stands(agreement)

    answers = [
        client.get(url(agreement, "extension")).status_code,
        record(client, agreement, "extension", until="2020").status_code,
    ]

    assert (unknown, answers, stands(agreement)) == (404, [403, 403], before)
