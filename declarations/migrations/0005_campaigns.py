import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TAKEN_OVER = """
    UPDATE declarations_obligation AS o
    SET due_on = c.due_on, told_at = c.opened_at
    FROM declarations_campaign AS c WHERE c.id = o.campaign_id;
    INSERT INTO declarations_campaign_wordings (campaign_id, papertemplate_id)
    SELECT id, template_id FROM declarations_campaign;
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """Campaigns with their occasion, reminders and ladder."""

    dependencies = [
        ("declarations", "0004_cases_of_their_own"),
        ("documents", "0005_more_kinds_of_paper"),
        ("personnel", "0005_grant_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Step",
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
                            ("REMINDER", "Diingatkan"),
                            ("WARNING", "Surat peringatan"),
                            ("REPORT", "Dilaporkan ke atasan"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["REMINDER", "WARNING", "REPORT"])
                        ),
                        name="step_kind_known",
                    )
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="obligation",
            options={"ordering": ("due_on", "pk")},
        ),
        migrations.RemoveConstraint(
            model_name="obligation",
            name="obligation_excuse_known",
        ),
        migrations.AddField(
            model_name="campaign",
            name="closed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="closed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="closing_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="campaign",
            name="reminders",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(), default=list
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="wordings",
            field=models.ManyToManyField(
                related_name="pinned_by", to="documents.papertemplate"
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="working_days",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="obligation",
            name="due_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="obligation",
            name="told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(TAKEN_OVER, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="obligation",
            name="excuse",
            field=models.CharField(
                blank=True,
                choices=[
                    ("LEFT", "Tidak bekerja lagi"),
                    ("MOVED", "Pindah ke satker lain"),
                    ("CLOSED", "Kampanye diakhiri lebih awal"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(
                condition=models.Q(("excused_at", None), ("fulfilled_by", None)),
                fields=["due_on"],
                name="obligation_owed",
            ),
        ),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(
                condition=models.Q(
                    ("excused_at", None), ("fulfilled_by", None), ("told_at", None)
                ),
                fields=["campaign"],
                name="obligation_untold",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("occasion__in", ("JOINING", "MOVING")),
                        ("working_days__isnull", False),
                    ),
                    models.Q(
                        models.Q(
                            ("occasion__in", ("JOINING", "MOVING")), _negated=True
                        ),
                        ("working_days", None),
                    ),
                    _connector="OR",
                ),
                name="campaign_standing_iff_days_given",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False), ("closed_by__isnull", False)
                    ),
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    _connector="OR",
                ),
                name="campaign_closing_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closing_reason", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        models.Q(("closing_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="campaign_closed_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("campaign", None), ("due_on", None)),
                    models.Q(("campaign__isnull", False), ("due_on__isnull", False)),
                    _connector="OR",
                ),
                name="obligation_due_iff_campaign",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(("excuse__in", ["", "LEFT", "MOVED", "CLOSED"])),
                name="obligation_excuse_known",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="document",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="warning",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="declarations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="told",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports_received",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "REMINDER")),
                fields=("obligation", "on"),
                name="step_one_reminder_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "REMINDER"), _negated=True),
                fields=("obligation", "kind"),
                name="step_each_rung_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document__isnull", False), ("kind", "WARNING")),
                    models.Q(
                        models.Q(("kind", "WARNING"), _negated=True), ("document", None)
                    ),
                    _connector="OR",
                ),
                name="step_letter_iff_warning",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("told", None), ("kind", "REPORT"), _connector="OR"),
                name="step_told_only_in_report",
            ),
        ),
    ]
