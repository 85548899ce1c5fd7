import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("personnel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerLine",
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
                ("until", models.DateField(verbose_name="sampai sebelum")),
            ],
            options={
                "verbose_name": "garis atasan terdahulu",
                "verbose_name_plural": "garis atasan terdahulu",
                "ordering": ("until",),
            },
        ),
        migrations.AddField(
            model_name="position",
            name="established_on",
            field=models.DateField(blank=True, null=True, verbose_name="berdiri sejak"),
        ),
        migrations.AddField(
            model_name="unit",
            name="secretariat_type",
            field=models.CharField(
                blank=True,
                choices=[("A", "Tipe A"), ("B", "Tipe B")],
                max_length=1,
                verbose_name="tipe sekretariat",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("established_on__isnull", True),
                    ("abolished_on__isnull", True),
                    ("abolished_on__gt", models.F("established_on")),
                    _connector="OR",
                ),
                name="position_stands_for_some_days",
                violation_error_message="Jabatan dihapus sesudah berdiri.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("secretariat_type", ""),
                    models.Q(
                        models.Q(("level", "NATIONAL"), _negated=True),
                        ("secretariat_type__in", ["A", "B"]),
                    ),
                    _connector="OR",
                ),
                name="unit_secretariat_type_fits_level",
                violation_error_message="KPU RI tidak mempunyai tipe sekretariat.",
            ),
        ),
        migrations.AddField(
            model_name="formerline",
            name="other_line",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="former_administrative_subordinates",
                to="personnel.position",
                verbose_name="jabatan atasan administratif",
            ),
        ),
        migrations.AddField(
            model_name="formerline",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="former_lines",
                to="personnel.position",
                verbose_name="jabatan",
            ),
        ),
        migrations.AddField(
            model_name="formerline",
            name="superior",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="former_subordinates",
                to="personnel.position",
                verbose_name="jabatan atasan",
            ),
        ),
        migrations.AddConstraint(
            model_name="formerline",
            constraint=models.UniqueConstraint(
                fields=("position", "until"), name="former_line_one_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="formerline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superior__isnull", True),
                    models.Q(("superior", models.F("position")), _negated=True),
                    _connector="OR",
                ),
                name="former_line_not_its_own_superior",
                violation_error_message="Jabatan tidak dapat menjadi atasannya sendiri.",
            ),
        ),
        migrations.AddConstraint(
            model_name="formerline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("other_line__isnull", True),
                    models.Q(("other_line", models.F("position")), _negated=True),
                    _connector="OR",
                ),
                name="former_line_not_its_own_other_line",
                violation_error_message="Jabatan tidak dapat menjadi atasannya sendiri.",
            ),
        ),
    ]
