"""How often the structure of a language version was corrected, and what its recogniser wants a person to know."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("library", "0005_wall")]

    operations = [
        migrations.AddField("expression", "revision", models.PositiveIntegerField(default=0)),
        migrations.AddField("expression", "notes", models.JSONField(default=list)),
    ]
