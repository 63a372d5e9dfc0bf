"""Columns by which meetings are searched where they lie, in any spelling."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import muntada.access.folded
from muntada.access.folded import folded

_AT_ONCE = 500
_FOLDED = {
    "Meeting": {"sought": ["title", "note", "place"], "sought_place": ["place"]},
    "AgendaItem": {"sought": ["title"]},
}


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Fold what was entered before."""
    for name, columns in _FOLDED.items():
        model = apps.get_model("forum", name)
        batch = []
        for row in model._default_manager.order_by("pk").iterator(_AT_ONCE):
            for column, of in columns.items():
                setattr(row, column, folded(getattr(row, one) for one in of))
            batch.append(row)
            if len(batch) == _AT_ONCE:
                model._default_manager.bulk_update(batch, list(columns))
                batch = []
        if batch:
            model._default_manager.bulk_update(batch, list(columns))


class Migration(migrations.Migration):
    dependencies = [("forum", "0009_known_to_calendars")]

    operations = [
        migrations.AddField(
            model_name="agendaitem", name="sought", field=muntada.access.folded.FoldedField(of=["title"])
        ),
        migrations.AddField(
            model_name="meeting", name="sought", field=muntada.access.folded.FoldedField(of=["title", "note", "place"])
        ),
        migrations.AddField(
            model_name="meeting", name="sought_place", field=muntada.access.folded.FoldedField(of=["place"])
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
