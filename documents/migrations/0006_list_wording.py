from django.db import migrations

from documents.wording import load_standard


def load(apps, schema_editor):
    load_standard(apps.get_model("documents", "PaperTemplate"))


class Migration(migrations.Migration):
    """The wording of interest list, integrity pact and cooling-off notice."""

    dependencies = [("documents", "0005_more_kinds_of_paper")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
