from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_saved_views")]

    operations = [
        migrations.AddField("user", "session_round", models.PositiveIntegerField(default=0)),
        migrations.AddField("user", "former_passwords", models.JSONField(default=list)),
        migrations.AddField("user", "password_since", models.DateTimeField(null=True)),
    ]
