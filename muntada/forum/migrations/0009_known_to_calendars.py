"""Gives every meeting what calendars know it by."""

from django.db import migrations, models

import muntada.forum.models.meetings

AT_ONCE = 2_000


def name_each(apps, schema_editor):
    Meeting = apps.get_model("forum", "Meeting")
    named = []
    for meeting in Meeting._base_manager.filter(uid="").only("pk").iterator(chunk_size=AT_ONCE):
        meeting.uid = muntada.forum.models.meetings.new_uid()
        named.append(meeting)
    Meeting._base_manager.bulk_update(named, ["uid"], batch_size=400)


class Migration(migrations.Migration):
    dependencies = [("forum", "0008_what_was_said")]

    operations = [
        migrations.AddField("meeting", "uid", models.CharField(max_length=200, default="", blank=True)),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        migrations.AlterField(
            "meeting",
            "uid",
            models.CharField(max_length=200, default=muntada.forum.models.meetings.new_uid, unique=True),
        ),
    ]
