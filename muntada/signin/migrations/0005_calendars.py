"""Lets a token be the secret address of a calendar."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signin", "0004_apitoken")]

    operations = [
        migrations.AddField("apitoken", "feed", models.CharField(blank=True, max_length=130)),
        migrations.AddField("apitoken", "language", models.CharField(blank=True, max_length=2)),
    ]
