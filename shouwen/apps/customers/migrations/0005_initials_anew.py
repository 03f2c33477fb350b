from django.db import migrations

from shouwen.apps.customers.initials import initials_of


def anew(apps, schema_editor):
    """Characters that are read otherwise in names of places were not known before."""
    hospitals = apps.get_model("customers", "Hospital").objects
    for hospital in hospitals.only("name", "short_name", "initials").iterator(500):
        initials = initials_of(hospital.name, hospital.short_name)
        if initials != hospital.initials:
            hospitals.filter(pk=hospital.pk).update(initials=initials)


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_initials_and_tenures")]
    operations = [migrations.RunPython(anew, migrations.RunPython.noop)]
