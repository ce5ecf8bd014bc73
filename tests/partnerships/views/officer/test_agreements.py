"""Agreements at the office."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.desk import agreement_groups
from partnerships.domain import agreements, articles
from partnerships.enums import AgreementKind, AgreementStatus
from partnerships.models import Agreement
from partnerships.search import agreement_hits
from portal.accounts.enums import Role
from portal.core.models import Document
from portal.core.versions import posted
from portal.site.desk import deadline_groups
from tests.partnerships import agreement_records as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(relation):
    made = records.draft(relation, names={"en": "Culture 2026", "sv": "Kultur 2026"})
    articles.add(
        made, version=None, by=None, headings={"en": "Aims"}, texts={"en": "We meet.", "sv": "Vi möts."}
    )
    articles.add(made, version=None, by=None, texts={"en": "We pay."})
    made.refresh_from_db()
    return made


def url(name, *args):
    return reverse(f"partnerships:officer:{name}", args=args)


def form_data(response):
    """Return what a browser would post from the form of a page."""
    form = response.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        for name, values in posted(bound, value).items():
            data[name] = values
    return data


def test_agreement_list_shows_one_s_own_drafts(client, officer, agreement):
    other = records.draft(records.partnership(records.authority("north"), "north-and-riga"))

    page = client.get(url("agreement_list"))

    rows = [str(row) for row in page.context["table"].rows]
    assert (len(rows), "Culture 2026" in rows[0], str(other) in rows[0]) == (1, True, False)


@pytest.mark.parametrize(
    "query", ["status=draft", "kind=agreement", "q=culture", "authority=west", "sort=-until"]
)
def test_agreement_list_narrowed_finds_it(client, officer, agreement, query):
    page = client.get(f"{url('agreement_list')}?{query}")

    assert len(page.context["table"].rows) == 1


@pytest.mark.parametrize("query", ["status=signed", "kind=mou", "q=nothing", "ending=late", "ending=30"])
def test_agreement_list_narrowed_to_others_is_empty(client, officer, agreement, query):
    page = client.get(f"{url('agreement_list')}?{query}")

    assert len(page.context["table"].rows) == 0


def test_agreement_list_asks_the_same_number_of_questions_for_one_and_three(client, officer, relation):
    counts = []
    for number in (1, 2):
        for place in range(number):
            records.draft(relation, names={"en": f"Agreement {number} {place}"})
        client.get(url("agreement_list"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url("agreement_list"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_agreement_detail_of_somebody_elses_draft_does_not_exist(client, officer):
    other = records.draft(records.partnership(records.authority("north"), "north-and-riga"))

    assert client.get(url("agreement_detail", other.slug)).status_code == 404


def test_agreement_edit_of_somebody_elses_signed_agreement_is_forbidden(client, officer):
    other = records.signed(records.partnership(records.authority("north"), "north-and-riga"))

    assert (
        client.get(url("agreement_detail", other.slug)).status_code,
        client.get(url("agreement_edit", other.slug, "basics")).status_code,
    ) == (200, 403)


def test_agreement_detail_for_an_auditor_offers_nothing_to_change(client, west, agreement):
    client.force_login(records.member(west, Role.AUDITOR))

    page = client.get(url("agreement_detail", agreement.slug))

    assert (page.status_code, page.context["can_edit"]) == (200, False)
    assert client.get(url("agreement_edit", agreement.slug, "basics")).status_code == 403


def test_agreement_detail_asks_the_same_number_of_questions_for_two_and_four_articles(
    client, officer, agreement
):
    address = url("agreement_detail", agreement.slug)
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    for text in ("C", "D"):
        articles.add(agreement, version=None, by=None, texts={"en": text})
    with CaptureQueriesContext(connection) as after:
        client.get(address)

    assert len(after) == len(before)


def test_agreement_create_makes_a_draft_and_goes_to_its_page(client, officer, relation):
    answer = client.post(
        url("agreement_create"),
        {
            "partnership": relation.pk,
            "names_en": "Vilnius 2026",
            "kind": AgreementKind.MOU,
            "valid_from": "2026",
            "valid_until": "end of 2028",
        },
    )

    made = Agreement.objects.get()
    assert (answer.status_code, answer.url) == (302, url("agreement_detail", made.slug))
    assert (made.status, made.valid_until.edtf) == (AgreementStatus.DRAFT, "2028-39")


def test_agreement_create_under_somebody_elses_partnership_says_choose(client, officer):
    other = records.partnership(records.authority("north"), "north-and-riga")

    answer = client.post(
        url("agreement_create"), {"partnership": other.pk, "names_en": "A", "kind": AgreementKind.MOU}
    )

    assert (list(answer.context["form"].errors), Agreement.objects.count()) == (["partnership"], 0)


def test_agreement_edit_saves_what_was_changed(client, officer, agreement):
    address = url("agreement_edit", agreement.slug, "basics")
    data = form_data(client.get(address)) | {"names_en": "Culture and sport"}

    answer = client.post(address, data)

    agreement.refresh_from_db()
    assert (answer.status_code, agreement.names["en"], agreement.names["sv"], agreement.version) == (
        302,
        "Culture and sport",
        "Kultur 2026",
        4,
    )


def test_agreement_edit_with_a_mistake_keeps_what_was_typed(client, officer, agreement):
    address = url("agreement_edit", agreement.slug, "validity")
    data = form_data(client.get(address)) | {"valid_from": "2017", "valid_until": "2014"}

    answer = client.post(address, data)

    form = answer.context["form"]
    assert (list(form.errors), form["valid_from"].value()) == (["valid_until"], "2017")


def test_agreement_edit_of_an_older_version_shows_both_and_saves_the_choice(client, officer, agreement):
    address = url("agreement_edit", agreement.slug, "basics")
    data = form_data(client.get(address)) | {"names_en": "Mine", "reference": "My number"}
    agreements.edit(agreement, {"names": {"en": "Theirs"}}, version=None, by=officer)

    conflict = client.post(address, data)

    assert conflict.status_code == 409
    found = {one.name: one for one in conflict.context["differences"]}
    assert {name: one.preferred for name, one in found.items()} == {"names": "", "reference": "mine"}
    answer = {"version": conflict.context["version"], "difference": list(found)}
    for name, value in conflict.context["kept"]:
        answer.setdefault(name, []).append(value)
    for name, one in found.items():
        for side, values in (("mine", one.mine_data), ("theirs", one.theirs_data)):
            answer |= {f"{side}:{name}:{key}": texts for key, texts in values.items()}
    answer |= {"keep:names": "theirs", "keep:reference": "mine"}

    saved = client.post(address, answer)

    agreement.refresh_from_db()
    assert (saved.status_code, dict(agreement.names), agreement.reference) == (
        302,
        {"en": "Theirs"},
        "My number",
    )


def test_agreement_move_signs_with_the_date_that_was_typed(client, officer, relation):
    agreement = records.in_status(records.draft(relation), AgreementStatus.NEGOTIATION)
    address = url("agreement_move", agreement.slug, AgreementStatus.SIGNED)

    answer = client.post(address, form_data(client.get(address)) | {"signed": "March 2026"})

    agreement.refresh_from_db()
    assert (answer.status_code, agreement.status, agreement.signed.edtf) == (302, "signed", "2026-03")


def test_agreement_move_without_what_it_needs_says_so(client, officer, relation):
    agreement = records.in_status(records.draft(relation), AgreementStatus.NEGOTIATION)
    address = url("agreement_move", agreement.slug, AgreementStatus.SIGNED)

    answer = client.post(address, form_data(client.get(address)))

    assert list(answer.context["form"].errors) == ["signed"]


def test_agreement_move_of_an_older_version_asks_again(client, officer, agreement):
    address = url("agreement_move", agreement.slug, AgreementStatus.NEGOTIATION)
    data = form_data(client.get(address)) | {"note": "Sent on Monday"}
    agreements.edit(agreement, {"reference": "2"}, version=None, by=officer)

    again = client.post(address, data)
    taken = client.post(address, form_data(again))

    agreement.refresh_from_db()
    assert (
        again.status_code,
        again.context["form"]["note"].value(),
        taken.status_code,
        agreement.status,
    ) == (
        200,
        "Sent on Monday",
        302,
        "negotiation",
    )


def test_party_create_searches_and_adds(client, officer, agreement):
    museum = records.organisation("museum-of-the-city")
    address = url("party_create", agreement.slug)

    page = client.get(f"{address}?q=museum")
    offered = list(page.context["form"].fields["organisation"].queryset)
    client.post(address, {"organisation": museum.pk, "role": "associate"})

    roles = [(one.organisation.slug, one.role) for one in records.parties_of(agreement)]
    assert (offered, roles[-1]) == ([museum], ("museum-of-the-city", "associate"))


def test_party_remove_from_a_signed_agreement_says_why_not(client, officer, relation):
    agreement = records.signed(relation)

    answer = client.post(
        url("party_remove", agreement.slug, records.parties_of(agreement)[0].pk), follow=True
    )

    assert [str(one) for one in answer.context["messages"]] == [
        "A signed agreement keeps at least two parties. Add the other one first."
    ]


def test_agreement_document_create_stores_versions_and_refuses_what_is_no_pdf(client, officer, agreement):
    address = url("agreement_document_create", agreement.slug)
    data = {"kind": "annex", "title": "Map", "confidentiality": "internal"}

    for content in (b"First text of the annex.\n", b"Second text of the annex.\n"):
        client.post(address, data | {"file": SimpleUploadedFile("annex.txt", content, "text/plain")})
    wrong = client.post(address, data | {"file": SimpleUploadedFile("a.pdf", b"no pdf", "application/pdf")})

    stored = Document.objects.of(agreement).order_by("version")
    assert ([one.version for one in stored], list(wrong.context["form"].errors)) == ([1, 2], ["file"])
    download = client.get(reverse("core:public:document_download", args=[stored[0].pk]))
    assert b"".join(download.streaming_content) == b"First text of the annex.\n"
    client.logout()
    assert client.get(reverse("core:public:document_download", args=[stored[0].pk])).status_code == 404


def test_agreement_history_tells_who_changed_what(client, officer, agreement):
    agreements.edit(agreement, {"reference": "KUN 7"}, version=None, by=officer)

    page = client.get(url("agreement_history", agreement.slug))

    newest = page.context["page"].object_list[0]
    assert newest.by == str(officer)
    assert [(one.label, one.before, one.after) for one in newest.changes] == [("Diary number", "", "KUN 7")]


@pytest.mark.parametrize(("days", "band"), [(10, 30), (60, 90), (170, 180)])
def test_desk_tells_what_ends(client, officer, relation, days, band):
    end = timezone.localdate() + timedelta(days=days)
    agreement = records.signed(relation, valid_from="2014", valid_until=end.isoformat())
    records.in_status(agreement, AgreementStatus.IN_FORCE)

    (group,) = deadline_groups(officer)

    assert (group.kind, group.count, group.url) == ("expires", 1, f"/office/deadlines/#within-{band}")
    assert list(agreement_groups(officer)) == []


def test_desk_tells_what_is_past_its_last_day(client, officer, relation):
    end = timezone.localdate() - timedelta(days=3)
    agreement = records.signed(relation, valid_from="2014", valid_until=end.isoformat())
    records.in_status(agreement, AgreementStatus.IN_FORCE)

    (group,) = agreement_groups(officer)

    assert (group.kind, group.count, group.url.endswith("ending=late")) == ("late", 1, True)


def test_desk_counts_the_notice_before_the_end(client, officer, relation):
    end = timezone.localdate() + timedelta(days=240)
    agreement = records.signed(relation, valid_from="2014", valid_until=end.isoformat(), notice_months=6)
    records.in_status(agreement, AgreementStatus.IN_FORCE)

    (group,) = deadline_groups(officer)

    assert (group.kind, group.items[0].due) == ("expires", agreement.notice_by)


def test_agreement_hits_find_signed_ones_for_everybody_and_drafts_for_the_office(officer, relation):
    records.draft(relation, names={"en": "Vilnius draft"})
    records.signed(relation, names={"en": "Vilnius signed"}, valid_from="2014")

    everybody = [hit.title for hit in agreement_hits("vilnius", AnonymousUser(), 5)]
    office = [hit.title for hit in agreement_hits("vilnius", officer, 5)]

    assert (everybody, office) == (["Vilnius signed"], ["Vilnius draft", "Vilnius signed"])
