"""The addresses of accounts for the audience "public"."""

from django.urls import path

from portal.accounts.views import public

app_name = "public"

urlpatterns = [
    path("mandates/<str:token>/", public.mandate_link, name="mandate_link"),
    path("invitations/<str:token>/", public.invitation_accept, name="invitation_accept"),
]
