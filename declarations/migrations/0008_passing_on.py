from django.db import migrations


class Migration(migrations.Migration):
    """Forwarding, withdrawing, escalating, cases that a superior opens, files."""

    dependencies = [("declarations", "0007_lists")]

    operations = []
