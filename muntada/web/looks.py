"""How somebody wants numbers and dates to look: Arabic-Indic digits, and the Hijri date beside the Gregorian one.

Both are for Arabic pages alone. What somebody typed and what a source says keeps the digits that it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_TAG = re.compile(
    r"<!--.*?-->|<!doctype[^>]*>|<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.IGNORECASE | re.DOTALL,
)
# What stands in these was typed by somebody, quoted from a source, or is read by a machine.
_KEPT = frozenset({"bdi", "article", "blockquote", "code", "kbd", "pre", "script", "style", "textarea"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_OTHER = re.compile(r"\b(?:lang=(?![\"']?ar)|dir=[\"']?ltr)")


@dataclass(frozen=True, slots=True)
class Looks:
    """What somebody chose; nobody and a new person choose neither."""

    arabic_digits: bool = False
    hijri: bool = False


_LOOKS: ContextVar[Looks] = ContextVar("looks", default=Looks())  # noqa: B039 -- it is frozen


def looks() -> Looks:
    """What the reader of this page chose; nothing of it outside of Arabic."""
    return _LOOKS.get() if (get_language() or "")[:2] == "ar" else Looks()


@contextmanager
def looking(chosen: Looks) -> Iterator[None]:
    """Within the block, pages look like this."""
    before = _LOOKS.set(chosen)
    try:
        yield
    finally:
        _LOOKS.reset(before)


def digits(value: object) -> str:
    """A number in the reader's digits."""
    return str(value).translate(_DIGITS) if looks().arabic_digits else str(value)


def in_arabic_digits(page: str) -> str:
    """A page with the digits of its own words as Arabic-Indic ones; typed values, sources and attributes stay."""
    done: list[str] = []
    kept: list[str] = []
    at = 0
    for tag in _TAG.finditer(page):
        text = page[at : tag.start()]
        done.append(text if kept else text.translate(_DIGITS))
        done.append(tag[0])
        at = tag.end()
        name = (tag["name"] or "").lower()
        if not name or name in _VOID or tag["rest"].endswith("/"):
            continue
        if tag["end"]:
            if kept and kept[-1] == name:
                kept.pop()
        elif kept:
            kept += [name] if name == kept[-1] else []
        elif name in _KEPT or (name != "html" and _OTHER.search(tag["rest"])):
            kept.append(name)
    rest = page[at:]
    return "".join([*done, rest if kept else rest.translate(_DIGITS)])


class LooksMiddleware:
    """Lets every page look as whoever reads it chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = getattr(request, "signed_in", None)
        if session is None:
            return self.get_response(request)
        user = session.user
        with looking(Looks(user.arabic_digits, user.hijri)):
            response = self.get_response(request)
            wanted = looks().arabic_digits and not response.streaming
            if wanted and response.get("Content-Type", "").startswith("text/html"):
                response.content = in_arabic_digits(response.content.decode()).encode()
                if response.has_header("Content-Length"):
                    response["Content-Length"] = str(len(response.content))
        return response
