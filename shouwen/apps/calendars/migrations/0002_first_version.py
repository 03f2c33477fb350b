from django.db import migrations

from shouwen.apps.calendars.seed import first_version


def seed(apps, schema_editor):
    """The day table that ships with the policy becomes version 1."""
    apps.get_model("calendars", "CalendarVersion").objects.create(**first_version())


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
