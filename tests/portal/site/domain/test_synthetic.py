"""Synthetic records obey the same rules as real ones."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from exchanges.models import Exchange
from grants.enums import ApplicationStatus
from grants.models import Application, Award, DiaryCounter
from partnerships.models import Agreement, Organisation
from portal.site.domain.synthetic import generate, generate_register
from tests.factories.partnerships import AuthorityFactory


def quiet(what: str, many: int) -> None:
    """Say nothing."""


def test_generate_writes_what_was_asked_in_all_statuses(db):
    AuthorityFactory(diary_series="VGR")

    written = generate(300, seed=1, tell=quiet)

    assert written["applications"] == Application.objects.count() == 300
    assert set(Application.objects.values_list("status", flat=True)) == set(ApplicationStatus.values) - {
        ApplicationStatus.INVITED,
        ApplicationStatus.DECLINED,
    }  # its calls have one stage
    assert written["awards"] == Award.objects.count()


def test_generate_gives_diary_numbers_without_gaps(db):
    AuthorityFactory(diary_series="VGR")

    generate(200, seed=1, tell=quiet)

    given = Application.objects.exclude(diary_number="").count()
    assert sum(DiaryCounter.objects.values_list("last_number", flat=True)) == given


def test_generate_again_adds_and_does_not_collide(db):
    AuthorityFactory()

    generate(50, seed=1, tell=quiet)
    generate(50, seed=1, tell=quiet)

    assert Application.objects.count() == 100


def test_generate_register_writes_all_that_surrounds_an_agreement(db):
    authority = AuthorityFactory()

    written = generate_register(10, articles=3, seed=1, tell=quiet)

    assert (written["agreements"], written["organisations"], written["partnerships"]) == (10, 40, 4)
    assert (written["articles"], written["exchanges"]) == (30, 200) == (30, Exchange.objects.count())
    assert all(agreement.parties.count() == 2 for agreement in Agreement.objects.all())
    assert set(Agreement.objects.values_list("partnership__authority", flat=True)) == {authority.pk}


def test_generate_register_fills_what_saving_would_fill(db):
    AuthorityFactory()

    generate_register(2, articles=1, seed=1, tell=quiet)

    organisation = Organisation.objects.filter(slug__startswith="synthetic").first()
    written = (organisation.sort_key, organisation.search_text)
    organisation.save()
    organisation.refresh_from_db()
    assert written == (organisation.sort_key, organisation.search_text)


def test_generate_register_again_adds_and_does_not_collide(db):
    AuthorityFactory()

    generate_register(2, articles=1, seed=1, tell=quiet)
    generate_register(2, articles=1, seed=1, tell=quiet)

    assert Agreement.objects.count() == 4


def test_generate_leaves_the_triggers_of_the_history_awake(db):
    AuthorityFactory()

    generate(20, seed=1, tell=quiet)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'")
        assert cursor.fetchone() == (0,)


def test_generate_command_without_an_authority_says_what_to_do(db):
    with pytest.raises(CommandError, match="seed_demo"):
        call_command("generate", "--applications", "10")


def test_generate_command_refuses_a_number_out_of_bounds(db):
    with pytest.raises(CommandError, match="from 1 to"):
        call_command("generate", "--applications", "0")


def test_generate_command_writes_a_register(db, capsys):
    AuthorityFactory()

    call_command("generate", "--agreements", "1")

    assert "1 agreements, 2 parties, 30 articles, 20 exchanges" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["--applications", "--agreements"])
def test_generate_command_writes_for_the_authority_that_is_named(db, kind):
    AuthorityFactory(slug="first")
    second = AuthorityFactory(slug="second")

    call_command("generate", kind, "3", "--authority", "second")

    holders = set(Agreement.objects.values_list("partnership__authority", flat=True))
    holders |= set(Application.objects.values_list("authority", flat=True))
    assert holders == {second.pk}


def test_generate_command_names_the_authorities_there_are(db):
    AuthorityFactory(slug="first")

    with pytest.raises(CommandError, match=r"“third”\. There are: first"):
        call_command("generate", "--applications", "3", "--authority", "third")
