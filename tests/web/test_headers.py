"""What every answer says to browsers, and how cookies are closed: pages, lists, errors, files, the API."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.web.conftest import Forum
from tests.web.test_addresses import TABLE, address, cited

__all__ = ["cited"]

PAGES = [name for name, (_sort, method, _answers) in TABLE.items() if method == "GET"]
ADDRESSES = {"an absent page": "/en/absent/", "the API": "/api/v1/bodies", "an absent operation": "/api/v1/absent"}


def directives(response: HttpResponse) -> dict[str, list[str]]:
    policy = response.headers["Content-Security-Policy"]
    return {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}


def check(response: HttpResponse) -> None:
    said = directives(response)
    for name in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert said[name] == ["'none'"]
    if "script-src" in said:
        assert said["script-src"] == ["'self'"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "no-store" in response.headers["Cache-Control"] or "no-cache" in response.headers["Cache-Control"]
    if response.content if not response.streaming else True:
        kind = response.headers["Content-Type"]
        assert "charset=utf-8" in kind or not kind.startswith("text/")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["nobody", "analyst"])
def test_every_page_says_how_it_is_to_be_treated(
    role: str, name: str, forum: Forum, client_of: Callable[[str], Client], cited: None
) -> None:
    with override("en"):
        check(client_of(role).get(address(name, forum, TABLE[name][0])))


@pytest.mark.parametrize("where", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("role", ["nobody", "analyst"])
def test_what_is_absent_and_what_programs_read_say_so_too(
    role: str, where: str, client_of: Callable[[str], Client]
) -> None:
    check(client_of(role).get(where))


def test_no_page_answers_a_method_that_echoes(client_of: Callable[[str], Client]) -> None:
    with override("en"):
        assert client_of("analyst").generic("TRACE", reverse("start")).status_code == 405


CONF = Path(__file__).resolve().parents[2] / "docs" / "nginx.conf"


def test_the_proxy_that_offices_are_given_speaks_tls_of_today_alone() -> None:
    said = re.sub(r"#[^\n]*", "", CONF.read_text(encoding="utf-8"))
    assert re.findall(r"ssl_protocols ([^;]+);", said) == ["TLSv1.2 TLSv1.3"]
    (ciphers,) = re.findall(r"ssl_ciphers ([^;]+);", said)
    modern = re.compile(r"ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA\d{3}|CHACHA20-POLY1305)", re.ASCII)
    assert all(modern.fullmatch(one) for one in ciphers.split(":"))
    # OpenSSL itself knows each of them, and none that is weaker hides among them.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(ciphers)
    offered = [one for one in context.get_ciphers() if one["protocol"] == "TLSv1.2"]
    assert len(offered) == len(ciphers.split(":"))
    assert all(one["aead"] and "ecdhe" in one["kea"] for one in offered)
    listening = re.findall(r"listen (?:\[::\]:)?(\d+)([^;]*);", said)
    assert {(port, "ssl" in more) for port, more in listening} == {("80", False), ("443", True)}


@pytest.mark.parametrize(("proxies", "secure"), [("1", True), ("0", False)])
def test_which_scheme_a_visitor_came_by_is_believed_of_our_own_proxies_alone(
    proxies: str, secure: bool, tmp_path: Path
) -> None:
    script = (
        "import django; django.setup()\n"
        "from django.test import RequestFactory\n"
        "asked = RequestFactory().get('/', headers={'X-Forwarded-Proto': 'https'})\n"
        f"assert asked.is_secure() is {secure}\n"
        "assert not RequestFactory().get('/').is_secure()\n"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "muntada.project.settings",
        "MUNTADA_DATA": str(tmp_path),
        "MUNTADA_HTTPS": "yes",
        "MUNTADA_PROXIES": proxies,
    }
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)


def test_over_tls_cookies_belong_to_this_host_alone_and_browsers_never_fall_back(tmp_path: Path) -> None:
    script = (
        "import django; django.setup()\n"
        "from django.conf import settings as s\n"
        "names = s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, s.BROWSER_COOKIE_NAME\n"
        "assert all(name.startswith('__Host-') for name in names), names\n"
        "assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.LANGUAGE_COOKIE_SECURE\n"
        "assert s.SESSION_COOKIE_HTTPONLY and s.CSRF_COOKIE_HTTPONLY\n"
        "assert s.SESSION_COOKIE_DOMAIN is None and s.SESSION_COOKIE_PATH == '/'\n"
        "assert s.SECURE_HSTS_SECONDS >= 31_536_000 and s.SECURE_HSTS_INCLUDE_SUBDOMAINS and s.SECURE_SSL_REDIRECT\n"
        "assert not s.DEBUG\n"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "muntada.project.settings",
        "MUNTADA_DATA": str(tmp_path),
        "MUNTADA_HTTPS": "yes",
    }
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)
