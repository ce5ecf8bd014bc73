"""How often one person may do a thing."""

from uuid import uuid4

from django.core.cache import cache

from portal.core.limits import within_limit


def test_the_first_ones_of_a_period_are_within_the_limit() -> None:
    somebody, another = uuid4(), uuid4()

    said = [within_limit("test-of-limits", somebody, limit=2, seconds=100_000) for _time in range(3)]

    assert said == [True, True, False]
    assert within_limit("test-of-limits", another, limit=2, seconds=100_000)


def test_count_gives_each_its_number_and_is_forgotten_after_its_time() -> None:
    name = f"test-of-counting:{uuid4()}"

    counted = [cache.count(name, 100) for _time in range(3)]

    key = cache.make_and_validate_key(name)
    assert counted == [1, 2, 3]
    assert 0 < cache._cache.get_client(key).ttl(key) <= 100
