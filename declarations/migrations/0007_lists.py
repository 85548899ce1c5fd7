import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Interest lists, integrity pacts, cooling-off, and newer versions of statements."""

    dependencies = [
        ("deadlines", "0004_interest_lists"),
        ("declarations", "0006_questionnaire"),
        ("documents", "0005_more_kinds_of_paper"),
        ("personnel", "0005_grant_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CoolingOff",
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
                ("capacity", models.CharField(max_length=300)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("amount", models.PositiveSmallIntegerField()),
                ("amount_unit", models.CharField(max_length=15)),
                ("rule_code", models.CharField(max_length=40)),
                ("legal_basis", models.TextField()),
                ("noted_at", models.DateTimeField()),
                ("number", models.CharField(max_length=60, unique=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["ends_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="cooling_off_forward",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="statement",
            name="amends",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="amendments",
                to="declarations.statement",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="former_case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="former_statements",
                to="declarations.case",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amends__isnull", True),
                    models.Q(
                        ("kind__in", ("POTENTIAL", "ACTUAL")), ("status", "DRAFT")
                    ),
                    _connector="OR",
                ),
                name="statement_amends_only_as_a_conflict_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("former_case__isnull", True),
                    models.Q(
                        ("kind__in", ("POTENTIAL", "ACTUAL")), ("status", "SUPERSEDED")
                    ),
                    _connector="OR",
                ),
                name="statement_left_its_case_superseded",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "INTEREST_LIST"), ("status", "DRAFT")),
                fields=("declarant",),
                name="statement_one_list_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "INTEREST_LIST"), ("status", "SIGNED")),
                fields=("declarant",),
                name="statement_one_list_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "INTEGRITY_PACT"), ("status", "DRAFT")),
                fields=("declarant",),
                name="statement_one_pact_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "INTEGRITY_PACT"), ("status", "SIGNED")),
                fields=("declarant",),
                name="statement_one_pact_in_force",
            ),
        ),
        migrations.AddField(
            model_name="coolingoff",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cooling_off",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="coolingoff",
            name="ended_by_tenure",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="personnel.tenure",
            ),
        ),
        migrations.AddField(
            model_name="coolingoff",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cooling_offs",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="coolingoff",
            name="regime",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="deadlines.regime",
            ),
        ),
        migrations.AddField(
            model_name="coolingoff",
            name="tenure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cooling_offs",
                to="personnel.tenure",
            ),
        ),
        migrations.AddField(
            model_name="coolingoff",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cooling_offs",
                to="personnel.unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="coolingoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("person",),
                name="cooling_off_one_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="coolingoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False), ("ended_by_tenure__isnull", False)
                    ),
                    models.Q(
                        ("ended_at__isnull", True), ("ended_by_tenure__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="cooling_off_end_whole",
            ),
        ),
    ]
