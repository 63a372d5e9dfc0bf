"""Language versions and the standing of parties with treaties behind the wall on PostgreSQL."""

from django.db import migrations

from muntada.access.wall import raise_wall, take_wall_down

TABLES = ("library_expression", "library_partystatus")


def up(apps, schema_editor):
    raise_wall(schema_editor, *TABLES)


def down(apps, schema_editor):
    take_wall_down(schema_editor, *TABLES)


class Migration(migrations.Migration):

    dependencies = [("library", "0004_clauses")]

    operations = [migrations.RunPython(up, down)]
