"""Brings the database to the shape that this version needs: one at a time, each migration whole or not at all.

Django notes a migration as done after its transaction where something was put off to its end; a kill between the two
leaves one that is done and not noted, and the next run fails on it. Here both are one transaction.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from muntada.access.sought import build
from muntada.marking.tlp import TLP
from muntada.upkeep.founding import found, may_be_founded

LOCK = 0x4D554E5441444102  # names the advisory lock of whoever migrates
Told = Callable[[int, int], None]


class WholeExecutor(MigrationExecutor):
    """Does a migration, what was put off, a data step of ours and the note that it is done in one transaction; an empty
    database is founded at once."""

    def migrate(
        self, targets: Any, plan: Any = None, state: Any = None, fake: bool = False, fake_initial: bool = False
    ) -> Any:
        """Bring the database to these targets."""
        plan = self.migration_plan(targets) if plan is None else plan
        if fake or fake_initial or not may_be_founded(self.loader, plan):
            return super().migrate(targets, plan, state=state, fake=fake, fake_initial=fake_initial)
        with self.connection.schema_editor(atomic=True) as editor:
            if not self.recorder.has_table():
                editor.create_model(self.recorder.Migration)
            state = found(editor, plan, ProjectState(real_apps=self.loader.unmigrated_apps))
            for migration, _backwards in plan:
                self.record_migration(migration)  # type: ignore[call-arg]  # the stubs know another signature
        if self.progress_callback:
            for migration, _backwards in plan:
                self.progress_callback("apply_start", migration, False)
                self.progress_callback("apply_success", migration, False)
        return state

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        """Run a migration forwards."""
        if fake or fake_initial or not migration.atomic:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        if self.progress_callback:
            self.progress_callback("apply_start", migration, fake)
        around = AROUND.get((migration.app_label, migration.name))
        with self.connection.schema_editor(atomic=True) as editor:
            kept = around[0](editor) if around else None
            state = migration.apply(state, editor)
            for statement in editor.deferred_sql:
                editor.execute(statement, params=None)
            editor.deferred_sql.clear()
            if around and kept is not None:
                around[1](editor, kept)
            self.record_migration(migration)  # type: ignore[call-arg]  # the stubs know another signature
        if self.progress_callback:
            self.progress_callback("apply_success", migration, fake)
        return state


def pending() -> list[tuple[str, str]]:
    """The migrations that are not done: room and name."""
    executor = WholeExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _ in plan]


def is_fresh() -> bool:
    """Whether nothing was ever kept in the database."""
    return "django_migrations" not in connection.introspection.table_names()


def migrate(told: Told = lambda _done, _total: None) -> list[tuple[str, str]]:
    """Do what is not done yet; what that was. For whoever is `alone`. Raises what a migration raises."""
    done: list[tuple[str, str]] = []
    total = len(pending())

    def progress(step: str, migration: Any = None, _fake: bool = False) -> None:
        if step == "apply_success":
            done.append((migration.app_label, migration.name))
            told(len(done), total)

    executor = WholeExecutor(connection, progress)  # type: ignore[arg-type]
    executor.loader.check_consistent_history(connection)
    targets = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(targets)
    if not plan:
        build()  # what a run that was ended in between left undone
        return done
    before = executor.loader.project_state().apps
    emit_pre_migrate_signal(0, False, connection.alias, apps=before, plan=plan)
    executor.migrate(targets, plan)
    emit_post_migrate_signal(0, False, connection.alias, apps=apps, plan=plan)
    return done


@contextmanager
def alone() -> Iterator[None]:
    """Within the block nobody else migrates this database; who comes second waits."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            if connection.connection is not None:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        return
    handle = os.open(Path(settings.DATA) / ".upgrade.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _loosen_red(editor: Any) -> dict[str, list[tuple[int, str]]]:
    """What is TLP:RED and names nobody, taken to the label below for the rest of this transaction."""
    found: dict[str, list[tuple[int, str]]] = {}
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, captured_by FROM evidence_document WHERE tlp = %s", [TLP.RED.value])
        found["evidence_document"] = cursor.fetchall()
        cursor.execute(
            "SELECT c.id, COALESCE(d.captured_by, '') FROM evidence_citation c LEFT JOIN evidence_passage p "
            "ON p.id = c.passage_id LEFT JOIN evidence_document d ON d.id = p.document_id WHERE c.tlp = %s",
            [TLP.RED.value],
        )
        found["evidence_citation"] = cursor.fetchall()
        for table in found:
            cursor.execute(
                f"UPDATE {table} SET tlp = %s WHERE tlp = %s",  # noqa: S608 -- tables of our own
                [TLP.AMBER_STRICT.value, TLP.RED.value],
            )
    return found


def _name_red(editor: Any, found: dict[str, list[tuple[int, str]]]) -> None:
    """TLP:RED again, for the person who brought it in; where that was no person, for the first one who is here."""
    with editor.connection.cursor() as cursor:
        for table, rows in found.items():
            for pk, by in rows:
                cursor.execute(
                    f"UPDATE {table} SET tlp = %s, audience_id = %s WHERE id = %s",  # noqa: S608
                    [TLP.RED.value, _audience_of(cursor, by), pk],
                )


def _audience_of(cursor: Any, by: str) -> str:
    if not by.startswith("user:"):
        cursor.execute("SELECT min(id) FROM people_user WHERE is_active")
        by = f"user:{cursor.fetchone()[0]}"
    digest = hashlib.sha256(by.encode()).hexdigest()[:32]
    cursor.execute("SELECT count(*) FROM access_audience WHERE digest = %s", [digest])
    if not cursor.fetchone()[0]:
        cursor.execute("INSERT INTO access_audience (digest) VALUES (%s)", [digest])
        cursor.execute("INSERT INTO access_audiencemember (audience_id, key) VALUES (%s, %s)", [digest, by])
    return digest


Step = tuple[Callable[[Any], Any], Callable[[Any, Any], None]]
# Steps around migrations that were given out without them. A document of before could be TLP:RED and name nobody, which
# evidence.0002 refuses.
AROUND: dict[tuple[str, str], Step] = {("evidence", "0002_handling"): (_loosen_red, _name_red)}
