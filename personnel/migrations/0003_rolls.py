from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("personnel", "0002_former_lines"),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterDay",
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
                    "zone",
                    models.CharField(
                        choices=[("WIB", "WIB"), ("WITA", "WITA"), ("WIT", "WIT")],
                        max_length=4,
                        unique=True,
                    ),
                ),
                ("done", models.DateField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("zone__in", ["WIB", "WITA", "WIT"])),
                        name="roster_day_zone_known",
                    )
                ]
            },
        ),
        migrations.AddField(
            model_name="tenure",
            name="basis",
            field=models.CharField(
                blank=True, max_length=120, verbose_name="dasar penugasan"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="last_day",
            field=models.DateField(
                editable=False, null=True, verbose_name="hari terakhir"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="nik_key",
            field=models.CharField(editable=False, max_length=64, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="nik_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                fields=("nik_key",),
                name="user_nik_unique",
                violation_error_message="NIK ini sudah tercatat pada pegawai lain.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nik_key__isnull", False), ("nik_sealed__isnull", False)),
                    models.Q(("nik_key__isnull", True), ("nik_sealed__isnull", True)),
                    _connector="OR",
                ),
                name="user_nik_whole",
            ),
        ),
    ]
