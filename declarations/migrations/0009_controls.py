import datetime
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

ACKNOWLEDGE_ORDER = {
    "code": "ACKNOWLEDGE_ORDER",
    "regime": None,
    "amount": 3,
    "unit": "WORKING_DAY",
    "legal_basis": "ketentuan internal tentang perintah penanganan",
    "valid_from": datetime.date(2020, 7, 1),
}


def add_rule(apps, schema_editor):
    """By when somebody acknowledges what he was ordered."""
    apps.get_model("deadlines", "DeadlineRule").objects.create(**ACKNOWLEDGE_ORDER)


def remove_rule(apps, schema_editor):
    rules = apps.get_model("deadlines", "DeadlineRule").objects
    rules.filter(code=ACKNOWLEDGE_ORDER["code"]).delete()


def await_past_reviews(apps, schema_editor):
    """Decisions signed before this wait for their result too, without a date."""
    Decision = apps.get_model("declarations", "Decision")
    PastReview = apps.get_model("declarations", "PastReview")
    for decision in Decision.objects.filter(
        outcome="REVIEW_PAST_DECISION", case__status="CONTROL_ACTIVE"
    ):
        PastReview.objects.create(decision=decision)


class Migration(migrations.Migration):
    """What becomes of what was ordered: orders, evidence, checks, referrals."""

    dependencies = [
        ("declarations", "0008_passing_on"),
        ("documents", "0007_order_wording"),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
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
                ("held_on", models.DateField()),
                ("told_sealed", models.BinaryField()),
                ("recorded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="HandlingFile",
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
                        name="handling_file_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandlingNote",
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
                            ("REPORTED", "Melaporkan pelaksanaan"),
                            ("ACCEPTED", "Menerima laporan"),
                            ("MORE", "Meminta laporan dilengkapi"),
                            ("EXTENDED", "Memperpanjang pengendalian"),
                            ("ENDED", "Mengakhiri pengendalian"),
                            ("STILL", "Menyatakan keadaannya masih ada"),
                            ("OVER", "Menyatakan keadaannya sudah berakhir"),
                            ("CLOSED", "Menutup perkara"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text_sealed", models.BinaryField()),
                ("review_on", models.DateField(null=True)),
                ("by_as", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "REPORTED",
                                    "ACCEPTED",
                                    "MORE",
                                    "EXTENDED",
                                    "ENDED",
                                    "STILL",
                                    "OVER",
                                    "CLOSED",
                                ],
                            )
                        ),
                        name="note_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "EXTENDED"), ("review_on__isnull", False)
                            ),
                            models.Q(
                                models.Q(("kind", "EXTENDED"), _negated=True),
                                ("review_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="handling_note_extends_to_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                ("due_on", models.DateField(null=True)),
                ("due_amount", models.PositiveSmallIntegerField(null=True)),
                ("due_unit", models.CharField(blank=True, max_length=15)),
                ("due_rule", models.CharField(blank=True, max_length=40)),
                ("legal_basis", models.TextField(blank=True)),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
                ("content_sealed", models.BinaryField()),
                ("content_hash", models.CharField(max_length=64)),
                ("record_hash", models.CharField(max_length=64)),
                ("signed_as", models.CharField(max_length=300)),
                ("signed_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-signed_at"],
            },
        ),
        migrations.CreateModel(
            name="PastReview",
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
                ("due_on", models.DateField(null=True)),
                ("due_amount", models.PositiveSmallIntegerField(null=True)),
                ("due_unit", models.CharField(blank=True, max_length=15)),
                ("due_rule", models.CharField(blank=True, max_length=40)),
                ("legal_basis", models.TextField(blank=True)),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("KEPT", "Dipertahankan"),
                            ("CHANGED", "Diubah"),
                            ("ANNULLED", "Dibatalkan"),
                        ],
                        max_length=10,
                    ),
                ),
                ("new_number", models.CharField(blank=True, max_length=100)),
                ("new_on", models.DateField(null=True)),
                ("reasons_sealed", models.BinaryField(null=True)),
                ("recorded_at", models.DateTimeField(null=True)),
                ("reminded_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", True), ("result", "")),
                            models.Q(
                                ("recorded_at__isnull", False),
                                ("result__in", ["KEPT", "CHANGED", "ANNULLED"]),
                            ),
                            _connector="OR",
                        ),
                        name="past_review_result_iff_recorded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("new_number", ""),
                                ("new_on__isnull", True),
                                models.Q(
                                    ("result__in", ("CHANGED", "ANNULLED")),
                                    _negated=True,
                                ),
                            ),
                            models.Q(
                                ("new_on__isnull", False),
                                ("result__in", ("CHANGED", "ANNULLED")),
                                models.Q(("new_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="past_review_new_decision_iff_not_kept",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Referral",
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
                    "forum",
                    models.CharField(
                        choices=[
                            ("DISCIPLINE", "Pemeriksaan disiplin (PP 94/2021)"),
                            ("ETHICS", "Dewan Etik atau majelis kode etik"),
                            ("DKPP", "Dewan Kehormatan Penyelenggara Pemilu"),
                        ],
                        max_length=12,
                    ),
                ),
                ("referred_on", models.DateField()),
                ("number", models.CharField(max_length=100)),
                ("recorded_at", models.DateTimeField()),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("UNPROVEN", "Tidak terbukti"),
                            ("ORAL", "Ringan: teguran lisan"),
                            ("WRITTEN", "Ringan: teguran tertulis"),
                            (
                                "DISSATISFACTION",
                                "Ringan: pernyataan tidak puas secara tertulis",
                            ),
                            (
                                "CUT_6",
                                "Sedang: potongan tunjangan kinerja 25% selama 6 bulan",
                            ),
                            (
                                "CUT_9",
                                "Sedang: potongan tunjangan kinerja 25% selama 9 bulan",
                            ),
                            (
                                "CUT_12",
                                "Sedang: potongan tunjangan kinerja 25% selama 12 bulan",
                            ),
                            (
                                "DEMOTED",
                                "Berat: penurunan jabatan setingkat selama 12 bulan",
                            ),
                            (
                                "RELEASED",
                                "Berat: pembebasan dari jabatan selama 12 bulan",
                            ),
                            (
                                "DISMISSED",
                                "Berat: pemberhentian tidak atas permintaan sendiri",
                            ),
                            ("ETHICS_WARNED", "Etik: teguran tertulis"),
                            ("ETHICS_SUSPENDED", "Etik: pemberhentian sementara"),
                            ("ETHICS_REMOVED", "Etik: pemberhentian tetap"),
                        ],
                        max_length=20,
                    ),
                ),
                ("result_on", models.DateField(null=True)),
                ("result_number", models.CharField(blank=True, max_length=100)),
                ("result_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-referred_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("forum__in", ["DISCIPLINE", "ETHICS", "DKPP"])
                        ),
                        name="referral_forum_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "result__in",
                                [
                                    "",
                                    "UNPROVEN",
                                    "ORAL",
                                    "WRITTEN",
                                    "DISSATISFACTION",
                                    "CUT_6",
                                    "CUT_9",
                                    "CUT_12",
                                    "DEMOTED",
                                    "RELEASED",
                                    "DISMISSED",
                                    "ETHICS_WARNED",
                                    "ETHICS_SUSPENDED",
                                    "ETHICS_REMOVED",
                                ],
                            )
                        ),
                        name="referral_result_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("result", ""),
                                ("result_number", ""),
                                ("result_on__isnull", True),
                            ),
                            models.Q(
                                ("result_on__isnull", False),
                                models.Q(("result", ""), _negated=True),
                                models.Q(("result_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="referral_result_iff_dated",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="control",
            name="noticed_for",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("suspended", False),
                    models.Q(("status", "CLOSED"), _negated=True),
                    _connector="OR",
                ),
                name="case_closed_is_not_suspended",
            ),
        ),
        migrations.AddField(
            model_name="announcement",
            name="case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="announcement",
                to="declarations.case",
            ),
        ),
        migrations.AddField(
            model_name="announcement",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handlingfile",
            name="announcement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="declarations.announcement",
            ),
        ),
        migrations.AddField(
            model_name="handlingfile",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handling_files",
                to="declarations.case",
            ),
        ),
        migrations.AddField(
            model_name="handlingnote",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handlingnote",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handling_notes",
                to="declarations.case",
            ),
        ),
        migrations.AddField(
            model_name="handlingnote",
            name="control",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="declarations.control",
            ),
        ),
        migrations.AddField(
            model_name="handlingfile",
            name="note",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="declarations.handlingnote",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="acknowledgement",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acknowledged_order",
                to="documents.signingevidence",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="declarations.case",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handling_order",
                to="declarations.decision",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="document",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handling_order",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="evidence",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handling_order",
                to="documents.signingevidence",
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="signed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders_signed",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="template",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.papertemplate",
            ),
        ),
        migrations.AddField(
            model_name="pastreview",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="past_review",
                to="declarations.decision",
            ),
        ),
        migrations.AddField(
            model_name="pastreview",
            name="recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referral",
                to="declarations.decision",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="result_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="handlingnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("control__isnull", False),
                        (
                            "kind__in",
                            ("REPORTED", "ACCEPTED", "MORE", "EXTENDED", "ENDED"),
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "kind__in",
                                ("REPORTED", "ACCEPTED", "MORE", "EXTENDED", "ENDED"),
                            ),
                            _negated=True,
                        ),
                        ("control__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="handling_note_on_a_control_iff_its_kind_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="handlingnote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "ENDED")),
                fields=("control",),
                name="handling_note_ends_a_control_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="handlingnote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "CLOSED")),
                fields=("case",),
                name="handling_note_closes_a_case_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="handlingfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("announcement__isnull", True), ("note__isnull", False)),
                    models.Q(("announcement__isnull", False), ("note__isnull", True)),
                    _connector="OR",
                ),
                name="handling_file_belongs_to_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("acknowledged_at__isnull", False),
                        ("acknowledgement__isnull", False),
                    ),
                    models.Q(
                        ("acknowledged_at__isnull", True),
                        ("acknowledgement__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="order_acknowledged_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="pastreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reasons_sealed__isnull", False),
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", False),
                    ),
                    models.Q(
                        ("reasons_sealed__isnull", True),
                        ("recorded_at__isnull", True),
                        ("recorded_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="past_review_recorded_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("result_at__isnull", False),
                        ("result_by__isnull", False),
                        ("result_on__isnull", False),
                    ),
                    models.Q(
                        ("result_at__isnull", True),
                        ("result_by__isnull", True),
                        ("result_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="referral_result_whole",
            ),
        ),
        migrations.RunPython(add_rule, remove_rule),
        migrations.RunPython(await_past_reviews, migrations.RunPython.noop),
    ]
