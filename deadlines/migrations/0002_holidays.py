"""
National holidays and cuti bersama, 2024 to 2027, as decreed by the yearly SKB.

The rows were drawn once from the `holidays` package and are kept as they were: a new
release of the package must not change due dates that have been computed.
"""

import csv
from datetime import date
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).parent.parent / "data" / "hari_libur.csv"


def load(apps, schema_editor):
    Holiday = apps.get_model("deadlines", "Holiday")
    with FILE.open(encoding="utf-8", newline="") as file:
        Holiday.objects.bulk_create(
            Holiday(
                date=date.fromisoformat(row["tanggal"]),
                kind=row["jenis"],
                name=row["nama"],
            )
            for row in csv.DictReader(file)
        )


def unload(apps, schema_editor):
    apps.get_model("deadlines", "Holiday").objects.exclude(kind="LOCAL").delete()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]

    operations = [migrations.RunPython(load, unload)]
