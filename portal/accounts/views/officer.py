"""The members of an authority: who works here, in which role, and who is invited."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.domain import invitations, memberships
from portal.accounts.enums import Role
from portal.accounts.forms.invitations import InvitationForm
from portal.accounts.models import Invitation, Membership
from portal.accounts.permissions import administers
from portal.accounts.requests import SignedInRequest
from portal.core.access import office

RULE = "administrators of the authority"


@office(Role.ADMINISTRATOR, rule=RULE)
def member_list(request: SignedInRequest) -> HttpResponse:
    """List who works for the authority in which role, and which invitations wait for an answer."""
    members = (
        Membership.objects.visible_to(request.user)
        .select_related("user", "authority__organisation")
        .order_by("authority__slug", "user__name", "user__email", "role")
    )
    waiting = (
        Invitation.objects.visible_to(request.user)
        .unanswered()
        .select_related("created_by", "authority__organisation")
    )
    context = {
        "members": members,
        "invitations": waiting,
        "several": len(administers(request.user)) > 1,
    }
    return render(request, "accounts/officer/member_list.html", context)


@office(Role.ADMINISTRATOR, rule=RULE)
def invitation_add(request: SignedInRequest) -> HttpResponse:
    """Invite a colleague to a role."""
    form = InvitationForm(request.POST or None, authority_ids=administers(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invitations.invite(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("An invitation is on its way to %(email)s.") % vars(invitation))
            return HttpResponseRedirect(reverse("accounts:officer:member_list"))
    return render(request, "accounts/officer/invitation_add.html", {"form": form})


@office(Role.ADMINISTRATOR, rule=RULE)
@require_POST
def invitation_resend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send an invitation again, under a new link."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    try:
        invitations.resend(invitation, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            _("A new invitation is on its way to %(email)s; the former link no longer works.")
            % vars(invitation),
        )
    return HttpResponseRedirect(reverse("accounts:officer:member_list"))


@office(Role.ADMINISTRATOR, rule=RULE)
def invitation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, and take an invitation back."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            invitations.withdraw(invitation, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The invitation of %(email)s is withdrawn.") % vars(invitation))
        return HttpResponseRedirect(reverse("accounts:officer:member_list"))
    return render(request, "accounts/officer/invitation_withdraw.html", {"invitation": invitation})


@office(Role.ADMINISTRATOR, rule=RULE)
def membership_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, and take a role away."""
    membership = get_object_or_404(
        Membership.objects.visible_to(request.user).select_related("user", "authority__organisation"), pk=pk
    )
    if request.method == "POST":
        try:
            memberships.remove(membership, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request,
                _("%(person)s no longer has the role %(role)s.")
                % {"person": membership.user, "role": membership.get_role_display()},
            )
        still_here = membership.user_id != request.user.pk or membership.role != Role.ADMINISTRATOR
        return HttpResponseRedirect(reverse("accounts:officer:member_list") if still_here else "/")
    context = {"membership": membership, "is_last": memberships.is_last_administrator(membership)}
    return render(request, "accounts/officer/membership_remove.html", context)
