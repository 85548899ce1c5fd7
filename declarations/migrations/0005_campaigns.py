from django.db import migrations


class Migration(migrations.Migration):
    """Campaigns with their occasion, reminders, ceremonies and paper signatures."""

    dependencies = [("declarations", "0004_cases_of_their_own")]

    operations = []
