"""The clocks of UU 27/2022, in times of 24 hours, each with its article."""

from datetime import date

from django.db import migrations

IN_FORCE = date(2022, 10, 17)
DEADLINES = {
    "DATA_CORRECTION": "UU 27/2022 Pasal 30 ayat (1)",
    "DATA_ACCESS": "UU 27/2022 Pasal 32 ayat (2)",
    "DATA_SUSPENSION": "UU 27/2022 Pasal 41 ayat (1)",
    "DATA_ERASURE": "UU 27/2022 Pasal 43 dan 50",
    "DATA_BREACH": "UU 27/2022 Pasal 46 ayat (1)",
}


def load(apps, schema_editor):
    DeadlineRule = apps.get_model("deadlines", "DeadlineRule")
    for code, legal_basis in DEADLINES.items():
        DeadlineRule.objects.create(
            code=code,
            amount=3,
            unit="CALENDAR_DAY",
            legal_basis=legal_basis,
            valid_from=IN_FORCE,
        )


def unload(apps, schema_editor):
    DeadlineRule = apps.get_model("deadlines", "DeadlineRule")
    DeadlineRule.objects.filter(code__in=DEADLINES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
        ("deadlines", "0003_regimes"),
    ]

    operations = [migrations.RunPython(load, unload)]
