from django.db import migrations


class Migration(migrations.Migration):
    """The wording of interest list, integrity pact and cooling-off notice."""

    dependencies = [("documents", "0005_more_kinds_of_paper")]

    operations = []
