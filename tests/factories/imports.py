"""Files with registers."""

import factory

from portal.core.sheets import SheetKind
from portal.imports.models import ImportRun
from tests.factories.partnerships import AuthorityFactory


class ImportRunFactory(factory.django.DjangoModelFactory):
    """A register of organisations that has just been handed in."""

    class Meta:
        model = ImportRun

    authority = factory.SubFactory(AuthorityFactory)
    noun = "organisations"
    filename = "register.csv"
    kind = SheetKind.CSV
    language = "en"
