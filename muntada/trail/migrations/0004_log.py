"""The log: what an entry says is committed to with a salt of its own, and the commitments stand in a Merkle tree."""

from django.db import migrations, models

import muntada.access.clock
import muntada.trail.models


class Migration(migrations.Migration):
    dependencies = [("trail", "0003_answer")]

    operations = [
        migrations.AlterModelOptions(name="entry", options={"ordering": ["-id"], "verbose_name_plural": "entries"}),
        migrations.AddField("entry", "operation", models.CharField(default="alter", max_length=10), preserve_default=False),
        migrations.AddField(
            "entry", "purpose", models.CharField(default="conduct_of_the_forum", max_length=200), preserve_default=False
        ),
        migrations.AddField("entry", "recipient", models.CharField(blank=True, max_length=300)),
        migrations.AlterField("entry", "detail", muntada.trail.models.Canonical(default=dict)),
        migrations.AddField("entry", "salt", models.BinaryField(max_length=16, null=True)),
        migrations.AddField(
            "entry", "commitment", models.BinaryField(default=b"", max_length=32), preserve_default=False
        ),
        migrations.AlterField(
            "entry",
            "operation",
            models.CharField(
                choices=[(one, one) for one in ("collect", "alter", "consult", "disclose", "combine", "erase")],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            "Pending",
            [("entry", models.BigIntegerField(primary_key=True, serialize=False))],
            {"ordering": ["entry"]},
        ),
        migrations.CreateModel(
            "Leaf",
            [
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField(unique=True)),
                ("hash", models.BinaryField(max_length=32)),
            ],
            {"ordering": ["index"], "verbose_name_plural": "leaves"},
        ),
        migrations.CreateModel(
            "Frozen",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("position", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            {
                "ordering": ["level", "position"],
                "verbose_name_plural": "frozen",
                "constraints": [models.UniqueConstraint(fields=["level", "position"], name="trail_frozen_once")],
            },
        ),
        migrations.CreateModel(
            "Tree",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.BigIntegerField()),
                ("peaks", models.BinaryField()),
            ],
            {"ordering": ["id"]},
        ),
        migrations.CreateModel(
            "Head",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.BigIntegerField()),
                ("at", models.CharField(max_length=27)),
                ("root", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=128)),
            ],
            {"ordering": ["-id"]},
        ),
    ]
