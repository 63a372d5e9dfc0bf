"""`manage.py migrate` with the steps that `muntada upgrade` takes: without them it would fail on old documents."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from muntada.upkeep.migrating import WholeExecutor

DJANGOS: Any = migrate  # has no other way of being told who carries a migration out


class Command(migrate.Command):
    """Django's own command; each migration is whole, with the data step that belongs to it."""

    def handle(self, *args: Any, **options: Any) -> Any:
        """Migrate as Django does, but for who carries it out."""
        before = DJANGOS.MigrationExecutor
        DJANGOS.MigrationExecutor = WholeExecutor
        try:
            return super().handle(*args, **options)
        finally:
            DJANGOS.MigrationExecutor = before
