"""Many names checked at once, behind the wall on PostgreSQL."""

import django.db.models.deletion
import muntada.access.clock
import muntada.access.days
from django.db import migrations, models

from muntada.access.wall import raise_wall, take_wall_down


def up(apps, schema_editor):
    raise_wall(schema_editor, "register_batch")


def down(apps, schema_editor):
    take_wall_down(schema_editor, "register_batch")


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_processing'),
        ('jobs', '0001_initial'),
        ('register', '0006_likeness_rank'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tlp', models.CharField(choices=[('TLP:CLEAR', 'TLP:CLEAR'), ('TLP:GREEN', 'TLP:GREEN'), ('TLP:AMBER', 'TLP:AMBER'), ('TLP:AMBER+STRICT', 'TLP:AMBER+STRICT'), ('TLP:RED', 'TLP:RED')], default='TLP:CLEAR', max_length=16)),
                ('originator', models.CharField(default='muntada', max_length=120)),
                ('purpose', models.CharField(choices=[('conduct_of_the_forum', 'conduct_of_the_forum'), ('capacity_building', 'capacity_building'), ('policy_analysis', 'policy_analysis'), ('public_information', 'public_information'), ('prevention', 'prevention'), ('investigation', 'investigation'), ('oversight', 'oversight')], default='conduct_of_the_forum', max_length=60)),
                ('category', models.CharField(blank=True, choices=[('suspect', 'suspect'), ('convicted', 'convicted'), ('victim', 'victim'), ('witness', 'witness'), ('contact', 'contact'), ('official', 'official'), ('author', 'author'), ('other', 'other')], max_length=10, null=True)),
                ('retention', models.CharField(blank=True, choices=[('public_office', 'public_office'), ('working_paper', 'working_paper'), ('case', 'case'), ('short', 'short')], max_length=20, null=True)),
                ('kept_since', models.DateField(default=muntada.access.clock.today)),
                ('review_by', models.DateField(blank=True, null=True)),
                ('restricted', models.BooleanField(default=False)),
                ('disputed', models.BooleanField(default=False)),
                ('by', models.CharField(max_length=120)),
                ('at', models.DateTimeField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('case', models.CharField(blank=True, max_length=120)),
                ('cutoff', models.FloatField()),
                ('most', models.PositiveSmallIntegerField()),
                ('names', models.PositiveIntegerField()),
                ('aside', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('met', models.PositiveIntegerField(default=0)),
                ('audience', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.audience')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
                ('legal_basis', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.legalbasis')),
            ],
            options={
                'verbose_name_plural': 'batches',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='BatchName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('key', models.CharField(blank=True, max_length=120)),
                ('asked', models.JSONField(null=True)),
                ('wrong', models.CharField(blank=True, max_length=40)),
                ('why', models.TextField(blank=True)),
                ('leads', models.JSONField(null=True)),
                ('cleared', models.PositiveIntegerField(default=0)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='register.batch')),
            ],
            options={
                'ordering': ['batch', 'place'],
            },
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('tlp__in', ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'])), name='register_batch_label_known'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tlp', 'TLP:RED'), _negated=True), ('audience__isnull', False), _connector='OR'), name='register_batch_red_named'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('originator', ''), _negated=True), name='register_batch_originator'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['conduct_of_the_forum', 'capacity_building', 'policy_analysis', 'public_information', 'prevention', 'investigation', 'oversight'])), name='register_batch_purpose'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('category__isnull', True), models.Q(('category__in', ['suspect', 'convicted', 'victim', 'witness', 'contact', 'official', 'author', 'other']), ('legal_basis__isnull', False), ('retention__isnull', False), ('review_by__isnull', False)), _connector='OR'), name='register_batch_person'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('category__isnull', True), models.Q(('retention', 'public_office'), ('review_by__lte', muntada.access.days.DaysAfter('kept_since', 730))), models.Q(('retention', 'working_paper'), ('review_by__lte', muntada.access.days.DaysAfter('kept_since', 1095))), models.Q(('retention', 'case'), ('review_by__lte', muntada.access.days.DaysAfter('kept_since', 365))), models.Q(('retention', 'short'), ('review_by__lte', muntada.access.days.DaysAfter('kept_since', 90))), _connector='OR'), name='register_batch_review'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('done__lte', models.F('names'))), name='register_batch_done'),
        ),
        migrations.AddConstraint(
            model_name='batchname',
            constraint=models.UniqueConstraint(fields=('batch', 'place'), name='register_batchname_once'),
        ),
        migrations.AddConstraint(
            model_name='batchname',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked__isnull', False), ('wrong', '')), models.Q(('asked__isnull', True), models.Q(('wrong', ''), _negated=True)), _connector='OR'), name='register_batchname_asked_or_wrong'),
        ),
        migrations.RunPython(up, down),
    ]
