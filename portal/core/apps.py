from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

# Texts of Django's own that its Swedish catalogue does not have yet; ours fills in.
UNTRANSLATED_BY_DJANGO = (gettext_noop("- Select an option -"),)


class CoreConfig(AppConfig):
    name = "portal.core"
    verbose_name = _("Foundations")
