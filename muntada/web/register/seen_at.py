"""The addresses at which the register is seen: its entries, what ties them, acts and counts."""

from __future__ import annotations

from django.urls import path

from muntada.web.register.browsing import entity_list
from muntada.web.register.relating import network_file
from muntada.web.register.showing import entity_page

urlpatterns = [
    path("register/entities/", entity_list, name="register-entities"),
    path("register/entities/<str:key>/network.svg", network_file, name="register-network"),
    path("register/entities/<str:key>/", entity_page, name="register-entity"),
]
