from datetime import date

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from declarations.identification.standard import REGIMES, standard_rows

VALID_FROM = date(2020, 7, 1)
FREEZE = """
CREATE FUNCTION declarations_refuse_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A published questionnaire is frozen'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER questionnaire_frozen BEFORE UPDATE OR DELETE
    ON declarations_questionnaire FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL)
    EXECUTE FUNCTION declarations_refuse_published();
"""
THAW = """
DROP TRIGGER questionnaire_frozen ON declarations_questionnaire;
DROP FUNCTION declarations_refuse_published();
"""


def load(apps, schema_editor):
    Questionnaire = apps.get_model("declarations", "Questionnaire")
    now = timezone.now()
    for regime in REGIMES:
        Questionnaire.objects.create(
            regime_id=regime,
            version=1,
            questions=standard_rows(regime),
            valid_from=VALID_FROM,
            created_at=now,
            published_at=now,
        )


class Migration(migrations.Migration):
    """The versioned questionnaire that leads to FREE or to the topics of POTENTIAL."""

    dependencies = [
        ("declarations", "0005_campaigns"),
        ("deadlines", "0003_regimes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Questionnaire",
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
                ("version", models.PositiveSmallIntegerField()),
                ("questions", models.JSONField(default=list)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("valid_from", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questionnaires",
                        to="deadlines.regime",
                    ),
                ),
            ],
            options={
                "ordering": ["regime", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("regime", "version"), name="questionnaire_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at__isnull", True)),
                        fields=("regime",),
                        name="questionnaire_one_draft_a_regime",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", False),
                                ("valid_from__isnull", False),
                            ),
                            models.Q(
                                ("published_at__isnull", True),
                                ("valid_from__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="questionnaire_publication_whole",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FREEZE, THAW),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
