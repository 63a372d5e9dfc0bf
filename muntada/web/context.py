"""What every page's frame needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi


def shell(request: HttpRequest) -> dict[str, Any]:
    """Language, direction and actor, for the base template."""
    return {
        "actor": getattr(request, "actor", None),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
    }
