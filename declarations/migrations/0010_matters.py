from django.db import migrations


class Migration(migrations.Migration):
    """Matters to be decided, and who stays out of them."""

    dependencies = [("declarations", "0009_controls")]

    operations = []
