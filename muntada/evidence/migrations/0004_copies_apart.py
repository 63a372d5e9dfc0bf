from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("evidence", "0003_restricted_and_disputed")]

    operations = [
        migrations.AddField(
            model_name="document", name="copy", field=models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AlterField(model_name="document", name="sha256", field=models.CharField(max_length=64)),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("sha256", "copy"), name="evidence_document_once"),
        ),
    ]
