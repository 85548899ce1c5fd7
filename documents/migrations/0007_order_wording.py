import django.db.models.deletion
from django.db import migrations, models

import documents.models
from documents.wording import load_standard


def load(apps, schema_editor):
    load_standard(apps.get_model("documents", "PaperTemplate"))


class Migration(migrations.Migration):
    """The wording of the handling order, and the second seal on its file."""

    dependencies = [("documents", "0006_list_wording")]

    operations = [
        migrations.CreateModel(
            name="Countersignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PENDING", "Sedang dibuat"),
                            ("SEALED", "Tersegel"),
                            ("FAILED", "Tertunda karena gangguan"),
                        ],
                        default="PENDING",
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=80)),
                (
                    "file",
                    models.CharField(
                        default=documents.models.new_file_name,
                        max_length=200,
                        unique=True,
                    ),
                ),
                ("pdf_sha256", models.CharField(max_length=64, null=True, unique=True)),
                ("pdf_size", models.PositiveIntegerField(null=True)),
                ("sealed_at", models.DateTimeField(null=True)),
                ("record", models.BinaryField()),
                ("record_hash", models.CharField(max_length=64)),
                ("reason", models.BinaryField()),
                ("signed_at", models.DateTimeField()),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="countersignature",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "SEALED"), _negated=True),
                        fields=["next_attempt_at"],
                        name="countersignature_unsealed",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["PENDING", "SEALED", "FAILED"])
                        ),
                        name="countersignature_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("pdf_sha256__isnull", False),
                                ("pdf_size__isnull", False),
                                ("sealed_at__isnull", False),
                            ),
                            models.Q(
                                ("pdf_sha256__isnull", True),
                                ("pdf_size__isnull", True),
                                ("sealed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="countersignature_seal_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sealed_at__isnull", False), ("state", "SEALED")),
                            models.Q(
                                models.Q(("state", "SEALED"), _negated=True),
                                ("sealed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="countersignature_sealed_iff_stored",
                    ),
                ],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
