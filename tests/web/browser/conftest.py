"""A real browser on a running server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from muntada.access import clock
from muntada.signin.models import Session
from muntada.signin.sessions import digest_of
from tests.web.conftest import person

# Playwright keeps an event loop in this thread, and Django takes that for a reason not to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.fail("Debian's chromium is not here; run tools/debian.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open a window on the server, signed in as somebody of the cast or as nobody."""
    opened: list[BrowserContext] = []

    def open_window(role: str = "nobody", width: int = 1440, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        if role != "nobody":
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": _session(role), "url": live_server.url}
            context.add_cookies([cookie])
        return context.new_page()

    yield open_window
    for context in opened:
        context.close()


def _session(role: str) -> str:
    user = person(role)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    Session.objects.create(user=user, digest=digest_of(str(session.session_key)), proved_at=clock.now())
    return str(session.session_key)
