from django.db import migrations


class Migration(migrations.Migration):
    """What becomes of what was ordered: orders, evidence, checks, referrals."""

    dependencies = [("declarations", "0008_passing_on")]

    operations = []
