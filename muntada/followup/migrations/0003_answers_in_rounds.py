"""Answers are drafts before they are sent, come in rounds, and bring what shows them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0005_brought_within_a_day'),
        ('followup', '0002_wall'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.URLField(blank=True, max_length=2000)),
                ('title', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['answer', 'id'],
            },
        ),
        migrations.AddField(
            model_name='answer',
            name='completed',
            field=models.CharField(blank=True, max_length=21),
        ),
        migrations.AddField(
            model_name='answer',
            name='response',
            field=models.CharField(blank=True, choices=[('supported', 'Supported'), ('in_part', 'In Part'), ('noted', 'Noted'), ('none', 'None')], max_length=10),
        ),
        migrations.AddField(
            model_name='request',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='request',
            name='closed_by',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='request',
            name='turn',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='request',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='answer',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('taken', 'Taken'), ('refused', 'Refused')], default='open', max_length=8),
        ),
        migrations.AlterField(
            model_name='answer',
            name='text',
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'open'])), fields=('request', 'measure'), name='followup_answer_of_measure_once'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'open'])), fields=('request', 'commitment'), name='followup_answer_of_commitment_once'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='followup_answer_refused_with_reason'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='answer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='followup.answer'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.document'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('address', ''), ('document__isnull', False)), models.Q(('document__isnull', True), models.Q(('address', ''), _negated=True)), _connector='OR'), name='followup_attachment_of_one'),
        ),
    ]
