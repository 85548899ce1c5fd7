from django.db import migrations


class Migration(migrations.Migration):
    """Interest lists, integrity pacts, cooling-off, and newer versions of statements."""

    dependencies = [("declarations", "0006_questionnaire")]

    operations = []
