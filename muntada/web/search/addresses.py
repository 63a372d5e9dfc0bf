"""The addresses of search."""

from django.urls import path

from muntada.web.search.views import search, suggest

urlpatterns = [
    path("search/", search, name="search"),
    path("search/suggestions/", suggest, name="search-suggestions"),
]
