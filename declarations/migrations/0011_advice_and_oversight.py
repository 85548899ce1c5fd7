import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Consultation, recommendation and what the Inspektorat notes."""

    dependencies = [
        ("declarations", "0010_matters"),
        ("personnel", "0005_grant_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="oversight_reminded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Consultation",
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
                    "desk",
                    models.CharField(
                        choices=[("P3K2", "P3K2"), ("INSPECTORATE", "Inspektorat")],
                        max_length=12,
                    ),
                ),
                ("subject_sealed", models.BinaryField()),
                ("asked_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("offered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "adviser",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations_taken",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meant_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offered_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.oversightregion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="personnel.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("desk__in", ["P3K2", "INSPECTORATE"])),
                        name="consultation_desk_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adviser__isnull", False), ("taken_at__isnull", False)
                            ),
                            models.Q(
                                ("adviser__isnull", True), ("taken_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="consultation_taking_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("offered_at__isnull", False),
                                ("offered_to__isnull", False),
                            ),
                            models.Q(
                                ("offered_at__isnull", True),
                                ("offered_to__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="consultation_offer_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("desk", "P3K2"),
                                ("region__isnull", True),
                                ("unit__isnull", False),
                            ),
                            models.Q(("desk", "INSPECTORATE"), ("unit__isnull", True)),
                            _connector="OR",
                        ),
                        name="consultation_desk_has_its_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adviser__isnull", True),
                                models.Q(("adviser", models.F("asker")), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("offered_to__isnull", True),
                                models.Q(
                                    ("offered_to", models.F("asker")), _negated=True
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="consultation_never_with_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("offered_to__isnull", True),
                            models.Q(
                                ("adviser__isnull", False), ("closed_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="consultation_offered_by_its_adviser",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationMessage",
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
                ("text_sealed", models.BinaryField()),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="declarations.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ConsultationReading",
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
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="declarations.consultation",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["first_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consultation", "reader"),
                        name="consultation_reading_once_a_reader",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
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
                            ("COMMENT", "Catatan"),
                            ("QUESTION", "Permintaan penjelasan"),
                            ("ANSWER", "Penjelasan penelaah"),
                            ("RECONSIDER", "Permintaan pertimbangan ulang"),
                            ("UPHELD", "Putusan dipertahankan"),
                            ("ESCALATION", "Dinaikkan ke atasan berikutnya"),
                            ("MONITORING", "Dalam pemantauan"),
                            ("CONCLUSION", "Pengawasan ditutup"),
                        ],
                        max_length=12,
                    ),
                ),
                ("shared", models.BooleanField(default=False)),
                ("text_sealed", models.BinaryField()),
                ("written_as", models.CharField(max_length=300)),
                ("written_at", models.DateTimeField()),
                (
                    "answers",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="declarations.note",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="declarations.case",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "COMMENT",
                                    "QUESTION",
                                    "ANSWER",
                                    "RECONSIDER",
                                    "UPHELD",
                                    "ESCALATION",
                                    "MONITORING",
                                    "CONCLUSION",
                                ],
                            )
                        ),
                        name="oversight_note_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    ("QUESTION", "ANSWER", "RECONSIDER", "UPHELD"),
                                ),
                                ("shared", True),
                            ),
                            models.Q(
                                (
                                    "kind__in",
                                    ("ESCALATION", "MONITORING", "CONCLUSION"),
                                ),
                                ("shared", False),
                            ),
                            ("kind", "COMMENT"),
                            _connector="OR",
                        ),
                        name="note_shared_as_its_kind_demands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answers__isnull", False), ("kind", "ANSWER")),
                            models.Q(
                                models.Q(("kind", "ANSWER"), _negated=True),
                                ("answers__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="note_answer_has_its_question",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ("RECONSIDER", "UPHELD", "MONITORING", "CONCLUSION"),
                            )
                        ),
                        fields=("case", "kind"),
                        name="note_of_some_kinds_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
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
                    "truth",
                    models.CharField(
                        choices=[
                            ("TRUE", "Benar"),
                            ("PARTLY", "Sebagian benar"),
                            ("FALSE", "Tidak benar"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "impact",
                    models.CharField(
                        choices=[
                            ("LOW", "Rendah"),
                            ("MEDIUM", "Sedang"),
                            ("HIGH", "Tinggi"),
                        ],
                        max_length=10,
                    ),
                ),
                ("content_sealed", models.BinaryField()),
                ("given_as", models.CharField(max_length=300)),
                ("given_at", models.DateTimeField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendation",
                        to="declarations.case",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("truth__in", ["TRUE", "PARTLY", "FALSE"])),
                        name="recommendation_truth_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("impact__in", ["LOW", "MEDIUM", "HIGH"])),
                        name="recommendation_impact_known",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Reconsideration",
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
                ("asked_at", models.DateTimeField()),
                ("status_before", models.CharField(max_length=20)),
                ("suspended_before", models.BooleanField()),
                ("due_before", models.DateField()),
                ("due_before_amount", models.PositiveSmallIntegerField()),
                ("due_before_unit", models.CharField(max_length=15)),
                ("due_before_rule", models.CharField(max_length=40)),
                ("due_before_basis", models.TextField()),
                ("due_on", models.DateField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("upheld", models.BooleanField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconsideration",
                        to="declarations.case",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconsideration",
                        to="declarations.decision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False), ("upheld__isnull", False)
                            ),
                            models.Q(
                                ("ended_at__isnull", True), ("upheld__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="reconsideration_end_whole",
                    )
                ]
            },
        ),
    ]
