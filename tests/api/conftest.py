"""A program that acts for somebody of the cast, and the small forum that it finds."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from muntada.signin.tokens import make_token
from tests.web.conftest import Forum, acting, forum, person

__all__ = ["Forum", "forum"]
ROOT = "/api/v1"
_numbers = itertools.count()


@dataclass
class Program:
    """Calls the API with a token."""

    token: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Call it; a body that is no bytes is sent as JSON, a change gets a key of its own where none is given."""
        sent = {"Authorization": f"Bearer {self.token}", **{name.replace("_", "-"): headers[name] for name in headers}}
        if method == "POST":
            sent.setdefault("Idempotency-Key", f"test-key-{next(_numbers)}")
        kind = sent.pop("Content-Type", "application/json" if body is not None else "")
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return Client().generic(method, ROOT + path, data, kind, headers=sent, CONTENT_TYPE=kind)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def version(self, path: str) -> str:
        """The ETag of what stands there."""
        return str(self.get(path)["ETag"])


def token_for(role: str, **more: Any) -> str:
    """The text of a new token for somebody in that office."""
    return make_token(acting(role), person(role), name="a program", **more)[1]


@pytest.fixture
def program(forum: Forum) -> Callable[..., Program]:
    """A program that acts for somebody in that office."""

    def made(role: str = "analyst", **more: Any) -> Program:
        return Program(token_for(role, **more))

    return made
