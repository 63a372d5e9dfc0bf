"""The addresses of the register."""

from __future__ import annotations

from django.urls import path

from muntada.web.register.checking import check
from muntada.web.register.deciding import lead_list, lead_page, lead_reopen

urlpatterns = [
    path("register/", check, name="register"),
    path("register/leads/", lead_list, name="register-leads"),
    path("register/leads/<int:pk>/", lead_page, name="register-lead"),
    path("register/leads/<int:pk>/reopen/", lead_reopen, name="register-lead-reopen"),
]
