"""The mail a portal has sent: files in its mail directory."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from tests.servers import RunningPortal


def sent(portal: RunningPortal, *, to: str, about: str) -> list[EmailMessage]:
    """Return the messages to a person that mention something, such as an application's reference."""
    found = []
    for file in sorted((portal.data_dir / "mail").glob("*")):
        # A file may hold several messages, one after the other, as Django's file backend writes them.
        for part in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            message = BytesParser(policy=policy.default).parsebytes(part)
            body = message.get_body(("plain",)) if part.strip() else None
            if body is not None and to in str(message["To"]) and about in body.get_content():
                found.append(message)
    return found


def attachments(message: EmailMessage) -> list[tuple[str, bytes]]:
    """Return the attached files with their media types."""
    return [(part.get_content_type(), part.get_content()) for part in message.iter_attachments()]
