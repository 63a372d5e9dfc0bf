"""What every entry must say, and the triggers that keep anybody from changing or removing what stands in the trail."""

from django.db import migrations, models
from django.db.models import Q

from muntada.trail.guard import raise_guard, take_guard_down


class Migration(migrations.Migration):
    dependencies = [("trail", "0005_places")]

    operations = [
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=Q(operation__in=["collect", "alter", "consult", "disclose", "combine", "erase"]),
                name="trail_entry_operation",
            ),
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=Q(salt__isnull=True) | (~Q(actor="") & ~Q(reason="") & ~Q(purpose="")),
                name="trail_entry_who_why",
            ),
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=Q(salt__isnull=True) | ~Q(operation="disclose") | Q(allowed=False) | ~Q(recipient=""),
                name="trail_entry_to_whom",
            ),
        ),
        migrations.RunPython(
            lambda apps, editor: raise_guard(editor.connection),
            lambda apps, editor: take_guard_down(editor.connection),
        ),
    ]
