"""Settings that cannot be meant stop the start: names that nobody knows, and combinations that open a door."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from muntada.project.environment import whole_number

KNOWN = frozenset(
    {
        "MUNTADA_API_RATE",
        "MUNTADA_AUTHORITY",
        "MUNTADA_BACKUP",
        "MUNTADA_BACKUP_HOURS",
        "MUNTADA_BACKUP_KEEP",
        "MUNTADA_BACKUP_KEY",
        "MUNTADA_CLOCK",
        "MUNTADA_CONTACT",
        "MUNTADA_CONTROLLER",
        "MUNTADA_DATA",
        "MUNTADA_DATABASE_URL",
        "MUNTADA_DAY_FILES",
        "MUNTADA_DAY_MEGABYTES",
        "MUNTADA_DEBUG",
        "MUNTADA_HOSTS",
        "MUNTADA_HTTPS",
        "MUNTADA_LOG",
        "MUNTADA_MAIL_FROM",
        "MUNTADA_METRICS_TOKEN",
        "MUNTADA_OIDC_ACR",
        "MUNTADA_OIDC_CLIENT_ID",
        "MUNTADA_OIDC_CLIENT_SECRET",
        "MUNTADA_OIDC_DOMAINS",
        "MUNTADA_OIDC_ISSUER",
        "MUNTADA_OIDC_NAME",
        "MUNTADA_PAGE_RATE",
        "MUNTADA_PROXIES",
        "MUNTADA_PUBLIC_LIBRARY",
        "MUNTADA_SEARCH_ENCODER",
        "MUNTADA_SECOND_OPINION",
        "MUNTADA_SECRET_KEY",
        "MUNTADA_SMTP_HOST",
        "MUNTADA_SMTP_PASSWORD",
        "MUNTADA_SMTP_PORT",
        "MUNTADA_SMTP_SECURITY",
        "MUNTADA_SMTP_USER",
        "MUNTADA_TIME_ZONE",
        "MUNTADA_TRAIL_KEY",
        "MUNTADA_WITNESS",
    }
)


def check_names(given: Mapping[str, str]) -> None:
    """Raises ImproperlyConfigured for a name that begins like ours and is none, with the one it may stand for."""
    for name in sorted(given):
        if name.startswith("MUNTADA_") and name not in KNOWN:
            near = get_close_matches(name, sorted(KNOWN), 1, 0.6)
            meant = f" Is {near[0]} meant?" if near else " docs/installation.md lists them all."
            raise ImproperlyConfigured(f"{name} is no setting of Muntada.{meant}")


def check_together(*, debug: bool, secure: bool, hosts: list[str]) -> None:
    """Raises ImproperlyConfigured where settings that are right alone are wrong together."""
    if "*" in hosts and not debug:
        raise ImproperlyConfigured("MUNTADA_HOSTS=* lets anybody name this server; list the names it is reached by.")
    away = [host for host in hosts if "." in host and not host.startswith("127.")]
    if debug and (secure or away):
        raise ImproperlyConfigured("MUNTADA_DEBUG shows the inside of the program; it is for this machine alone.")
    if away and not secure:
        raise ImproperlyConfigured(
            f"MUNTADA_HOSTS names {away[0]}, which is reached over a network: set MUNTADA_HTTPS=yes behind TLS."
        )


def place(name: str) -> Path | None:
    """The path that a setting names; None where it is not set. Raises ImproperlyConfigured for one that is relative."""
    text = os.environ.get(name, "").strip()
    if not text:
        return None
    if not os.path.isabs(text):
        raise ImproperlyConfigured(f"{name}={text!r} must begin with a slash: a job has no folder of its own.")
    return Path(text)


def search_encoder() -> str:
    """MUNTADA_SEARCH_ENCODER: how meaning is found; `auto` is the light encoder, where it is installed.

    Raises ImproperlyConfigured for what is none of them.
    """
    chosen = os.environ.get("MUNTADA_SEARCH_ENCODER", "").strip() or "auto"
    if chosen not in ("auto", "off", "light", "heavy"):
        raise ImproperlyConfigured(f"MUNTADA_SEARCH_ENCODER={chosen!r} is none of auto, off, light and heavy.")
    return chosen


def metrics_token() -> str:
    """MUNTADA_METRICS_TOKEN: what a collector on another machine shows; without one only this machine is answered."""
    token = os.environ.get("MUNTADA_METRICS_TOKEN", "").strip()
    if token and (len(token) < 32 or not token.isascii() or not token.isprintable() or " " in token):
        raise ImproperlyConfigured("MUNTADA_METRICS_TOKEN is at least 32 letters and digits, without spaces.")
    return token


def log_shape() -> str:
    """MUNTADA_LOG: `json` for a collector, `text` for people."""
    shape = os.environ.get("MUNTADA_LOG", "").strip().lower() or "text"
    if shape not in {"json", "text"}:
        raise ImproperlyConfigured(f"MUNTADA_LOG={shape!r} is neither json nor text.")
    return shape


def backup_hours() -> int:
    """MUNTADA_BACKUP_HOURS: how often the schedule makes a backup. Raises ImproperlyConfigured for 0."""
    hours = whole_number("MUNTADA_BACKUP_HOURS", 24)
    if not 1 <= hours <= 168:
        raise ImproperlyConfigured(f"MUNTADA_BACKUP_HOURS={hours} is not between 1 and 168.")
    return hours
