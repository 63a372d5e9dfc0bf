"""Django under the commands that need it: settings, a database that is ready, and who acts at the console."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from muntada.cli.exits import STORAGE, USAGE, Failed

if TYPE_CHECKING:
    from muntada.access.actor import Actor
    from muntada.people.models import User


def prepare() -> None:
    """Set Django up and bring the database to the shape that this version needs. Raises Failed."""
    set_up()
    _migrate()


def set_up() -> None:
    """Set Django up and touch no database. Raises Failed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muntada.project.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        raise Failed(f"{wrong} Correct it and start again.", USAGE) from None
    except OSError as error:
        raise Failed(
            f"The data folder cannot be used: {error}. Set MUNTADA_DATA to a folder of yours.", STORAGE
        ) from None


def _migrate() -> None:
    from django.db import DatabaseError, connection

    from muntada.access.sought import build
    from muntada.search.noting import after_migrating
    from muntada.upkeep.actions.upgrade import UpgradeFailed, upgrade
    from muntada.upkeep.folder import BackupFailed
    from muntada.upkeep.migrating import pending
    from muntada.upkeep.postgres import is_restoring

    try:
        if is_restoring(connection):
            raise Failed("A restore was begun here and did not end; run `muntada restore` again.", STORAGE)
        if not pending():
            build()
            after_migrating()
            return
        click.echo("Preparing the database ...", err=True)
        # On PostgreSQL a copy needs programs that may not be here; `muntada upgrade` makes one.
        upgrade(copy=connection.vendor == "sqlite", check=False)
    except (DatabaseError, OSError, UpgradeFailed, BackupFailed) as error:
        raise Failed(f"The database cannot be used: {error}", STORAGE) from None


def load_reference_facts() -> None:
    """Load the shipped facts and say how many records that made. Raises Failed."""
    from django.db import DatabaseError

    from muntada.forum.imports import load_facts
    from muntada.parties.bring import FactsWrong

    click.echo("Loading the reference facts ...", err=True)
    try:
        loaded = load_facts()
    except FactsWrong as wrong:
        raise Failed(f"The shipped facts are not right: {wrong}", STORAGE) from None
    except DatabaseError as error:
        raise Failed(f"The facts could not be stored: {error}", STORAGE) from None
    click.echo(f"Reference facts: {loaded.created} records made, {loaded.changed} changed.", err=True)
    for note in loaded.notes:
        click.echo(f"  note: {note}", err=True)


def administrator() -> User:
    """The first administrator, made where there is none yet."""
    from muntada.access import clock
    from muntada.access.actor import DOORKEEPER, Role
    from muntada.access.rows import rows
    from muntada.access.rules import Permission
    from muntada.people.models import Office, User
    from muntada.signin.actions import first_administrator

    made = first_administrator()
    if made is not None:
        return made
    offices = Office.objects.held_on(clock.today()).filter(role=Role.ADMINISTRATOR)
    people = rows(DOORKEEPER, Permission.PERSON_MANAGE, User).filter(is_active=True, offices__in=offices)
    return people.order_by("pk")[0]


def person(email: str) -> User:
    """The person of this address. Raises Failed."""
    from muntada.access.actor import DOORKEEPER
    from muntada.access.rows import rows
    from muntada.access.rules import Permission
    from muntada.people.models import User

    found = rows(DOORKEEPER, Permission.PERSON_MANAGE, User).filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise Failed(f"Nobody here has the address {email}; the first administrator is {administrator().email}.", USAGE)
    return found


def actor_at_console(email: str | None) -> Actor:
    """Who acts: the person of this address, else the first administrator. Raises Failed."""
    from muntada.signin.actors import actor_of

    actor = actor_of(person(email) if email else administrator())
    assert actor is not None
    return actor


def link_for(email: str, host: str, port: int) -> str:
    """A one-time link that lets this person in. Raises Failed."""
    from muntada.access.actor import DOORKEEPER
    from muntada.signin.actions import issue_link

    user = person(email)
    return f"http://{address(host)}:{port}/{_language(user.language)}/sign-in/{issue_link(DOORKEEPER, user)}/"


def address(host: str) -> str:
    """The host as a link names it: this machine where the server listens on all its addresses or on its own.

    By its name, since browsers keep passkeys for names and never for numbers.
    """
    if host in {"", "0.0.0.0", "::", "127.0.0.1", "::1"}:  # noqa: S104
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _language(preferred: str) -> str:
    """The language of the person's terminal where it is one of ours, else the person's own."""
    spoken = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "")[:2]
    return spoken if spoken in {"ar", "en", "fr"} else preferred
