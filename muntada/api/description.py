"""The OpenAPI description, and the page that says the same to people."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from muntada.api.app import api
from muntada.api.problems import MEDIA_TYPE, kinds

ROOT = "/api/v1"
PAGE = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Muntada: the API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Muntada: the API</h1>{}<p><a href="openapi.json">The same as OpenAPI</a></p>
<h2>Operations</h2>{}
<h2>Problems</h2><table><thead><tr><th scope="col">code</th><th scope="col">status</th><th scope="col">English</th>
<th scope="col">العربية</th><th scope="col">Français</th></tr></thead><tbody>{}</tbody></table></main></body></html>"""
SCHEME = {"type": "http", "scheme": "bearer", "description": "A token of /me/tokens/ or of `muntada token make`."}


@cache
def description() -> dict[str, Any]:
    """The API as OpenAPI 3.1 describes it."""
    said: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT + "/"))
    said["components"]["securitySchemes"] = {"token": SCHEME}
    for operation in operations(said):
        media = operation.pop("x-media", None)
        if media:
            operation["responses"][200]["content"] = media
        for status, answer in operation["responses"].items():
            _header(answer, "Content-Language", "ar, en or fr")
            content = answer.get("content", {})
            if int(status) == 304:
                answer.pop("content", None)
            elif int(status) >= 400:
                answer["content"] = {MEDIA_TYPE: content["application/json"]}
            if int(status) == 429:
                _header(answer, "Retry-After", "Seconds to wait.")
    return said


def operations(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Every operation of a description, with its method and path added."""
    found = []
    for path, methods in said["paths"].items():
        for method, operation in methods.items():
            found.append(operation)
            operation.setdefault("x-address", f"{method.upper()} {path}")
    return found


@require_safe
def description_file(request: HttpRequest) -> HttpResponse:
    """The description as JSON."""
    return JsonResponse(description())


@require_safe
def description_page(request: HttpRequest) -> HttpResponse:
    """The description for people; nothing on it is loaded from elsewhere."""
    said = description()
    offered = [
        (one["operationId"], one["x-address"], one["description"], ", ".join(one["x-problems"]))
        for one in operations(said)
    ]
    line = '<section id="{}"><h3><code>{}</code></h3><p>{}</p><p>Problems: {}</p></section>'
    problems = [(one.code, one.status, one.en, one.ar, one.fr) for one in kinds().values()]
    row = (
        '<tr><th scope="row"><code>{}</code></th><td>{}</td><td>{}</td>'
        '<td lang="ar" dir="rtl">{}</td><td lang="fr">{}</td></tr>'
    )
    about = [(part,) for part in said["info"]["description"].split("\n\n")]
    parts = (("<p>{}</p>", about), (line, offered), (row, problems))
    page = format_html(PAGE, *(format_html_join("", form, values) for form, values in parts))
    return HttpResponse(page)


def _header(answer: dict[str, Any], name: str, text: str) -> None:
    answer.setdefault("headers", {})[name] = {"schema": {"type": "string"}, "description": text}
