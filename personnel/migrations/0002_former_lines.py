from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("personnel", "0001_initial")]

    operations = []
