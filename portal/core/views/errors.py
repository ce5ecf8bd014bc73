"""Answers to requests that went wrong before a view could see them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose security token is missing or old; nothing was saved, going back keeps the text.

    Named in `CSRF_FAILURE_VIEW`. `reason` is Django's own explanation, for the log and not for the reader.
    """
    return render(request, "403_csrf.html", status=403)
