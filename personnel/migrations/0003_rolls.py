from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("personnel", "0002_former_lines")]

    operations = []
