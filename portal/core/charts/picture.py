"""A picture: one drawing for the page and the PDF, with its text alternative and its data."""

import base64
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from portal.core.charts import svg


@dataclass(frozen=True)
class Picture:
    """A chart or a map, drawn once and used by page and PDF alike.

    `svg` is safe inside a page under a strict CSP: no script, no style, nothing from elsewhere. `narrow_svg`
    is the same finding drawn for a phone (about 342 px wide); empty if the wide drawing serves both. `width`
    and `height` are those of `svg`, in CSS pixels. `alt` says the finding in the reader's language;
    `columns` and `rows` are the data as a table, as text, for those who cannot or would rather not look.
    """

    svg: str
    alt: str
    title: str
    source: str
    columns: list[str]
    rows: list[list[str]]
    width: int
    height: int
    narrow_svg: str = ""

    @property
    def data_uri(self) -> str:
        """The wide drawing as a data address, for an `<img>` in a PDF: its text is then announced once, as
        `alt`.
        """
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()

    @property
    def markup(self) -> SafeString:
        """The wide drawing for a template: made by us, with every text in it escaped."""
        return mark_safe(self.svg)  # noqa: S308 - drawn by us, every text escaped

    @property
    def narrow_markup(self) -> SafeString:
        """The drawing for a phone, or the wide one if there is no other."""
        return mark_safe(self.narrow_svg or self.svg)  # noqa: S308 - likewise

    def with_unique_ids(self, prefix: str) -> "Picture":
        """Return the picture with other ids, for a page that shows the same picture twice."""
        return replace(
            self,
            svg=svg.rename_ids(self.svg, prefix),
            narrow_svg=svg.rename_ids(self.narrow_svg, f"{prefix}n") if self.narrow_svg else "",
        )
