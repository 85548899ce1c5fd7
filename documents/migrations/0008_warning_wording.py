from django.db import migrations


class Migration(migrations.Migration):
    """The wording of the warning letter of a campaign."""

    dependencies = [("documents", "0007_order_wording")]

    operations = []
