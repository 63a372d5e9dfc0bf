"""What is fetched under a secret address by programs that sign in by nothing else: calendars and feeds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified

from muntada.access.actor import Actor
from muntada.access.wall import under_ceiling
from muntada.signin.models import ApiToken
from muntada.signin.tokens import TooMany, caller_of_feed
from muntada.trail.looking import note_disclosure


@dataclass(frozen=True, slots=True)
class Fed:
    """A file made for whoever asks: its bytes, and of which things it tells."""

    data: bytes
    media_type: str
    kind: str
    form: str
    keys: Sequence[str]
    headers: Mapping[str, str] = field(default_factory=dict)


def feed_under(request: HttpRequest, secret: str, made: Callable[[Actor, ApiToken], Fed]) -> HttpResponse:
    """The file under a secret address, as its person may see it at this moment; 304 where they have it, 429 for whoever
    guesses. What is given is noted. Raises Http404."""
    try:
        caller = caller_of_feed(secret)
    except TooMany as many:
        answer = HttpResponse(status=429)
        answer["Retry-After"] = str(many.wait)
        return answer
    if caller is None or caller.token is None:
        raise Http404
    with under_ceiling(caller.actor):
        fed = made(caller.actor, caller.token)
    etag = f'"{hashlib.sha256(fed.data).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        note_disclosure(caller.actor, None, kind=fed.kind, form=fed.form, feed=caller.token.pk, keys=fed.keys)
        response = HttpResponse(fed.data, content_type=fed.media_type, headers=dict(fed.headers))
        response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
