"""What a view gets once its access decorator has let the visitor in."""

from django.http import HttpRequest

from portal.accounts.models import User


class SignedInRequest(HttpRequest):
    """The request behind ``@applicant`` and ``@office``: its user is a person, never a visitor.

    For the type checker alone; at run time every request is Django's own.
    """

    user: User
