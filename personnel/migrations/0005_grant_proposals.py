import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("personnel", "0004_rosters"),
    ]

    operations = [
        migrations.CreateModel(
            name="GrantProposal",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("UNIT_OPERATOR", "Operator satker"),
                            ("COMPLAINT_OFFICER", "Petugas pengaduan"),
                            ("P3K2", "Pengelola konflik kepentingan (P3K2)"),
                            ("PLENARY_VIEWER", "Ketua/anggota pleno"),
                            ("UPG", "Unit Pengendalian Gratifikasi"),
                            ("AUDITOR", "Auditor wilayah"),
                            ("REGION_CHIEF", "Inspektur wilayah"),
                            ("CHIEF_INSPECTOR", "Inspektur Utama"),
                            ("ORGANISATION_ADMIN", "Administrator organisasi"),
                            ("SYSTEM_ADMIN", "Administrator sistem"),
                            ("DPO", "Pejabat Pelindungan Data Pribadi"),
                        ],
                        max_length=20,
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("reason", models.CharField(max_length=500)),
                ("proposed_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("PENDING", "Menunggu persetujuan"),
                            ("APPROVED", "Disetujui"),
                            ("REFUSED", "Ditolak"),
                            ("WITHDRAWN", "Ditarik"),
                        ],
                        default="PENDING",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("refusal", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="grant",
            name="grant_role_known",
        ),
        migrations.RemoveConstraint(
            model_name="grant",
            name="grant_scope_fits_role",
        ),
        migrations.RemoveConstraint(
            model_name="grant",
            name="grant_period_has_days",
        ),
        migrations.AddField(
            model_name="grant",
            name="end_reason",
            field=models.CharField(
                blank=True,
                editable=False,
                max_length=500,
                verbose_name="alasan diakhiri",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="ended_at",
            field=models.DateTimeField(
                editable=False, null=True, verbose_name="diakhiri pada"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="ended_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="diakhiri oleh",
            ),
        ),
        migrations.AlterField(
            model_name="grant",
            name="role",
            field=models.CharField(
                choices=[
                    ("UNIT_OPERATOR", "Operator satker"),
                    ("COMPLAINT_OFFICER", "Petugas pengaduan"),
                    ("P3K2", "Pengelola konflik kepentingan (P3K2)"),
                    ("PLENARY_VIEWER", "Ketua/anggota pleno"),
                    ("UPG", "Unit Pengendalian Gratifikasi"),
                    ("AUDITOR", "Auditor wilayah"),
                    ("REGION_CHIEF", "Inspektur wilayah"),
                    ("CHIEF_INSPECTOR", "Inspektur Utama"),
                    ("ORGANISATION_ADMIN", "Administrator organisasi"),
                    ("SYSTEM_ADMIN", "Administrator sistem"),
                    ("DPO", "Pejabat Pelindungan Data Pribadi"),
                ],
                max_length=20,
                verbose_name="peran",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "UNIT_OPERATOR",
                            "COMPLAINT_OFFICER",
                            "P3K2",
                            "PLENARY_VIEWER",
                            "UPG",
                            "AUDITOR",
                            "REGION_CHIEF",
                            "CHIEF_INSPECTOR",
                            "ORGANISATION_ADMIN",
                            "SYSTEM_ADMIN",
                            "DPO",
                        ],
                    )
                ),
                name="grant_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("region", None),
                        (
                            "role__in",
                            (
                                "UNIT_OPERATOR",
                                "COMPLAINT_OFFICER",
                                "P3K2",
                                "PLENARY_VIEWER",
                                "UPG",
                            ),
                        ),
                        ("unit__isnull", False),
                    ),
                    models.Q(
                        ("region__isnull", False),
                        ("role__in", ("AUDITOR", "REGION_CHIEF")),
                        ("unit", None),
                    ),
                    models.Q(
                        ("region", None),
                        (
                            "role__in",
                            (
                                "CHIEF_INSPECTOR",
                                "ORGANISATION_ADMIN",
                                "SYSTEM_ADMIN",
                                "DPO",
                            ),
                        ),
                        ("unit", None),
                    ),
                    _connector="OR",
                ),
                name="grant_scope_fits_role",
                violation_error_message="Lingkup tidak sesuai dengan peran: peran satker memerlukan satker, auditor dan inspektur wilayah memerlukan inspektorat wilayah, peran lain berlaku nasional.",
            ),
        ),
    ]
