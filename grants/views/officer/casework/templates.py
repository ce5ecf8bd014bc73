"""Message templates of the person's authorities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.domain.casework import templates
from grants.forms.casework import NewTemplateForm, TemplateForm
from grants.models import MessageTemplate
from portal.accounts.enums import EDITING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.editing import edit_page, remove_page

RULE = "officers and administrators of the authority whose templates they are"


@office(*EDITING_ROLES, rule=RULE)
def message_template_list(request: HttpRequest) -> HttpResponse:
    """Show the templates that are in use."""
    found = MessageTemplate.objects.visible_to(request.user).in_use()
    context = {
        "templates": found.select_related("authority__organisation").order_by("authority", "name"),
        "trail": _trail()[:1],
    }
    return render(request, "grants/officer/message_template_list.html", context)


@office(*EDITING_ROLES, rule=RULE)
def message_template_create(request: HttpRequest) -> HttpResponse:
    """Add a template."""
    return edit_page(
        request,
        form_class=NewTemplateForm,
        record=MessageTemplate(),
        prepare=lambda form: form.offer(edits(request.user)),
        save=lambda form: templates.create(form.cleaned_data, by=request.user),
        title=_("New message template"),
        submit=_("Add"),
        saved=_("The template is added."),
        done=lambda template: _list(),
        cancel_url=_list(),
        trail=_trail(),
    )


@office(*EDITING_ROLES, rule=RULE)
def message_template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a template."""
    template = get_object_or_404(MessageTemplate.objects.visible_to(request.user), pk=pk)
    return edit_page(
        request,
        form_class=TemplateForm,
        record=template,
        save=lambda form: templates.edit(
            template, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Change the template"),
        done=lambda saved: _list(),
        cancel_url=_list(),
        trail=_trail(),
    )


@office(*EDITING_ROLES, rule=RULE)
def message_template_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a template out of use."""
    template = get_object_or_404(MessageTemplate.objects.visible_to(request.user), pk=pk)
    return remove_page(
        request,
        remove=lambda: templates.retire(template, by=request.user),
        title=_("Take “%(name)s” out of use") % {"name": template.name},
        text=_("Nobody can choose it any more. What was sent stays as it was."),
        submit=_("Take it out of use"),
        removed=_("The template is out of use."),
        done_url=_list(),
        trail=_trail(),
    )


def _list() -> str:
    return reverse("grants:officer:message_template_list")


def _trail() -> list[tuple[object, str]]:
    return [(_("Desk"), "/office/"), (_("Message templates"), _list())]
