from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("personnel", "0003_rolls")]

    operations = []
