"""One renderer for every form, so that they all look and speak alike."""

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Renders forms with the templates of `templates/django/forms/`, over those of Django itself."""

    form_template_name = "components/fields.html"
