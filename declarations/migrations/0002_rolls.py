import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


NEW_ADDRESSEE = {
    "code": "NEW_ADDRESSEE",
    "regime": None,
    "amount": 1,
    "unit": "WORKING_DAY",
    "legal_basis": "ketentuan internal tentang penelaah baru",
    "valid_from": datetime.date(2020, 7, 1),
}


def add_rule(apps, schema_editor):
    """Whoever gets a case late has the remaining time, at least one working day."""
    apps.get_model("deadlines", "DeadlineRule").objects.create(**NEW_ADDRESSEE)


def remove_rule(apps, schema_editor):
    rules = apps.get_model("deadlines", "DeadlineRule").objects
    rules.filter(code=NEW_ADDRESSEE["code"]).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('declarations', '0001_initial'),
        ('deadlines', '0003_regimes'),
        ('personnel', '0003_rolls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='obligation',
            name='obligation_once_a_person',
        ),
        migrations.AddField(
            model_name='obligation',
            name='excuse',
            field=models.CharField(blank=True, choices=[('LEFT', 'Tidak bekerja lagi'), ('MOVED', 'Pindah ke satker lain')], max_length=10),
        ),
        migrations.AddField(
            model_name='obligation',
            name='excused_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='obligation',
            name='campaign',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='declarations.campaign'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.UniqueConstraint(fields=('campaign', 'user', 'unit'), name='obligation_once_a_person_and_unit'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.UniqueConstraint(condition=models.Q(('campaign', None)), fields=('tenure',), name='obligation_of_a_move_once'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(('excuse__in', ['', 'LEFT', 'MOVED'])), name='obligation_excuse_known'),
        ),
        migrations.AddConstraint(
            model_name='obligation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('excuse', ''), ('excused_at', None)), models.Q(('excused_at__isnull', False), ('fulfilled_by', None), models.Q(('excuse', ''), _negated=True)), _connector='OR'), name='obligation_excused_iff_reasoned'),
        ),
        migrations.RunPython(add_rule, remove_rule),
    ]
