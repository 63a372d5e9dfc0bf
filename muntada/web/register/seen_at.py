"""The addresses at which the register is seen: its entries, what ties them, acts and counts."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from muntada.web.register.acts import act_list, act_picture
from muntada.web.register.browsing import entity_list
from muntada.web.register.counting import count_page
from muntada.web.register.mentioning import mention_end, mention_list
from muntada.web.register.relating import network_file
from muntada.web.register.showing import entity_page


class Drawn(StringConverter):
    """Which picture of acts is meant."""

    regex = "timeline|map"


register_converter(Drawn, "drawn")
urlpatterns = [
    path("register/acts/", act_list, name="register-acts"),
    path("register/acts/<drawn:which>.svg", act_picture, name="register-acts-picture"),
    path("register/counts/", count_page, name="register-counts"),
    path("register/entities/", entity_list, name="register-entities"),
    path("register/entities/<str:key>/network.svg", network_file, name="register-network"),
    path("register/entities/<str:key>/mentions/", mention_list, name="register-mentions"),
    path("register/mentions/<int:pk>/end/", mention_end, name="register-mention-end"),
    path("register/entities/<str:key>/", entity_page, name="register-entity"),
]
