"""A letter and a report with all that is hard about them: names of many scripts, pictures, long tables."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from portal.core.charts import Bar, MapPoint, bar_chart, region_map
from portal.core.pdf import REPORT, Column, Table, render_pdf

NAMES = "å ä ö ř ș ė Ж Ελλάδα Łódź Ağnė Žemaitė"


@pytest.fixture(scope="package")
def letter() -> bytes:
    """A letter with facts, in Swedish."""
    context: dict[str, Any] = {
        "sender": {"name": "Västra Götalandsregionen", "unit": "Kulturnämnden"},
        "recipient": ["Ağnė Žemaitė", "Storgatan 1", "462 32 Vänersborg"],
        "date": "3 mars 2026",
        "references": [("Diarienummer", "KUN 2026-00142")],
        "heading": NAMES,
        "signature": ["Kulturförvaltningen"],
        "contact": ["kultur@vgr.example"],
    }
    return render_pdf(
        "pdf/letter.html",
        context,
        language="sv",
        title="Kvitto KUN 2026-00142",
        author="Västra Götalandsregionen",
    )


@pytest.fixture(scope="package")
def report() -> bytes:
    """A report of two chapters, with a map, a chart and a table over several pages."""
    rows = [[f"Partner {number}", "2011", str(number)] for number in range(90)]
    table = Table(
        "Partners",
        [Column("Partner", share=60), Column("Since", "date"), Column("Number", "number")],
        rows,
        ["Total", "", "4 005"],
    )
    chart = bar_chart(
        [Bar("Łódź", 48, "nearly 50", 45, 50), Bar("Sibiu", 3)], title="Most in Łódź", source="Records"
    )
    points = [MapPoint("Łódź", 19.45, 51.77), MapPoint("Querétaro", -100.39, 20.59, "exploratory")]
    drawn = region_map(points, title="Two partners", home=MapPoint("Göteborg", 12, 57.7), links=False)
    bodies = [
        render_to_string("pdf/picture.html", {"picture": chart, "number": 1}),
        render_to_string("pdf/picture.html", {"picture": drawn})
        + render_to_string("pdf/table.html", {"table": table}),
    ]
    chapters = [
        {
            "ident": f"chapter-{number}",
            "title": title,
            "lead": NAMES,
            "sections": [],
            "body": mark_safe(body),  # noqa: S308 - rendered by templates a line above
        }
        for number, (title, body) in enumerate(zip(["Exchanges", "Partnerships"], bodies, strict=True))
    ]
    about = {"title": "Annual report 2025", "issuer": "Västra Götalandsregionen", "picture": drawn}
    return render_pdf(
        "pdf/report.html",
        {"report": about, "chapters": chapters},
        language="en",
        title="Annual report 2025",
        author="Västra Götalandsregionen",
        stylesheets=REPORT,
    )
