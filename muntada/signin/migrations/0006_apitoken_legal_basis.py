"""A token may name the legal basis by which its program checks names."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signin", "0005_calendars"), ("access", "0002_processing")]

    operations = [
        migrations.AddField(
            "apitoken",
            "legal_basis",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.legalbasis",
            ),
        ),
    ]
