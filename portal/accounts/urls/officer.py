"""The addresses of accounts for the audience "officer"."""

from django.urls import path

from portal.accounts.views import officer

app_name = "officer"

urlpatterns = [
    path("office/members/", officer.member_list, name="member_list"),
    path("office/members/invite/", officer.invitation_add, name="invitation_add"),
    path("office/members/<int:pk>/remove/", officer.membership_remove, name="membership_remove"),
    path("office/invitations/<int:pk>/resend/", officer.invitation_resend, name="invitation_resend"),
    path("office/invitations/<int:pk>/withdraw/", officer.invitation_withdraw, name="invitation_withdraw"),
]
