"""Reads the settings that an installation gives through its environment, and fails loudly where one is wrong."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def data_folder() -> Path:
    """Where everything that is not code lies: the database, the content store, the secret key."""
    folder = Path(os.environ.get("MUNTADA_DATA", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The key from MUNTADA_SECRET_KEY, else one made at first start and kept readable by its owner only."""
    given = os.environ.get("MUNTADA_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("MUNTADA_SECRET_KEY is shorter than 32 characters; give a longer one.")
        return given
    path = folder / "secret.key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()


def yes(name: str, default: bool = False) -> bool:
    """A switch: 1/true/yes/on or 0/false/no/off; anything else is refused."""
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={text!r} is neither yes nor no.")


def database(folder: Path) -> dict[str, Any]:
    """SQLite in the data folder, or what MUNTADA_DATABASE_URL names: postgresql://user:password@host:port/name."""
    url = os.environ.get("MUNTADA_DATABASE_URL", "")
    if not url:
        return _sqlite(folder / "muntada.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    if parts.scheme == "sqlite":
        return _sqlite(Path(parts.path))
    raise ImproperlyConfigured(f"MUNTADA_DATABASE_URL starts with {parts.scheme!r}; it must be postgresql or sqlite.")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # FULL, because in WAL mode NORMAL loses acknowledged commits when the power goes.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            # A deferred transaction that turns into a write fails at once instead of waiting its turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }
