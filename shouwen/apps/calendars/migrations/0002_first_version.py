from datetime import datetime, timezone

from django.db import migrations

from shouwen.policy.day_table import published_days, published_years


def seed(apps, schema_editor):
    """The day table that ships with the policy becomes version 1."""
    apps.get_model("calendars", "CalendarVersion").objects.create(
        number=1,
        published_at=datetime(2026, 1, 1, tzinfo=timezone.utc),
        days={day.isoformat(): [note.day_class.value, note.name] for day, note in published_days().items()},
        years=sorted(published_years()),
    )


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
