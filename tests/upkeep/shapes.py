"""Makes an empty database in one of the two ways and prints its shape as JSON; run as a process of its own.

python -m tests.upkeep.shapes founded|walked
"""

from __future__ import annotations

import json
import sys
from typing import Any
from unittest.mock import patch

import django


def shape() -> dict[str, Any]:
    """Columns, constraints, triggers, policies and contents of every table."""
    from django.db import connection

    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        return {table: of_table(cursor, table) for table in tables} | {"besides": besides(cursor)}


def of_table(cursor: Any, table: str) -> dict[str, Any]:
    from django.db import connection

    described = connection.introspection.get_table_description(cursor, table)
    constraints = connection.introspection.get_constraints(cursor, table)
    columns = sorted([one.name, str(one.type_code), str(one.null_ok), str(one.default)] for one in described)
    cursor.execute(f'SELECT count(*) FROM "{table}"')
    rows = cursor.fetchone()[0] if table != "django_migrations" else 0
    held = sorted(json.dumps(one, sort_keys=True, default=str) for one in constraints.values())
    named = sorted(name for name in constraints if not name.startswith("__"))
    return {"columns": columns, "constraints": held, "named": named, "rows": rows}


def besides(cursor: Any) -> list[str]:
    """What Django's introspection does not tell: the words of tables and triggers, and who may see which rows."""
    from django.db import connection

    asked = {
        "sqlite": ["SELECT name, tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"],
        "postgresql": [
            "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT policyname, tablename, qual || coalesce(with_check, '') FROM pg_policies",
            "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint",
            "SELECT indexname, tablename, indexdef FROM pg_indexes",
            "SELECT relname, relkind::text, relrowsecurity::text || relforcerowsecurity::text FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace",
            "SELECT proname, '', prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
        ],
    }
    told = []
    for question in asked[connection.vendor]:
        cursor.execute(question)
        told += [" | ".join(str(part) for part in row) for row in cursor.fetchall()]
    return sorted(told)


def main(way: str) -> None:
    django.setup()
    from django.core.management import call_command

    never = patch("muntada.upkeep.migrating.may_be_founded", return_value=False)
    if way == "walked":
        with never:
            call_command("migrate", verbosity=0, interactive=False)
    else:
        call_command("migrate", verbosity=0, interactive=False)
    sys.stdout.write(json.dumps(shape()))


if __name__ == "__main__":
    main(sys.argv[1])
