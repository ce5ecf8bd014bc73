"""The least a list could cost: the same SQL, the same number of rows, a table and nothing else."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# The SQL that the measured page used for its rows; set before each comparison.
statements: list[str] = []


def bare_list(request: HttpRequest) -> HttpResponse:
    """Run the page's own SQL and render what the last statement gave as a plain table."""
    rows: list[tuple[object, ...]] = []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            rows = cursor.fetchall()
    return render(request, "bench/bare.html", {"rows": [row[:8] for row in rows]})
