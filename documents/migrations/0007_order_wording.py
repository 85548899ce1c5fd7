from django.db import migrations


class Migration(migrations.Migration):
    """The wording of the handling order."""

    dependencies = [("documents", "0006_list_wording")]

    operations = []
