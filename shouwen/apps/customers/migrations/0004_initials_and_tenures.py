from django.db import migrations

from shouwen.apps.customers.initials import initials_of


def fill(apps, schema_editor):
    """First letters for the hospitals that are there, and a tenure for each present holder, its beginning unknown."""
    Hospital = apps.get_model("customers", "Hospital")
    Tenure = apps.get_model("customers", "Tenure")
    for hospital in Hospital.objects.order_by("pk"):
        hospital.initials = initials_of(hospital.name, hospital.short_name)
        hospital.save(update_fields=["initials"])
        if hospital.is_unlisted:
            continue
        Tenure.objects.create(hospital=hospital, post="account_manager", person_id=hospital.account_manager_id)
        if hospital.deputy_id:
            Tenure.objects.create(hospital=hospital, post="deputy", person_id=hospital.deputy_id)


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_keeping")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
