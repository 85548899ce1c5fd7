import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Matters to be decided, and who stays out of them."""

    dependencies = [
        ("declarations", "0009_controls"),
        ("personnel", "0005_grant_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
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
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PROCUREMENT", "Pengadaan atau tender"),
                            ("APPOINTMENT", "Pengangkatan atau seleksi"),
                            ("VERIFICATION", "Verifikasi partai atau peserta"),
                            ("PLENARY", "Rapat Pleno"),
                            ("TRANSFER", "Mutasi"),
                            ("OTHER", "Lainnya"),
                        ],
                        max_length=15,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("expected_from", models.DateField()),
                ("expected_until", models.DateField()),
                ("parties_sealed", models.BinaryField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "Belum diputus"),
                            ("DECIDED", "Sudah diputus"),
                            ("DROPPED", "Tidak dilanjutkan"),
                        ],
                        default="OPEN",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters_settled",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="personnel.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["expected_from", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "PROCUREMENT",
                                    "APPOINTMENT",
                                    "VERIFICATION",
                                    "PLENARY",
                                    "TRANSFER",
                                    "OTHER",
                                ],
                            )
                        ),
                        name="matter_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["OPEN", "DECIDED", "DROPPED"])
                        ),
                        name="matter_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                            ),
                            models.Q(
                                ("settled_at__isnull", True),
                                ("settled_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="matter_settling_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("state", "OPEN")),
                            models.Q(
                                models.Q(("state", "OPEN"), _negated=True),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="matter_open_iff_not_settled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expected_until__gte", models.F("expected_from"))
                        ),
                        name="matter_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseMatter",
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
                ("named_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_matters",
                        to="declarations.case",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_in",
                        to="declarations.matter",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "matter"), name="case_matter_named_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterParty",
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
                ("person_key", models.CharField(db_index=True, max_length=64)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="declarations.matter",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("matter", "person_key"), name="matter_party_once"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Recusal",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("PROVISIONAL", "Sementara, sampai diputuskan"),
                            ("ORDERED", "Diperintahkan dalam putusan"),
                        ],
                        max_length=12,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("until", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="declarations.case",
                    ),
                ),
                (
                    "control",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="declarations.control",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="personnel.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["PROVISIONAL", "ORDERED"])),
                        name="recusal_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("control__isnull", False), ("source", "ORDERED")),
                            models.Q(
                                ("control__isnull", True), ("source", "PROVISIONAL")
                            ),
                            _connector="OR",
                        ),
                        name="recusal_ordered_iff_by_a_control",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("case", "control"),
                        name="recusal_once_while_it_lasts",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["unit", "state", "expected_from"], name="matter_list"
            ),
        ),
        migrations.AddIndex(
            model_name="recusal",
            index=models.Index(fields=["unit", "ended_on"], name="recusal_by_unit"),
        ),
        migrations.AddIndex(
            model_name="recusal",
            index=models.Index(fields=["person", "ended_on"], name="recusal_by_person"),
        ),
    ]
