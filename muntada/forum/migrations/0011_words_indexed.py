"""Folded columns hold words, with which the database keeps an index beside; and lists by body, kind and party."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import muntada.access.folded
from muntada.access.folded import folded

_AT_ONCE = 500
_FOLDED = {
    "Meeting": {"sought": ["title", "note", "place"], "sought_place": ["place"]},
    "AgendaItem": {"sought": ["title"]},
    "Statement": {"sought": ["text"]},
}


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Fold anew what was entered before."""
    for name, columns in _FOLDED.items():
        model = apps.get_model("forum", name)
        batch = []
        needed = {one for of in columns.values() for one in of}
        for row in model._default_manager.only(*needed).order_by("pk").iterator(_AT_ONCE):
            for column, of in columns.items():
                setattr(row, column, folded(getattr(row, one) for one in of))
            batch.append(row)
            if len(batch) == _AT_ONCE:
                model._default_manager.bulk_update(batch, list(columns))
                batch = []
        if batch:
            model._default_manager.bulk_update(batch, list(columns))


class Migration(migrations.Migration):
    dependencies = [("forum", "0010_sought")]

    operations = [
        migrations.AlterField(
            model_name="statement", name="sought", field=muntada.access.folded.FoldedField(of=["text"])
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["body", "when", "id"], name="forum_meeting_of_body"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["kind", "when", "id"], name="forum_meeting_of_kind"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["party", "sitting", "id"], name="forum_statement_of_party"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
