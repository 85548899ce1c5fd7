import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Forwarding, withdrawing, escalating, cases that a superior opens, files."""

    dependencies = [
        ("deadlines", "0003_regimes"),
        ("declarations", "0007_lists"),
        ("personnel", "0005_grant_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountDraft",
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
                ("answers_sealed", models.BinaryField()),
                ("saved_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
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
                            ("PDF", "PDF"),
                            ("JPG", "JPG"),
                            ("PNG", "PNG"),
                            ("DOCX", "DOCX"),
                            ("XLSX", "XLSX"),
                            ("MP4", "MP4"),
                        ],
                        max_length=5,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("stored_as", models.CharField(max_length=120, unique=True)),
                ("about_sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["PDF", "JPG", "PNG", "DOCX", "XLSX", "MP4"])
                        ),
                        name="attachment_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseReminder",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("HALF", "Separuh waktu"),
                            ("DAY_BEFORE", "Satu hari kerja sebelum tenggat"),
                            ("DUE", "Hari tenggat"),
                            ("OVERDUE", "Terlambat"),
                            ("SUPERIOR", "Atasan penelaah diberi tahu"),
                            ("INSPECTORATE", "Inspektorat diberi tahu"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                [
                                    "HALF",
                                    "DAY_BEFORE",
                                    "DUE",
                                    "OVERDUE",
                                    "SUPERIOR",
                                    "INSPECTORATE",
                                ],
                            )
                        ),
                        name="case_reminder_step_known",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_routed_reason_known",
        ),
        migrations.AlterField(
            model_name="case",
            name="routed_reason",
            field=models.CharField(
                choices=[
                    ("DIRECT", "Atasan langsung"),
                    ("VACANT", "Jabatan atasan lowong"),
                    ("EXCLUDED", "Atasan dilewati"),
                    ("CHOSEN", "Ditunjuk Inspektur Utama"),
                    ("PLENARY", "Rapat Pleno"),
                    ("FORWARDED", "Diteruskan atasan sebelumnya"),
                    ("ESCALATED", "Dinaikkan Inspektorat"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "routed_reason__in",
                        [
                            "DIRECT",
                            "VACANT",
                            "EXCLUDED",
                            "CHOSEN",
                            "PLENARY",
                            "FORWARDED",
                            "ESCALATED",
                        ],
                    )
                ),
                name="case_routed_reason_known",
            ),
        ),
        migrations.AddField(
            model_name="accountdraft",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="accountdraft",
            name="tenure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="personnel.tenure",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="declarations.case",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="clarification",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="declarations.clarification",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="draft",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="declarations.accountdraft",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="given_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="statement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="declarations.statement",
            ),
        ),
        migrations.AddField(
            model_name="casereminder",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders",
                to="declarations.case",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountdraft",
            constraint=models.UniqueConstraint(
                fields=("author", "tenure"), name="account_draft_one_a_tenure"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("case__isnull", True),
                        ("clarification__isnull", True),
                        ("draft__isnull", True),
                        ("statement__isnull", False),
                    ),
                    models.Q(
                        ("case__isnull", True),
                        ("clarification__isnull", True),
                        ("draft__isnull", False),
                        ("statement__isnull", True),
                    ),
                    models.Q(
                        ("case__isnull", False),
                        ("clarification__isnull", True),
                        ("draft__isnull", True),
                        ("statement__isnull", True),
                    ),
                    models.Q(
                        ("case__isnull", True),
                        ("clarification__isnull", False),
                        ("draft__isnull", True),
                        ("statement__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="attachment_belongs_to_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="casereminder",
            constraint=models.UniqueConstraint(
                fields=("case", "step", "on"), name="case_reminder_once_a_step"
            ),
        ),
    ]
