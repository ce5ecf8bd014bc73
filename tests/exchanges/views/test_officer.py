"""Officers add and edit exchanges section by section; nothing typed is lost."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from exchanges.domain import exchanges
from exchanges.enums import ActorRole, ExchangeStatus
from exchanges.models import Event, Exchange, Outcome
from portal.core.models import Document, Picture
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.exchanges import EventFactory, ExchangeFactory
from tests.factories.partnerships import OrganisationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exchange() -> Exchange:
    return ExchangeFactory(names={"en": "A stay"})


@pytest.fixture
def officer(exchange: Exchange) -> StrictClient:
    client = StrictClient()
    client.force_login(member(exchange.authority))
    return client


def edit_url(exchange: Exchange, section: str) -> str:
    return reverse("exchanges:officer:exchange_edit", args=[exchange.slug, section])


def photograph() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (4, 4)).save(content, "PNG")
    return SimpleUploadedFile("stage.png", content.getvalue(), "image/png")


def test_exchange_add_leads_to_the_record(officer: StrictClient, exchange: Exchange) -> None:
    answer = officer.post(
        reverse("exchanges:officer:exchange_add"),
        {
            "authority": exchange.authority.pk,
            "names_en": "Concerts",
            "kind": "concert",
            "direction": "mutual",
            "status": "planned",
            "period": "spring 2023",
        },
    )

    made = Exchange.objects.get(slug="concerts")
    assert answer["Location"] == reverse("exchanges:officer:exchange_detail", args=["concerts"])
    assert (made.period.edtf, made.moves.count()) == ("2023-21", 1)


def test_exchange_edit_says_what_is_wrong_and_keeps_what_was_typed(
    officer: StrictClient, exchange: Exchange
) -> None:
    answer = officer.post(edit_url(exchange, "cost"), {"cost": "1.234,50", "currency": "", "version": 1})

    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors == {"currency": ["Say in which currency the cost is, such as SEK or EUR."]}
    assert form["cost"].value() == "1.234,50"


@pytest.mark.parametrize("period", ["2017/2014", "31 February 2019", "sometime"])
def test_exchange_edit_refuses_a_date_that_is_none(
    officer: StrictClient, exchange: Exchange, period: str
) -> None:
    data = {
        "names_en": "A stay",
        "kind": "residency",
        "direction": "incoming",
        "period": period,
        "version": 1,
    }

    answer = officer.post(edit_url(exchange, "facts"), data)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["period"])


def test_exchange_edit_of_a_stale_version_shows_both_texts(officer: StrictClient, exchange: Exchange) -> None:
    exchanges.edit(exchange, {"summary": {"en": "Theirs"}}, version=1, by=None)

    answer = officer.post(edit_url(exchange, "story"), {"summary_en": "Mine", "version": 1})

    shown = [(one.theirs, one.mine) for one in answer.context["differences"]]
    assert (answer.status_code, shown) == (409, [("English: Theirs", "English: Mine")])


def test_exchange_status_moves_on_and_is_told(officer: StrictClient, exchange: Exchange) -> None:
    officer.post(
        reverse("exchanges:officer:exchange_status", args=[exchange.slug]),
        {"status": "ongoing", "note": "They arrived"},
    )

    exchange.refresh_from_db()
    assert (exchange.status, exchange.moves.get().note) == (ExchangeStatus.ONGOING, "They arrived")


def test_part_add_takes_a_host_and_a_number_in_words(officer: StrictClient, exchange: Exchange) -> None:
    museum = OrganisationFactory()
    for part, data in {
        "actors": {"organisation": museum.pk, "role": "host"},
        "figures": {"kind": "participants", "number": "close to fifty"},
    }.items():
        officer.post(reverse("exchanges:officer:exchange_part_add", args=[exchange.slug, part]), data)

    host, figure = exchange.actors.get(), exchange.figures.get()
    assert (host.organisation, host.role) == (museum, ActorRole.HOST)
    assert (figure.number_lower, figure.number_upper) == (45, 50)


def test_part_edit_of_a_stale_number_shows_both(officer: StrictClient, exchange: Exchange) -> None:
    add = reverse("exchanges:officer:exchange_part_add", args=[exchange.slug, "figures"])
    officer.post(add, {"kind": "participants", "number": "12"})
    figure = exchange.figures.get()
    edit = reverse("exchanges:officer:exchange_part_edit", args=[exchange.slug, "figures", figure.pk])
    seen = officer.get(edit).context["form"].initial["version"]
    officer.post(edit, {"kind": "participants", "number": "13", "version": seen})

    answer = officer.post(edit, {"kind": "participants", "number": "14", "version": seen})

    assert (answer.status_code, str(exchange.figures.get().number)) == (409, "13")


def test_picture_is_shown_with_its_words_and_goes_with_its_file(officer: StrictClient) -> None:
    event = EventFactory(authority=Exchange.objects.get().authority)
    add = reverse("exchanges:officer:event_part_add", args=[event.slug, "pictures"])
    officer.post(add, {"upload": photograph(), "alt_en": "A stage", "credit": "N. N."})
    picture = Picture.objects.get()
    storage, name = picture.file.storage, picture.file.name

    shown = officer.get(reverse("exchanges:public:picture_file", args=[picture.pk]))
    remove = reverse("exchanges:officer:event_part_remove", args=[event.slug, "pictures", picture.pk])

    assert (shown["Content-Type"], b"".join(shown)[:4]) == ("image/png", b"\x89PNG")
    officer.post(remove)
    assert Picture.objects.count() == 0
    assert storage.exists(name)  # until the transaction has certainly ended


def test_picture_refuses_a_file_that_is_none(officer: StrictClient, exchange: Exchange) -> None:
    add = reverse("exchanges:officer:exchange_part_add", args=[exchange.slug, "pictures"])

    answer = officer.post(add, {"upload": SimpleUploadedFile("a.png", b"no picture"), "alt_en": "A stage"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["upload"])
    assert Picture.objects.count() == 0


def test_document_add_keeps_versions_of_one_title(officer: StrictClient, exchange: Exchange) -> None:
    add = reverse("exchanges:officer:exchange_document_add", args=[exchange.slug])
    for words in (b"First", b"Second"):
        file = SimpleUploadedFile("programme.txt", words)
        officer.post(add, {"file": file, "title": "Programme", "confidentiality": "public"})

    assert list(Document.objects.of(exchange).order_by("version").values_list("version", flat=True)) == [1, 2]


def test_outcome_add_from_a_partnership(officer: StrictClient, exchange: Exchange) -> None:
    add = reverse("exchanges:officer:partnership_outcome_add", args=[exchange.partnership.slug])

    officer.post(add, {"names_sv": "Trädgårdsresan", "exchange": exchange.pk})

    outcome = Outcome.objects.get()
    assert (outcome.partnership, outcome.exchange) == (exchange.partnership, exchange)


def test_event_remove_asks_first(officer: StrictClient) -> None:
    event = EventFactory(authority=Exchange.objects.get().authority)
    remove = reverse("exchanges:officer:event_remove", args=[event.slug])

    assert officer.get(remove).status_code == 200
    assert Event.objects.count() == 1
    officer.post(remove)
    assert Event.objects.count() == 0


def test_history_tells_who_changed_what(officer: StrictClient, exchange: Exchange) -> None:
    officer.post(edit_url(exchange, "story"), {"summary_en": "They met", "version": 1})

    page = officer.get(reverse("exchanges:officer:exchange_history", args=[exchange.slug])).context["page"]

    newest = page.object_list[0]
    assert [(one.label, one.before, one.after) for one in newest.changes] == [
        ("Summary (English)", "", "They met")
    ]


def test_another_authority_edits_nothing(officer: StrictClient) -> None:
    foreign = ExchangeFactory(partnership=PartnershipFactory())

    assert officer.get(edit_url(foreign, "facts")).status_code == 403
