from django.db import migrations


class Migration(migrations.Migration):
    """Consultation, recommendation and what the Inspektorat notes."""

    dependencies = [("declarations", "0010_matters")]

    operations = []
