from django.db import migrations

from documents.wording import load_standard


def load(apps, schema_editor):
    load_standard(apps.get_model("documents", "PaperTemplate"))


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
