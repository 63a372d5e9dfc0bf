"""The addresses that a client of yente's calls, below the base address that it is given: /api/yente/."""

from django.urls import path, re_path

from muntada.api.yente.door import nothing_here
from muntada.api.yente.giving import algorithms, catalog, entity, entity_adjacent, healthz, readyz
from muntada.api.yente.matching import match, search

app_name = "yente"
urlpatterns = [
    path("match/<str:dataset>", match, name="match"),
    path("search/<str:dataset>", search, name="search"),
    path("entities/<str:key>", entity, name="entity"),
    path("entities/<str:key>/adjacent", entity_adjacent, name="adjacent"),
    path("entities/<str:key>/adjacent/<str:prop>", entity_adjacent, name="adjacent-one"),
    path("catalog", catalog, name="catalog"),
    path("manifest", catalog, name="manifest"),
    path("algorithms", algorithms, name="algorithms"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    re_path(r"", nothing_here, name="nothing"),
]
