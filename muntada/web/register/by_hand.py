"""The addresses of what is entered by hand, and of what a second person decides of it."""

from __future__ import annotations

from django.urls import path

from muntada.web.register.approving import (
    entity_flag,
    flag_list,
    flag_one,
    special_ask,
    special_list,
    special_one,
    waiting_list,
    waiting_one,
)
from muntada.web.register.likening import judge_other, judge_page, likeness_list
from muntada.web.register.own import own_correct, own_enter, own_kinds, own_state

urlpatterns = [
    path("register/own/", own_kinds, name="register-own"),
    path("register/own/<str:schema>/", own_enter, name="register-own-enter"),
    path("register/entities/<str:key>/state/", own_state, name="register-own-state"),
    path("register/statements/<int:pk>/", own_correct, name="register-own-correct"),
    path("register/children/", waiting_list, name="register-waiting"),
    path("register/children/<int:pk>/", waiting_one, name="register-waiting-one"),
    path("register/entities/<str:key>/flag/", entity_flag, name="register-flag"),
    path("register/neutrality/", flag_list, name="register-flags"),
    path("register/neutrality/<int:pk>/", flag_one, name="register-flag-one"),
    path("register/special/", special_list, name="register-specials"),
    path("register/special/ask/", special_ask, name="register-special-ask"),
    path("register/special/<int:pk>/", special_one, name="register-special"),
    path("register/same/", likeness_list, name="register-likenesses"),
    path("register/entities/<str:key>/same/", judge_other, name="register-judge-other"),
    path("register/entities/<str:key>/same/<str:other>/", judge_page, name="register-judge"),
]
