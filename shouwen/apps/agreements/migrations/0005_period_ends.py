from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_money_and_papers'),
    ]

    operations = [
        migrations.AddField(
            model_name='paidperiod',
            name='ends_on_because',
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
