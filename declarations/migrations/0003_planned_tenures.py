import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('declarations', '0002_rolls'),
        ('personnel', '0005_grant_proposals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='obligation',
            name='tenure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='obligations', to='personnel.tenure'),
        ),
    ]
