from django.db import migrations


class Migration(migrations.Migration):
    """The versioned questionnaire that leads to FREE or to the topics of POTENTIAL."""

    dependencies = [("declarations", "0005_campaigns")]

    operations = []
