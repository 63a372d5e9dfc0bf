"""What the pages with passkeys share: where we are, what a ceremony began with, what the browser answered."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from muntada.signin.networks import address_of, network_of
from muntada.signin.passkeys import NotProved

STATES = "passkey_ceremonies"
LARGEST = 20_000  # characters of an answer; real ones have about 1,500


def site(request: HttpRequest) -> str:
    """The host's name without its port: what a passkey belongs to."""
    host = request.get_host()
    return host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host


def network(request: HttpRequest) -> str:
    """The network that the request comes from."""
    return network_of(address_of(request.META, settings.PROXIES))


def keep_state(request: HttpRequest, purpose: str, state: dict[str, Any]) -> None:
    """Keep what a ceremony began with, for this purpose and no other."""
    request.session[STATES] = {**request.session.get(STATES, {}), purpose: state}


def spend_state(request: HttpRequest, purpose: str) -> dict[str, Any]:
    """What the ceremony began with; it ends by this, whatever comes of it. Raises NotProved."""
    states = dict(request.session.get(STATES, {}))
    state = states.pop(purpose, None)
    request.session[STATES] = states
    if not isinstance(state, dict):
        raise NotProved
    return state


def answer_of(request: HttpRequest) -> dict[str, Any]:
    """The browser's answer. Raises NotProved for what has not the shape of one."""
    text = request.POST.get("credential", "")
    try:
        answer = json.loads(text) if len(text) <= LARGEST else None
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("response"), dict):
        raise NotProved
    return answer
