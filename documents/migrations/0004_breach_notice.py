from django.db import migrations, models

from documents.wording import load_standard


def load(apps, schema_editor):
    load_standard(apps.get_model("documents", "PaperTemplate"))


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_frozen")]

    operations = [
        migrations.RemoveConstraint(
            model_name="document", name="document_kind_known"
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("FREE", "Surat Pernyataan Bebas"),
                    ("POTENTIAL", "Surat Pernyataan Potensi"),
                    ("ACTUAL", "Surat Pernyataan Aktual"),
                    ("DECISION", "Hasil Penelaahan"),
                    ("ANCHOR", "Jangkar Harian Log"),
                    (
                        "BREACH_NOTICE",
                        "Pemberitahuan Kegagalan Pelindungan Data Pribadi",
                    ),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "FREE",
                            "POTENTIAL",
                            "ACTUAL",
                            "DECISION",
                            "ANCHOR",
                            "BREACH_NOTICE",
                        ],
                    )
                ),
                name="document_kind_known",
            ),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
