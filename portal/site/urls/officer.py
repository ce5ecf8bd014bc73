"""The addresses of site for the audience "officer"."""

from django.urls import path

from portal.site.views import officer

app_name = "officer"

urlpatterns = [
    path("office/", officer.desk, name="desk"),
    path("office/deadlines/", officer.deadline_list, name="deadline_list"),
]
