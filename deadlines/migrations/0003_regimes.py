"""The two regimes: their words, the lists people choose from, and their deadlines."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

from django.db import migrations

TERMS = Path(__file__).parent.parent / "data" / "daftar_pilihan.csv"

REGIMES = {
    "kpu-323-2020": {
        "name": "Keputusan KPU Nomor 323 Tahun 2020",
        "legal_basis": (
            "Keputusan KPU Nomor 323/HK.03-Kpt/08/KPU/VII/2020 tentang Pedoman "
            "Penanganan Benturan Kepentingan di Lingkungan Komisi Pemilihan Umum"
        ),
        "words": {
            "conflict": "benturan kepentingan",
            "conflict_title": "Benturan Kepentingan",
            "potential": "potensi benturan kepentingan",
            "actual": "benturan kepentingan aktual",
            "free": "bebas benturan kepentingan",
            "handling": "penanganan benturan kepentingan",
            "kinds": {
                "FREE": "Bebas Benturan Kepentingan",
                "POTENTIAL": "Potensi Benturan Kepentingan",
                "ACTUAL": "Benturan Kepentingan Aktual",
                "INTEREST_LIST": "Daftar Kepentingan Pribadi",
                "INTEGRITY_PACT": "Pakta Integritas",
            },
        },
    },
    "panrb-17-2024": {
        "name": "Peraturan Menteri PANRB Nomor 17 Tahun 2024",
        "legal_basis": (
            "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi "
            "Nomor 17 Tahun 2024 tentang Pengelolaan Konflik Kepentingan"
        ),
        "words": {
            "conflict": "konflik kepentingan",
            "conflict_title": "Konflik Kepentingan",
            "potential": "konflik kepentingan potensial",
            "actual": "konflik kepentingan aktual",
            "free": "bebas konflik kepentingan",
            "handling": "pengelolaan konflik kepentingan",
            "kinds": {
                "FREE": "Bebas Konflik Kepentingan",
                "POTENTIAL": "Konflik Kepentingan Potensial",
                "ACTUAL": "Konflik Kepentingan Aktual",
                "INTEREST_LIST": "Daftar Kepentingan Pribadi",
                "INTEGRITY_PACT": "Pakta Integritas",
            },
        },
    },
}
DEFAULT, ADOPTED_ON = "kpu-323-2020", date(2020, 7, 1)

# code, regime (None: all), amount, unit, legal basis, valid from
DEADLINES = [
    ("ACKNOWLEDGE", None, 1, "WORKING_DAY", "ketentuan internal", date(2020, 7, 1)),
    (
        *("EXAMINE", "kpu-323-2020", 3, "WORKING_DAY"),
        *("PermenPANRB 37/2012", date(2020, 7, 1)),
    ),
    (
        *("REVIEW_PAST_DECISION", "kpu-323-2020", 2, "CALENDAR_DAY"),
        *("PermenPANRB 37/2012", date(2020, 7, 1)),
    ),
    (
        *("DECIDE_CONTROL", "panrb-17-2024", 7, "WORKING_DAY"),
        *("PermenPANRB 17/2024", date(2024, 10, 31)),
    ),
    (
        *("PUBLIC_REPORT", None, 5, "WORKING_DAY"),
        *("UU 30/2014 Pasal 44 ayat (3)", date(2014, 10, 17)),
    ),
    (
        *("PUBLIC_REPORT_UPWARD", None, 5, "WORKING_DAY"),
        *("UU 30/2014 Pasal 44 ayat (5)", date(2014, 10, 17)),
    ),
]


def load(apps, schema_editor):
    Regime = apps.get_model("deadlines", "Regime")
    for code, told in REGIMES.items():
        Regime.objects.create(code=code, **told)
    apps.get_model("deadlines", "RegimeAdoption").objects.create(
        regime_id=DEFAULT, unit_code="", valid_from=ADOPTED_ON
    )
    DeadlineRule = apps.get_model("deadlines", "DeadlineRule")
    for code, regime, amount, unit, legal_basis, valid_from in DEADLINES:
        DeadlineRule.objects.create(
            code=code,
            regime_id=regime,
            amount=amount,
            unit=unit,
            legal_basis=legal_basis,
            valid_from=valid_from,
        )
    load_terms(apps.get_model("deadlines", "RegimeTerm"))


def load_terms(RegimeTerm):
    """A row with * goes into the list of each regime; the order is that of the file."""
    places: Counter[tuple[str, str]] = Counter()
    terms = []
    with TERMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for regime in REGIMES if row["rezim"] == "*" else [row["rezim"]]:
                places[regime, row["daftar"]] += 1
                terms.append(
                    RegimeTerm(
                        regime_id=regime,
                        list_code=row["daftar"],
                        code=row["kode"],
                        label=row["label"],
                        order=places[regime, row["daftar"]],
                        hidden=row["tersembunyi"] == "ya",
                        help=row["penjelasan"],
                    )
                )
    RegimeTerm.objects.bulk_create(terms)


def unload(apps, schema_editor):
    for name in ("RegimeTerm", "DeadlineRule", "RegimeAdoption", "Regime"):
        apps.get_model("deadlines", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0002_holidays")]

    operations = [migrations.RunPython(load, unload)]
