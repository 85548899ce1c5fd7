import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PROTECT = django.db.models.deletion.PROTECT
TAKEN_OVER = """
    UPDATE declarations_campaign SET public_id = gen_random_uuid();
    UPDATE declarations_case AS c
    SET number = s.number, person_id = s.declarant_id, tenure_id = s.tenure_id,
        unit_id = s.unit_id, regime_id = s.regime_id
    FROM declarations_statement AS s WHERE s.id = c.statement_id;
    UPDATE declarations_case AS c SET decision_id = d.id
    FROM declarations_decision AS d WHERE d.case_id = c.id;
    INSERT INTO declarations_keptout (case_id, person_key, why)
    SELECT c.id, n.person_key, 'PARTY'
    FROM declarations_namedperson AS n
    JOIN declarations_case AS c ON c.statement_id = n.statement_id;
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """A case knows whose it is, where and under which law, without its statement."""

    dependencies = [
        ("deadlines", "0003_regimes"),
        ("declarations", "0003_planned_tenures"),
        ("documents", "0004_breach_notice"),
        ("personnel", "0005_grant_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "campaign",
            "occasion",
            models.CharField(
                choices=[
                    ("YEARLY", "Tahunan"),
                    ("JOINING", "Pegawai baru"),
                    ("MOVING", "Mutasi"),
                    ("STAGE", "Sebelum tahapan pemilu"),
                    ("EVENT", "Acara penandatanganan"),
                ],
                default="YEARLY",
                max_length=10,
            ),
        ),
        migrations.AddField(
            "campaign",
            "asks",
            models.CharField(
                choices=[
                    ("STATEMENT", "Surat pernyataan bebas atau potensi"),
                    ("INTEREST_LIST", "Daftar Kepentingan Pribadi"),
                    ("INTEGRITY_PACT", "Pakta Integritas"),
                ],
                default="STATEMENT",
                max_length=20,
            ),
        ),
        migrations.AddField(
            "campaign", "public_id", models.UUIDField(editable=False, null=True)
        ),
        migrations.AddConstraint(
            "campaign",
            models.CheckConstraint(
                name="campaign_occasion_known",
                condition=models.Q(
                    occasion__in=["YEARLY", "JOINING", "MOVING", "STAGE", "EVENT"]
                ),
            ),
        ),
        migrations.AddConstraint(
            "campaign",
            models.CheckConstraint(
                name="campaign_asks_known",
                condition=models.Q(
                    asks__in=["STATEMENT", "INTEREST_LIST", "INTEGRITY_PACT"]
                ),
            ),
        ),
        migrations.CreateModel(
            name="KeptOut",
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
                    "why",
                    models.CharField(
                        choices=[
                            ("PARTY", "Pihak lain"),
                            ("RECUSED", "Mengundurkan diri dari penelaahan"),
                            ("REPORTER", "Pelapor"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=PROTECT,
                        related_name="kept_out",
                        to="declarations.case",
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            "decision",
            "case",
            models.ForeignKey(
                on_delete=PROTECT, related_name="decisions", to="declarations.case"
            ),
        ),
        migrations.AlterField(
            "decision",
            "document",
            models.OneToOneField(
                null=True,
                on_delete=PROTECT,
                related_name="decision",
                to="documents.document",
            ),
        ),
        migrations.AlterField(
            "case",
            "statement",
            models.OneToOneField(
                null=True,
                on_delete=PROTECT,
                related_name="case",
                to="declarations.statement",
            ),
        ),
        migrations.AddField("case", "account_sealed", models.BinaryField(null=True)),
        migrations.AddField("case", "closed_at", models.DateTimeField(null=True)),
        migrations.AddField("case", "advice_asked_at", models.DateTimeField(null=True)),
        migrations.AddField("case", "reconsider_asked_at", models.DateTimeField(null=True)),
        migrations.AddField("case", "monitored_at", models.DateTimeField(null=True)),
        migrations.AddField("case", "oversight_ended_at", models.DateTimeField(null=True)),
        migrations.AddField("control", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "case", "election_party", models.BooleanField(default=False)
        ),
        migrations.AddField(
            "case",
            "decision",
            models.OneToOneField(
                null=True,
                on_delete=PROTECT,
                related_name="+",
                to="declarations.decision",
            ),
        ),
        migrations.AddField(
            "case",
            "follows",
            models.ForeignKey(
                null=True,
                on_delete=PROTECT,
                related_name="followed_by",
                to="declarations.case",
            ),
        ),
        migrations.AddField(
            "case",
            "initiated_by",
            models.ForeignKey(
                null=True,
                on_delete=PROTECT,
                related_name="cases_initiated",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "case", "number", models.CharField(max_length=60, null=True, unique=True)
        ),
        migrations.AddField(
            "case",
            "person",
            models.ForeignKey(
                null=True,
                on_delete=PROTECT,
                related_name="cases",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "case",
            "tenure",
            models.ForeignKey(
                null=True,
                on_delete=PROTECT,
                related_name="cases",
                to="personnel.tenure",
            ),
        ),
        migrations.AddField(
            "case",
            "unit",
            models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="cases", to="personnel.unit"
            ),
        ),
        migrations.AddField(
            "case",
            "regime",
            models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="+", to="deadlines.regime"
            ),
        ),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(TAKEN_OVER, migrations.RunSQL.noop),
        migrations.AlterField(
            "campaign",
            "public_id",
            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AlterField(
            "case", "number", models.CharField(max_length=60, unique=True)
        ),
        migrations.AlterField(
            "case",
            "person",
            models.ForeignKey(
                on_delete=PROTECT,
                related_name="cases",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "case",
            "tenure",
            models.ForeignKey(
                on_delete=PROTECT, related_name="cases", to="personnel.tenure"
            ),
        ),
        migrations.AlterField(
            "case",
            "unit",
            models.ForeignKey(
                on_delete=PROTECT, related_name="cases", to="personnel.unit"
            ),
        ),
        migrations.AlterField(
            "case",
            "regime",
            models.ForeignKey(
                on_delete=PROTECT, related_name="+", to="deadlines.regime"
            ),
        ),
        migrations.DeleteModel("NamedPerson"),
        migrations.AddConstraint(
            "keptout",
            models.CheckConstraint(
                name="kept_out_why_known",
                condition=models.Q(why__in=["PARTY", "RECUSED", "REPORTER"]),
            ),
        ),
        migrations.AddConstraint(
            "keptout",
            models.UniqueConstraint(
                fields=["case", "person_key"], name="kept_out_once_a_case"
            ),
        ),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                name="case_closed_iff_dated",
                condition=models.Q(status="CLOSED", closed_at__isnull=False)
                | (~models.Q(status="CLOSED") & models.Q(closed_at__isnull=True)),
            ),
        ),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                name="case_begun_by_a_statement_or_a_superior",
                condition=models.Q(statement__isnull=False)
                | models.Q(initiated_by__isnull=False, account_sealed__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                name="case_decided_has_its_decision",
                condition=models.Q(decision__isnull=False)
                | ~models.Q(status__in=["DECIDED", "CONTROL_ACTIVE", "CLOSED"]),
            ),
        ),
    ]
