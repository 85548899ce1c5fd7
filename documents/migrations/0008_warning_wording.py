from django.db import migrations

from documents.wording import load_standard


def load(apps, schema_editor):
    load_standard(apps.get_model("documents", "PaperTemplate"))


class Migration(migrations.Migration):
    """The wording of the warning letter of a campaign."""

    dependencies = [("documents", "0007_order_wording")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
