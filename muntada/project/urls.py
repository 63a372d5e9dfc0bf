"""Addresses: every page stands under its language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from muntada.web.home.views import front_door

urlpatterns = [
    path("", front_door, name="front-door"),
    *i18n_patterns(path("", include("muntada.web.urls")), prefix_default_language=True),
]
