"""Entries of before the log get their commitments and their places in it, in the order in which they were written."""

import json
import os

from django.db import migrations

from muntada.access.operations import OPERATIONS
from muntada.trail.canonical import SALT, canonical, commitment, content, plain
from muntada.trail.writing import sequence

READ = "id, actor, allowed, detail, permission, purpose, reason, thing_key, thing_type"


def place(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {READ} FROM trail_entry ORDER BY id")
        for entry, actor, allowed, detail, permission, purpose, reason, key, kind in cursor.fetchall():
            detail = canonical(plain(json.loads(detail) if isinstance(detail, str) else detail))
            operation = str(OPERATIONS.get(permission, "alter"))
            recipient = actor if operation == "disclose" and allowed else ""
            # A refusal named the actor; from now on it names the permission alone.
            reason = reason if not reason.startswith("No rule gives ") else f"No rule gives the permission {permission}."
            salt = os.urandom(SALT)
            said = content(
                actor, bool(allowed), detail, operation, permission, purpose, reason, recipient, key, kind
            )
            cursor.execute(
                "UPDATE trail_entry SET operation = %s, recipient = %s, reason = %s, detail = %s, salt = %s, "
                "commitment = %s WHERE id = %s",
                [operation, recipient, reason, detail, salt, commitment(salt, said), entry],
            )
            cursor.execute("INSERT INTO trail_pending (entry) VALUES (%s)", [entry])
    sequence()


class Migration(migrations.Migration):
    dependencies = [("trail", "0004_log")]

    operations = [migrations.RunPython(place, migrations.RunPython.noop)]
