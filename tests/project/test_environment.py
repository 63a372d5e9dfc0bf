"""Settings fail loudly."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from muntada.project import checked, environment


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"SMTP_HOST": "mail.example", "SMTP_SECURITY": "ssl"}, "none of starttls"),
        ({"SMTP_HOST": "mail.example", "SMTP_SECURITY": "none"}, "on this machine alone"),
        ({"SMTP_HOST": "mail.example", "SMTP_USER": "forum"}, "together or not at all"),
        ({"SMTP_HOST": "mail.example", "SMTP_PORT": "70000"}, "is no port"),
        ({"SMTP_HOST": "mail.example", "SMTP_PORT": "smtp"}, "no whole number"),
    ],
)
def test_a_mail_server_that_cannot_be_meant_is_refused(
    given: dict[str, str], wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"MUNTADA_{name}", value)
    with pytest.raises(ImproperlyConfigured, match=wrong):
        environment.mail_server()


def test_mail_comes_from_a_plain_address_that_is_set_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.mail_server() is None
    assert environment.mail_from() == ""
    monkeypatch.setenv("MUNTADA_SMTP_HOST", "localhost")
    monkeypatch.setenv("MUNTADA_SMTP_SECURITY", "none")
    with pytest.raises(ImproperlyConfigured, match="must be set"):
        environment.mail_from()
    monkeypatch.setenv("MUNTADA_MAIL_FROM", "Forum <a@forum.example>")
    with pytest.raises(ImproperlyConfigured, match="no plain"):
        environment.mail_from()
    monkeypatch.setenv("MUNTADA_MAIL_FROM", "a@forum.example")
    assert environment.mail_from() == "a@forum.example"


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MUNTADA_SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path)
    assert len(first) > 50
    assert environment.secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_a_short_secret_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNTADA_SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="32 characters"):
        environment.secret_key(tmp_path)


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("0", False), ("", True)])
def test_a_switch_is_yes_or_no(text: str, value: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNTADA_X", text)
    assert environment.yes("MUNTADA_X", default=True) is value


def test_a_switch_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNTADA_X", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="neither yes nor no"):
        environment.yes("MUNTADA_X")


def test_postgresql_is_named_by_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNTADA_DATABASE_URL", "postgresql://u%40x:p%2Fw@db.example:5433/forum?sslmode=verify-full")
    found = environment.database(tmp_path)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "u@x", "p/w", "db.example", "5433", "forum",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("postgresql://u:p@db.example/forum", "sslmode=verify-full"),
        ("postgresql://u:p@db.example/forum?sslmode=prefer", "none of verify-full"),
        ("postgresql://u:p@localhost/forum?options=x", "only sslmode"),
    ],
)
def test_the_way_to_a_database_over_a_network_is_secured_or_said_not_to_be(
    url: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUNTADA_DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match=wrong):
        environment.database(tmp_path)
    for fine in ("postgresql://u@localhost/x", "postgresql://u@%2Ftmp%2Fpg/x"):
        monkeypatch.setenv("MUNTADA_DATABASE_URL", fine)
        assert environment.database(tmp_path)["OPTIONS"] == {}
    monkeypatch.setenv("MUNTADA_DATABASE_URL", "postgresql://u@db.example/x?sslmode=require&sslrootcert=/etc/ca.pem")
    assert environment.database(tmp_path)["OPTIONS"] == {"sslmode": "require", "sslrootcert": "/etc/ca.pem"}


def test_a_database_of_another_make_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNTADA_DATABASE_URL", "mysql://x/y")
    with pytest.raises(ImproperlyConfigured, match="postgresql or sqlite"):
        environment.database(tmp_path)


def test_sqlite_syncs_fully_and_begins_its_writes_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MUNTADA_DATABASE_URL", raising=False)
    options = environment.database(tmp_path)["OPTIONS"]
    assert "synchronous=FULL" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_a_ministrys_sign_in_needs_all_of_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.ministry_sign_in() == {}
    monkeypatch.setenv("MUNTADA_OIDC_ISSUER", "https://id.example.org")
    with pytest.raises(ImproperlyConfigured, match="MUNTADA_OIDC_CLIENT_ID and MUNTADA_OIDC_CLIENT_SECRET"):
        environment.ministry_sign_in()
    monkeypatch.setenv("MUNTADA_OIDC_CLIENT_ID", "muntada")
    monkeypatch.setenv("MUNTADA_OIDC_CLIENT_SECRET", "secret")
    app = environment.ministry_sign_in()["openid_connect"]["APPS"][0]
    assert (app["name"], app["settings"]["server_url"]) == ("id.example.org", "https://id.example.org")
    monkeypatch.setenv("MUNTADA_OIDC_ISSUER", "http://id.example.org")
    with pytest.raises(ImproperlyConfigured, match="https"):
        environment.ministry_sign_in()


def test_the_domains_that_a_provider_may_vouch_for_are_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.oidc_domains() == frozenset()
    monkeypatch.setenv("MUNTADA_OIDC_DOMAINS", " Mfa.example, @justice.example,")
    assert environment.oidc_domains() == {"mfa.example", "justice.example"}


@pytest.mark.parametrize("text", ["-1", "two", "١"])
def test_a_number_is_written_in_western_digits(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNTADA_PROXIES", text)
    with pytest.raises(ImproperlyConfigured, match="MUNTADA_PROXIES"):
        environment.whole_number("MUNTADA_PROXIES")


def test_the_clock_stands_only_in_rehearsals(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.fixed_clock(False) is None
    monkeypatch.setenv("MUNTADA_CLOCK", "2026-02-01T00:00:00+02:00")
    with pytest.raises(ImproperlyConfigured, match="MUNTADA_DEBUG"):
        environment.fixed_clock(False)
    assert str(environment.fixed_clock(True)) == "2026-02-01 00:00:00+02:00"
    monkeypatch.setenv("MUNTADA_CLOCK", "2026-02-01")
    with pytest.raises(ImproperlyConfigured, match="no moment"):
        environment.fixed_clock(True)


def test_a_name_that_nobody_knows_stops_the_start_with_the_one_that_is_meant() -> None:
    checked.check_names({"MUNTADA_DATA": "/x", "PATH": "/bin"})
    with pytest.raises(ImproperlyConfigured, match=r"MUNTADA_DATABASE_URI is no setting.* MUNTADA_DATABASE_URL meant"):
        checked.check_names({"MUNTADA_DATABASE_URI": "x"})
    with pytest.raises(ImproperlyConfigured, match="installation"):
        checked.check_names({"MUNTADA_QQQQQQQQQQQQQ": "x"})


def test_every_setting_that_is_read_is_known_and_documented() -> None:
    root = Path(__file__).resolve().parents[2]
    files = [path for path in (root / "muntada").rglob("*.py") if path.name != "checked.py"]
    read = set(re.findall(r"MUNTADA_[A-Z]\w*[A-Z]", "".join(path.read_text() for path in files), re.ASCII))
    assert read - {"MUNTADA_TRAIL"} <= checked.KNOWN
    page = (root / "docs" / "installation.md").read_text()
    table = set(re.findall(r"`(MUNTADA_\w+)`", page, re.ASCII))
    assert table == checked.KNOWN


@pytest.mark.parametrize(
    ("debug", "secure", "hosts", "wrong"),
    [
        (False, False, ["forum.example"], "MUNTADA_HTTPS=yes"),
        (False, True, ["*"], "list the names"),
        (True, True, ["localhost"], "this machine alone"),
        (True, False, ["forum.example"], "this machine alone"),
    ],
)
def test_settings_that_are_wrong_together_stop_the_start(
    debug: bool, secure: bool, hosts: list[str], wrong: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=wrong):
        checked.check_together(debug=debug, secure=secure, hosts=hosts)


def test_settings_that_are_right_together_are_taken() -> None:
    checked.check_together(debug=False, secure=False, hosts=["localhost", "127.0.0.1", "[::1]"])
    checked.check_together(debug=False, secure=True, hosts=["forum.example"])
    checked.check_together(debug=True, secure=False, hosts=["localhost"])


@pytest.mark.parametrize(
    ("name", "value", "ask", "wrong"),
    [
        ("BACKUP", "backups", lambda: checked.place("MUNTADA_BACKUP"), "begin with a slash"),
        ("METRICS_TOKEN", "short", checked.metrics_token, "at least 32"),
        ("LOG", "xml", checked.log_shape, "neither json nor text"),
        ("BACKUP_HOURS", "0", checked.backup_hours, "between 1 and 168"),
    ],
)
def test_a_setting_of_upkeep_that_cannot_be_meant_is_refused(
    name: str, value: str, ask: Callable[[], object], wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"MUNTADA_{name}", value)
    with pytest.raises(ImproperlyConfigured, match=wrong):
        ask()
