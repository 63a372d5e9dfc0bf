"""The addresses of the pages of who comes to a meeting."""

from __future__ import annotations

from django.urls import path

from muntada.web.forum.delegations import (
    credentials_letter,
    delegation_do,
    delegation_list,
    my_delegation,
    registration_do,
    registration_edit,
)
from muntada.web.forum.invitations import invitation_do, invitation_list
from muntada.web.forum.participants import badges, check_in_do, check_in_page, credentials_desk, participant_list

urlpatterns = [
    path("delegations/", delegation_list, name="my-delegations"),
    path("delegations/<int:pk>/letter/", credentials_letter, name="credentials-letter"),
    path("delegations/<int:pk>/<slug:deed>/", delegation_do, name="delegation-do"),
    path("invitations/<int:pk>/<slug:deed>/", invitation_do, name="invitation-do"),
    path("registrations/<int:pk>/", registration_edit, name="registration"),
    path("registrations/<int:pk>/arrival/<slug:deed>/", check_in_do, name="check-in-do"),
    path("registrations/<int:pk>/<slug:deed>/", registration_do, name="registration-do"),
    path("meetings/<int:pk>/invitations/", invitation_list, name="meeting-invitations"),
    path("meetings/<int:pk>/delegation/", my_delegation, name="my-delegation"),
    path("meetings/<int:pk>/participants/", participant_list, name="participants"),
    path("meetings/<int:pk>/credentials/", credentials_desk, name="credentials"),
    path("meetings/<int:pk>/check-in/", check_in_page, name="check-in"),
    path("meetings/<int:pk>/badges/", badges, name="badges"),
]
