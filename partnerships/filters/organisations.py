"""How the register of organisations is narrowed."""

import django_filters
from django.utils.translation import gettext_lazy as _

from partnerships.enums import OrganisationKind
from partnerships.models import Organisation
from portal.core.filters import RegisterFilter


class OrganisationFilter(RegisterFilter):
    """Organisations by name and kind."""

    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=OrganisationKind.choices)

    class Meta:
        model = Organisation
        fields = ["q", "kind"]
