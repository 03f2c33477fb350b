import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_money_and_papers'),
        ('billing', '0001_billing'),
        ('consultations', '0001_consultations'),
    ]

    operations = [
        migrations.AddField(
            model_name='quote',
            name='visit',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consultations.expertvisit'),
        ),
        migrations.AlterField(
            model_name='creditnote',
            name='because',
            field=models.CharField(choices=[('defect', 'Defect'), ('agreed', 'Agreed'), ('wrong', 'Wrong'), ('not_done', 'Not Done')], max_length=8),
        ),
        migrations.AlterField(
            model_name='quote',
            name='rate_card',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='billing.ratecard'),
        ),
        migrations.CreateModel(
            name='StatementFee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('parts', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('amount_fen', models.BigIntegerField()),
                ('paid_on', models.DateField(null=True)),
                ('receipt', models.CharField(blank=True, max_length=64)),
                ('is_open', models.BooleanField()),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.paidperiod')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fees', to='billing.statement')),
            ],
            options={
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('statement', 'place'), name='billing_fee_place')],
            },
        ),
    ]
