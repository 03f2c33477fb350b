from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_money_and_papers'),
        ('calendars', '0002_first_version'),
        ('customers', '0005_initials_anew'),
        ('installations', '0003_retired_modules'),
        ('tickets', '0007_rulings_and_units'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='ticket',
            name='tickets_first_contact',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='tickets_handler',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='tickets_state_due',
        ),
        migrations.AddField(
            model_name='ticket',
            name='lane',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(next_due_at=None, then=models.Value(3)), models.When(grade=1, then=models.Value(0)), models.When(service='green_channel', then=models.Value(1)), default=models.Value(2)), output_field=models.PositiveSmallIntegerField()),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['first_contact', 'state', 'next_due_at', 'lane'], name='tickets_first_contact'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['handler', 'state', 'next_due_at', 'lane'], name='tickets_handler'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['state', 'next_due_at', 'lane', 'id'], name='tickets_state_due'),
        ),
    ]
