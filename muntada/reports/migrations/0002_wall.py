"""Editions and the lists of their recipients behind the wall on PostgreSQL."""

from django.db import migrations

from muntada.access.wall import raise_wall, take_wall_down

TABLES = (
    "reports_edition",
    "reports_recipient",
)


def up(apps, schema_editor):
    raise_wall(schema_editor, *TABLES)


def down(apps, schema_editor):
    take_wall_down(schema_editor, *TABLES)


class Migration(migrations.Migration):

    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunPython(up, down)]
