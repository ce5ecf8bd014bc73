"""The port that the portal answers on: which one is asked for, and whether it can be had."""

import socket


class Refused(Exception):
    """The portal does not start; the message is for the person at the keyboard."""


def port_number(text: str) -> int:
    """Return the port that PORT names.

    Raises:
        Refused: when it is no port.
    """
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Refused(
            f"PORT is {text!r}. Set it to a number from 1 to 65535, for example: PORT=8001 make run"
        )
    return int(text)


def require_free(port: int) -> None:
    """Refuse politely when the port cannot be had.

    Raises:
        Refused: with the port and the command that takes another.
    """
    other = port + 1 if port < 65535 else port - 1
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Refused(f"Port {port} needs special rights. Take another: PORT=8000 make run") from None
        except OSError:
            raise Refused(
                f"Port {port} is taken by another program. Stop that, or take another port: "
                f"PORT={other} make run"
            ) from None
