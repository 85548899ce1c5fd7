"""Under which basis people keep a list of interests, and how long leavers wait."""

from datetime import date

from django.db import migrations

WITH_LISTS = "panrb-17-2024"
BASIS = "PermenPANRB 17/2024"
RULES = {"INTEREST_LIST_AGAIN": 365, "COOLING_OFF": 730}


def load(apps, schema_editor):
    for regime in apps.get_model("deadlines", "Regime").objects.all():
        regime.words["interest_list"] = regime.code == WITH_LISTS
        regime.save(update_fields=["words"])
    for code, days in RULES.items():
        apps.get_model("deadlines", "DeadlineRule").objects.create(
            code=code,
            regime_id=WITH_LISTS,
            amount=days,
            unit="CALENDAR_DAY",
            legal_basis=BASIS,
            valid_from=date(2024, 10, 31),
        )


def unload(apps, schema_editor):
    rules = apps.get_model("deadlines", "DeadlineRule").objects
    rules.filter(code__in=RULES).delete()
    for regime in apps.get_model("deadlines", "Regime").objects.all():
        regime.words.pop("interest_list", None)
        regime.save(update_fields=["words"])


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0003_regimes")]

    operations = [migrations.RunPython(load, unload)]
