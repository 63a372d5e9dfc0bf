"""The addresses of bringing texts in, correcting them, their versions, and entering instruments."""

from __future__ import annotations

from django.urls import path

from muntada.web.library.bringing import text_bring, text_versions
from muntada.web.library.correcting import text_correct, text_do
from muntada.web.library.making import work_add, work_change

urlpatterns = [
    path("instruments/new/", work_add, name="work-add"),
    path("instruments/<str:key>/change/", work_change, name="work-change"),
    path("instruments/<str:key>/bring/", text_bring, name="text-bring"),
    path("instruments/<str:key>/versions/", text_versions, name="text-versions"),
    path("texts/<int:pk>/", text_correct, name="text-correct"),
    path("texts/<int:pk>/<str:what>/", text_do, name="text-do"),
]
