"""The addresses of the API, under /api/v1/ and no language: a program's language is in its Accept-Language."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils.translation import override

from muntada.api.app import api
from muntada.api.description import description_file, description_page
from muntada.api.door import finished, sealed
from muntada.api.edge import language_of
from muntada.api.problems import Problem, answer


def nothing_here(request: HttpRequest, **_path: object) -> HttpResponseBase:
    """Whatever else is asked for."""
    language = language_of(request)
    with override(language):
        return finished(answer(Problem("absent")), language)


def _operations() -> list[URLPattern]:
    """The operations' own addresses, without the framework's root page."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in found:
        one.callback = sealed(one.callback)
    return found


app_name = "api"
urlpatterns = [
    path("", sealed(description_page), name="description"),
    path("openapi.json", sealed(description_file), name="openapi"),
    *_operations(),
    re_path(r"", sealed(nothing_here), name="nothing"),
]
