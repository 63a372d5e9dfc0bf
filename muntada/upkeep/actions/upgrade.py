"""An upgrade: a copy of the database first, the migrations, and a look at everything after them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections

from muntada.access import clock
from muntada.access.sought import build
from muntada.evidence.store import sync_folder
from muntada.upkeep import folder as layout
from muntada.upkeep import postgres, sqlite
from muntada.upkeep.copies import DURING, of_a_run_that_was_killed, settle
from muntada.upkeep.doctor import Check, State, records
from muntada.upkeep.folder import BackupFailed
from muntada.upkeep.migrating import alone, is_fresh, migrate, pending
from muntada.upkeep.progress import Progress, silent


class UpgradeFailed(Exception):
    """Raised where a migration could not be done; the text says what stands and what to do."""


@dataclass
class Upgraded:
    """What was done: the migrations, the copy of before, and what the checks after it found."""

    done: list[tuple[str, str]] = field(default_factory=list)
    copy: str = ""
    checks: list[Check] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether every check after the upgrade is well."""
        return not any(one.state is State.FAILURE for one in self.checks)


def upgrade(*, copy: bool = True, check: bool = True, progress: Progress = silent) -> Upgraded:
    """Bring the database to this version's shape. Killed at any moment, it is resumed by running it again.

    Whoever comes second waits and finds nothing to do. Raises UpgradeFailed, BackupFailed.
    """
    made = Upgraded()
    with alone():
        waiting = pending()
        if waiting:
            kept = _copied(progress) if copy and not is_fresh() else None
            made.copy = str(kept or "")
            try:
                made.done = migrate(lambda done, total: progress("migrations", done, total))
            except DatabaseError as error:
                where = f" The database of before lies in {made.copy}." if made.copy else ""
                raise UpgradeFailed(
                    f"A migration failed: {error}. It was undone whole, those before it stand.{where} "
                    "Correct what it names and run `muntada upgrade` again."
                ) from None
            made.copy = str(settle(kept)) if kept is not None else ""
        else:
            build()
    if check:
        made.checks = [*records.of_migrations(), *records.of_settings()]
        made.checks += [*records.of_privileges(), *records.of_the_log(True)]
    return made


def _copied(progress: Progress) -> Path:
    """The copy of the database as it was before the first try."""
    there = of_a_run_that_was_killed()
    if there is not None:
        return there
    kind = layout.POSTGRESQL if connection.vendor == "postgresql" else layout.SQLITE
    path = Path(settings.DATA) / f"{DURING}{layout.name_of(clock.now())}-{kind}"
    half = path.with_name(f"{path.name}.part")
    database = connections.databases["default"]
    try:
        if connection.vendor == "postgresql":
            postgres.dump(database, half, lambda _: None)
        else:
            connection.close()
            sqlite.copy_bytes(Path(str(database["NAME"])), half, lambda done, total: progress("database", done, total))
        layout.part_of(half)
        os.replace(half, path)
        sync_folder(path.parent)
    except OSError as error:
        raise BackupFailed(
            f"There is no copy of before: {error.strerror}. Make room, or say --without-copy where you have a backup."
        ) from None
    finally:
        half.unlink(missing_ok=True)
    return path
