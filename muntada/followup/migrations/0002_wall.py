"""What parties undertook and did behind the wall on PostgreSQL."""

from django.db import migrations

from muntada.access.wall import raise_wall, take_wall_down

TABLES = (
    "followup_institution",
    "followup_commitment",
    "followup_mapping",
    "followup_measure",
    "followup_evidence",
    "followup_report",
    "followup_assessment",
    "followup_request",
    "followup_position",
)


def up(apps, schema_editor):
    raise_wall(schema_editor, *TABLES)


def down(apps, schema_editor):
    take_wall_down(schema_editor, *TABLES)


class Migration(migrations.Migration):

    dependencies = [("followup", "0001_initial")]

    operations = [migrations.RunPython(up, down)]
