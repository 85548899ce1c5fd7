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
                "constraints": [
                    models.CheckConstraint(
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
                        name="grant_proposal_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ["PENDING", "APPROVED", "REFUSED", "WITHDRAWN"],
                            )
                        ),
                        name="grant_proposal_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", False),
                            ("period__startswith__isnull", False),
                        ),
                        name="grant_proposal_period_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", "REFUSED"),
                                models.Q(("refusal", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("outcome", "REFUSED"), _negated=True),
                                ("refusal", ""),
                            ),
                            _connector="OR",
                        ),
                        name="grant_proposal_refusal_has_words",
                    ),
                ],
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
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("period__isempty", False),
                        ("period__startswith__isnull", False),
                    ),
                    models.Q(("ended_at__isnull", False), ("period__isempty", True)),
                    _connector="OR",
                ),
                name="grant_period_has_days",
                violation_error_message="Masa berlaku harus punya tanggal mulai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("end_reason", ""),
                        ("ended_at__isnull", True),
                        ("ended_by", None),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        models.Q(("end_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="grant_end_has_its_reason",
            ),
        ),
        migrations.AddField(
            model_name="grantproposal",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="grantproposal",
            name="follows",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prolongations",
                to="personnel.grant",
            ),
        ),
        migrations.AddField(
            model_name="grantproposal",
            name="grant",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposal",
                to="personnel.grant",
            ),
        ),
        migrations.AddField(
            model_name="grantproposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="grantproposal",
            name="region",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grant_proposals",
                to="personnel.oversightregion",
            ),
        ),
        migrations.AddField(
            model_name="grantproposal",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grant_proposals",
                to="personnel.unit",
            ),
        ),
        migrations.AddField(
            model_name="grantproposal",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grant_proposals",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="grantproposal",
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
                name="grant_proposal_scope_fits_role",
                violation_error_message="Lingkup tidak sesuai dengan peran: peran satker memerlukan satker, auditor dan inspektur wilayah memerlukan inspektorat wilayah, peran lain berlaku nasional.",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False), ("decided_by__isnull", False)
                    ),
                    models.Q(
                        ("decided_at__isnull", True), ("decided_by__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="grant_proposal_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by__isnull", True), ("outcome", "PENDING")),
                    models.Q(
                        models.Q(("outcome", "PENDING"), _negated=True),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="grant_proposal_pending_is_undecided",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grant__isnull", False), ("outcome", "APPROVED")),
                    models.Q(
                        models.Q(("outcome", "APPROVED"), _negated=True),
                        ("grant__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="grant_proposal_grant_iff_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proposed_by", models.F("user")), _negated=True),
                    models.Q(
                        ("outcome__in", ("PENDING", "WITHDRAWN")),
                        models.Q(("decided_by", models.F("user")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="grant_proposal_not_for_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__in", ("APPROVED", "REFUSED")), _negated=True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    models.Q(
                        ("outcome", "APPROVED"), ("role__in", ("UNIT_OPERATOR", "UPG"))
                    ),
                    _connector="OR",
                ),
                name="grant_proposal_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "PENDING")),
                fields=("user", "role", "unit", "region"),
                name="grant_proposal_one_pending",
                nulls_distinct=False,
            ),
        ),
    ]
