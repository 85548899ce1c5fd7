from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("personnel", "0004_rosters")]

    operations = []
