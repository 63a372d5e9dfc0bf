"""The addresses of the register."""

from __future__ import annotations

from django.urls import path

from muntada.web.register.checking import check

urlpatterns = [
    path("register/", check, name="register"),
]
