import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery


def note_the_asking(apps, schema_editor):
    """Until now each was given for the one time that its case had asked."""
    Case = apps.get_model("declarations", "Case")
    asked = Case.objects.filter(pk=OuterRef("case")).values("advice_asked_at")
    Recommendation = apps.get_model("declarations", "Recommendation")
    Recommendation.objects.update(asked_at=Subquery(asked))


class Migration(migrations.Migration):
    dependencies = [("declarations", "0012_ceremony")]

    operations = [
        migrations.AlterModelOptions(
            name="recommendation", options={"ordering": ["given_at", "pk"]}
        ),
        migrations.AddField(
            model_name="recommendation",
            name="asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(note_the_asking, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="recommendation",
            name="asked_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="recommendation",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recommendations",
                to="declarations.case",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                fields=("case", "asked_at"), name="recommendation_once_an_asking"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=Q(given_at__gte=F("asked_at")),
                name="recommendation_after_its_asking",
            ),
        ),
    ]
