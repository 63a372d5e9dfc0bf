"""What is checked of a request before anything else reads it, and what is said of the answer's language."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from muntada.api.problems import Problem

MOST_FORM = 64 * 1024  # bytes that a form has beside its file


def language_of(request: HttpRequest) -> str:
    """The language that the caller wants to be answered in: Accept-Language alone, whatever a cookie says."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500].lower()):
        if wanted == "*":
            break
        try:
            return get_supported_language_variant(wanted)[:2]
        except LookupError:
            continue
    return "en"


def check_query(query: QueryDict, known: Collection[str]) -> None:
    """Raises Problem for a parameter given twice (which of them counts would be a guess) or that there is none of."""
    for name, values in query.lists():
        if len(values) > 1:
            raise Problem("repeated_parameter", problems=[{"where": name[:100], "why": "This is given once."}])
    unknown = [name[:100] for name in query if name not in known]
    if unknown:
        why = f"The parameters are: {', '.join(sorted(known))}." if known else "There are no parameters."
        raise Problem("unknown_parameter", problems=[{"where": name, "why": why} for name in unknown[:10]])


def check_body(request: HttpRequest, kinds: Collection[str]) -> None:
    """Raises Problem for a body that is encoded, of another kind than these media types, or too large."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise Problem("encoded", headers={"Accept-Encoding": "identity"})
    length = length_of(request)
    if length and not kinds:
        raise Problem("media_type", problems=[{"where": "body", "why": "This operation takes no body."}])
    if kinds and request.content_type not in kinds:
        raise Problem("media_type", problems=[{"where": "Content-Type", "why": f"Taken are: {', '.join(kinds)}."}])
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if request.content_type == "multipart/form-data":
        most = settings.MAX_UPLOAD + MOST_FORM
    if length > most:
        raise Problem("too_large", problems=[{"where": "body", "why": f"At most {most} bytes are taken."}])


def length_of(request: HttpRequest) -> int:
    """The length of the body as its sender states it; what is no length raises Problem."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise Problem("malformed", problems=[{"where": "Content-Length", "why": "This is no length."}])
    return int(text)
