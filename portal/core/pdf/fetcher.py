"""What a document may load: our own static files and fonts, stored media, and data inside the document. No
network.
"""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from weasyprint.urls import URLFetcher, URLFetcherResponse

from portal.core.charts.theme import FONTS

# Relative addresses in a document are resolved against this; nobody is ever asked at it.
BASE_URL = "http://portal.invalid/"


def static_path(name: str) -> Path:
    """Return the file of a static name ("css/pdf.css"), collected or, before that, in the sources.

    Raises:
        FileNotFoundError: there is no such file in the static directories.
    """
    root = getattr(settings, "STATIC_ROOT", None)
    if root:
        collected = Path(root, name).resolve()
        if collected.is_relative_to(Path(root).resolve()) and collected.is_file():
            return collected
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(f"There is no static file {name}.")
    return Path(found)


class LocalFetcher(URLFetcher):
    """Fetches for WeasyPrint without ever opening a connection.

    Shared by all documents of a process: WeasyPrint's own builds a TLS context for each.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data", "file", "http"}, allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what the address holds.

        Raises:
            ValueError: the address is not ours; WeasyPrint then leaves the picture out and logs it.
        """
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if url.startswith("file:"):
            path = Path(unquote(urlsplit(url).path)).resolve()
            if not path.is_relative_to(FONTS):
                raise ValueError(f"A document may not read {path}.")
            return _answer(url, path.name, path.read_bytes())
        if not url.startswith(BASE_URL):
            raise ValueError(f"A document may not load {url}: only the portal's own files.")
        name = unquote(urlsplit(url).path)
        for prefix, static in ((settings.STATIC_URL, True), (settings.MEDIA_URL, False)):
            path_prefix = "/" + urlsplit(prefix).path.strip("/") + "/"
            if path_prefix != "//" and name.startswith(path_prefix):
                name = name.removeprefix(path_prefix)
                if static:
                    return _answer(url, name, static_path(name).read_bytes())
                with default_storage.open(name) as stored:
                    return _answer(url, name, stored.read())
        raise ValueError(f"A document may not load {name}: it is neither a static nor a stored file.")


def _answer(url: str, name: str, content: bytes) -> URLFetcherResponse:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return URLFetcherResponse(url, content, {"Content-Type": kind})
