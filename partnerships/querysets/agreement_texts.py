"""Reading the versions of agreements' texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from partnerships.models import AgreementVersion  # noqa: F401  (type of the queryset below)


class AgreementVersionQuerySet(models.QuerySet["AgreementVersion"]):
    """Versions, as readable as the shared text they are of."""

    def visible_to(self, user: Any) -> AgreementVersionQuerySet:
        """Keep the versions of agreements that the user works on: the holder's people and those of the parties."""
        agreements: Any = self.model._meta.get_field("agreement").related_model
        return self.filter(
            agreement__in=agreements._default_manager.shared_with(user).order_by().values("pk")
        )

    def for_list(self) -> AgreementVersionQuerySet:
        """Return the rows of a list of versions, without their texts."""
        return self.defer("articles").select_related("created_by").order_by("-number")
