from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE


def note_addresses(apps, schema_editor):
    """What was lent before was lent to an address that somebody has."""
    for one in apps.get_model("people", "Delegation").objects.select_related("taker"):
        one.address = one.taker.email
        one.save(update_fields=["address"])


class Migration(migrations.Migration):

    dependencies = [("people", "0003_overseer")]

    operations = [
        migrations.AddField(
            model_name="delegation", name="address", field=models.EmailField(blank=True, default="", max_length=254),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="delegation",
            name="taker",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=CASCADE, related_name="borrowed", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunPython(note_addresses, migrations.RunPython.noop),
    ]
