"""The register behind the wall on PostgreSQL, and the instruments by which lists are kept."""

from datetime import date

from django.db import migrations

from muntada.access.wall import raise_wall, take_wall_down

TABLES = ("register_entity", "register_run", "register_lead")
BASES = [
    ("un_sanctions", "Charter of the United Nations", "Articles 25 and 41", date(1945, 10, 24)),
    ("foreign_lists", "S/RES/1373 (2001)", "paragraph 1 (c)", date(2001, 9, 28)),
]


def up(apps, schema_editor):
    raise_wall(schema_editor, *TABLES)
    basis = apps.get_model("access", "LegalBasis")
    for key, instrument, provision, since in BASES:
        stated = {"instrument": instrument, "provision": provision, "since": since}
        basis.objects.get_or_create(key=key, defaults=stated)


def down(apps, schema_editor):
    take_wall_down(schema_editor, *TABLES)


class Migration(migrations.Migration):

    dependencies = [("register", "0001_initial")]

    operations = [migrations.RunPython(up, down)]
