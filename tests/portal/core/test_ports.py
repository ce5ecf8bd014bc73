"""The port that the portal answers on."""

import pytest

from portal.core.ports import Refused, port_number


def test_port_number_is_the_number() -> None:
    assert port_number("8001") == 8001


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1"])
def test_port_number_that_is_none_says_what_to_set(port: str) -> None:
    with pytest.raises(Refused, match=r"^PORT is '.*'\. Set it to a number from 1 to 65535"):
        port_number(port)
