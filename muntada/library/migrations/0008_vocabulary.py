"""Which terms stand in texts, and who used which clause; the latter behind the wall on PostgreSQL."""

import django.db.models.deletion
import muntada.access.clock
import muntada.access.days
from django.db import migrations, models

from muntada.access.wall import raise_wall, take_wall_down

TABLES = ("library_uptake",)


def up(apps, schema_editor):
    raise_wall(schema_editor, *TABLES)


def down(apps, schema_editor):
    take_wall_down(schema_editor, *TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_processing'),
        ('library', '0007_reading'),
        ('parties', '0003_restricted_and_disputed'),
    ]

    operations = [
        migrations.CreateModel(
            name='TermSeen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=80)),
                ('form', models.CharField(max_length=120)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='library.clausetext')),
            ],
            options={
                'verbose_name_plural': 'terms seen',
                'ordering': ['text', 'term', 'form'],
                'constraints': [models.UniqueConstraint(fields=('term', 'text', 'form'), name='library_term_seen_once')],
            },
        ),
        migrations.CreateModel(
            name='Uptake',
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
                ('place', models.CharField(blank=True, max_length=200)),
                ('activity', models.CharField(max_length=400)),
                ('when', models.CharField(blank=True, max_length=21)),
                ('source', models.CharField(max_length=400)),
                ('note', models.TextField(blank=True)),
                ('audience', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.audience')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uptakes', to='library.clause')),
                ('legal_basis', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.legalbasis')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uptakes', to='parties.party')),
            ],
            options={
                'ordering': ['-when', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('tlp__in', ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'])), name='library_uptake_label_known'), models.CheckConstraint(condition=models.Q(models.Q(('tlp', 'TLP:RED'), _negated=True), ('audience__isnull', False), _connector='OR'), name='library_uptake_red_named'), models.CheckConstraint(condition=models.Q(('originator', ''), _negated=True), name='library_uptake_originator'), models.CheckConstraint(condition=models.Q(('purpose__in', ['conduct_of_the_forum', 'capacity_building', 'policy_analysis', 'public_information', 'prevention', 'investigation', 'oversight'])), name='library_uptake_purpose'), models.CheckConstraint(condition=models.Q(('category__isnull', True), models.Q(('category__in', ['suspect', 'convicted', 'victim', 'witness', 'contact', 'official', 'author', 'other']), ('legal_basis__isnull', False), ('retention__isnull', False), ('review_by__isnull', False)), _connector='OR'), name='library_uptake_person'), models.CheckConstraint(condition=models.Q(('category__isnull', True), models.Q(('retention', 'public_office'), ('review_by__lte', muntada.access.days.DaysAfter('kept_since', 730))), models.Q(('retention', 'working_paper'), ('review_by__lte', muntada.access.days.DaysAfter('kept_since', 1095))), models.Q(('retention', 'case'), ('review_by__lte', muntada.access.days.DaysAfter('kept_since', 365))), models.Q(('retention', 'short'), ('review_by__lte', muntada.access.days.DaysAfter('kept_since', 90))), _connector='OR'), name='library_uptake_review')],
            },
        ),
        migrations.RunPython(up, down),
    ]
