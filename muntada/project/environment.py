"""Reads the settings that an installation gives through its environment, and fails loudly where one is wrong."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from muntada.outreach.safety import Unsafe, address_of
from muntada.outreach.server import MailServer

SSL_MODES = ("verify-full", "verify-ca", "require", "disable")


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


def whole_number(name: str, default: int = 0) -> int:
    """A number of 0 or more, in Western digits; anything else is refused."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdecimal()):
        raise ImproperlyConfigured(f"{name}={text!r} is no whole number.")
    return int(text)


def ministry_sign_in() -> dict[str, Any]:
    """The OpenID provider from MUNTADA_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET, as allauth takes it; or none."""
    names = ("MUNTADA_OIDC_ISSUER", "MUNTADA_OIDC_CLIENT_ID", "MUNTADA_OIDC_CLIENT_SECRET")
    given = {name: os.environ.get(name, "").strip() for name in names}
    if not any(given.values()):
        return {}
    missing = [name for name in names if not given[name]]
    if missing:
        raise ImproperlyConfigured(f"{' and '.join(missing)} must be set where another of the OIDC settings is.")
    issuer, client, secret = given.values()
    parts = urlsplit(issuer)
    # Without TLS anybody on the way can say who somebody is; on the machine itself nobody is on the way.
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ImproperlyConfigured(f"MUNTADA_OIDC_ISSUER={issuer!r} must begin with https://.")
    app = {
        "provider_id": "ministry",
        "name": os.environ.get("MUNTADA_OIDC_NAME", "").strip() or str(parts.hostname),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True, **_asked_for()},
    }
    return {"openid_connect": {"APPS": [app]}}


def oidc_origin() -> str:
    """Scheme, host and port of MUNTADA_OIDC_ISSUER; empty where there is none."""
    parts = urlsplit(os.environ.get("MUNTADA_OIDC_ISSUER", "").strip())
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def oidc_strengths() -> frozenset[str]:
    """MUNTADA_OIDC_ACR: strengths (`acr`) of which the provider has to state one, comma-separated."""
    listed = os.environ.get("MUNTADA_OIDC_ACR", "").split(",")
    return frozenset(strength.strip() for strength in listed if strength.strip())


def _asked_for() -> dict[str, Any]:
    """The provider is asked for that strength; that it did so is checked when it answers."""
    strengths = oidc_strengths()
    return {"auth_params": {"acr_values": " ".join(sorted(strengths))}} if strengths else {}


def oidc_domains() -> frozenset[str]:
    """MUNTADA_OIDC_DOMAINS: the domains of addresses that the OpenID provider may vouch for, comma-separated."""
    listed = os.environ.get("MUNTADA_OIDC_DOMAINS", "").lower().split(",")
    return frozenset(domain.strip().lstrip("@") for domain in listed if domain.strip())


def mail_server() -> MailServer | None:
    """Where mail goes, from MUNTADA_SMTP_HOST, _PORT, _USER, _PASSWORD and _SECURITY; None where no host is named."""
    host = os.environ.get("MUNTADA_SMTP_HOST", "").strip()
    if not host:
        return None
    security = os.environ.get("MUNTADA_SMTP_SECURITY", "starttls").strip().lower()
    if security not in {"starttls", "tls", "none"}:
        raise ImproperlyConfigured(f"MUNTADA_SMTP_SECURITY={security!r} is none of starttls, tls, none.")
    if security == "none" and host not in {"localhost", "127.0.0.1", "::1"}:
        raise ImproperlyConfigured("MUNTADA_SMTP_SECURITY=none is for a mail server on this machine alone.")
    user, password = os.environ.get("MUNTADA_SMTP_USER", ""), os.environ.get("MUNTADA_SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        raise ImproperlyConfigured("MUNTADA_SMTP_USER and MUNTADA_SMTP_PASSWORD are set together or not at all.")
    port = whole_number("MUNTADA_SMTP_PORT", 465 if security == "tls" else 587)
    if not 0 < port < 65536:
        raise ImproperlyConfigured(f"MUNTADA_SMTP_PORT={port} is no port.")
    return MailServer(host, port, user, password, security)


def mail_from() -> str:
    """MUNTADA_MAIL_FROM: the address that mail comes from; it must be set where a mail server is."""
    given = os.environ.get("MUNTADA_MAIL_FROM", "").strip()
    if not given and os.environ.get("MUNTADA_SMTP_HOST", "").strip():
        raise ImproperlyConfigured("MUNTADA_MAIL_FROM must be set where MUNTADA_SMTP_HOST is.")
    try:
        return address_of(given) if given else ""
    except Unsafe:
        raise ImproperlyConfigured(f"MUNTADA_MAIL_FROM={given!r} is no plain e-mail address.") from None


def fixed_clock(debug: bool) -> datetime | None:
    """MUNTADA_CLOCK=2026-02-01T00:00:00+02:00 lets the clock stand, for rehearsals, where MUNTADA_DEBUG is on."""
    text = os.environ.get("MUNTADA_CLOCK", "").strip()
    if not text:
        return None
    if not debug:
        raise ImproperlyConfigured("MUNTADA_CLOCK is for rehearsals: it needs MUNTADA_DEBUG.")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.min
    if moment.tzinfo is None:
        raise ImproperlyConfigured(f"MUNTADA_CLOCK={text!r} is no moment such as 2026-02-01T00:00:00+02:00.")
    return moment


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
            "OPTIONS": _secured(unquote(parts.hostname or ""), parts.query),
        }
    if parts.scheme == "sqlite":
        return _sqlite(Path(parts.path))
    raise ImproperlyConfigured(f"MUNTADA_DATABASE_URL starts with {parts.scheme!r}; it must be postgresql or sqlite.")


def _secured(host: str, query: str) -> dict[str, str]:
    """How the way to the database is secured; over a network somebody has to say it. Raises ImproperlyConfigured."""
    given = dict(parse_qsl(query, keep_blank_values=True))
    unknown = sorted(set(given) - {"sslmode", "sslrootcert"})
    if unknown:
        raise ImproperlyConfigured(
            f"MUNTADA_DATABASE_URL has {unknown[0]!r}, and only sslmode and sslrootcert are known."
        )
    mode = given.get("sslmode", "")
    if mode and mode not in SSL_MODES:
        raise ImproperlyConfigured(f"MUNTADA_DATABASE_URL: sslmode={mode!r} is none of {', '.join(SSL_MODES)}.")
    if not mode and host and not host.startswith("/") and host not in {"localhost", "127.0.0.1", "::1"}:
        raise ImproperlyConfigured(
            "MUNTADA_DATABASE_URL leads over a network: end it with ?sslmode=verify-full (and sslrootcert=FILE), or "
            "with ?sslmode=disable where the way is secured by other means."
        )
    return given


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # A new connection reads the whole of the schema first, which takes longer than most questions.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # FULL, because in WAL mode NORMAL loses acknowledged commits when the power goes.
            # secure_delete, because what is erased must not stay on free pages.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON;",
            # A deferred transaction that turns into a write fails at once instead of waiting its turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }
