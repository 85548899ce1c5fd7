"""The clocks of complaints (rule 48), each with its legal basis."""

from datetime import date

from django.db import migrations

LAPOR = ("SP4N-LAPOR!, PermenPANRB 62/2018", date(2018, 12, 31))
SERVICE = date(2009, 7, 18)

# code, amount, unit, legal basis, valid from
DEADLINES = [
    ("COMPLAINT_ANSWER", 3, "WORKING_DAY", *LAPOR),
    (
        *("COMPLAINT_COMPLETENESS", 14, "CALENDAR_DAY"),
        *("UU 25/2009 Pasal 44 ayat (3)", SERVICE),
    ),
    (
        *("COMPLAINT_COMPLETION", 30, "CALENDAR_DAY"),
        *("UU 25/2009 Pasal 44 ayat (4)", SERVICE),
    ),
    ("COMPLAINT_INFORMATION", 5, "WORKING_DAY", *LAPOR),
    ("COMPLAINT_WITHOUT_EXAMINATION", 14, "WORKING_DAY", *LAPOR),
    ("COMPLAINT_WITH_EXAMINATION", 60, "WORKING_DAY", *LAPOR),
    (
        *("COMPLAINT_DECISION", 60, "CALENDAR_DAY"),
        *("UU 25/2009 Pasal 50 ayat (1)", SERVICE),
    ),
    (
        *("COMPLAINT_DELIVERY", 14, "CALENDAR_DAY"),
        *("UU 25/2009 Pasal 50 ayat (2)", SERVICE),
    ),
    (
        *("COMPLAINT_ADHOC_PLENARY", 7, "CALENDAR_DAY"),
        *("PKPU 8/2019, diubah PKPU 3/2020", date(2020, 3, 2)),
    ),
]


def load(apps, schema_editor):
    DeadlineRule = apps.get_model("deadlines", "DeadlineRule")
    for code, amount, unit, legal_basis, valid_from in DEADLINES:
        DeadlineRule.objects.create(
            code=code,
            amount=amount,
            unit=unit,
            legal_basis=legal_basis,
            valid_from=valid_from,
        )


def unload(apps, schema_editor):
    codes = [code for code, *_ in DEADLINES]
    DeadlineRule = apps.get_model("deadlines", "DeadlineRule")
    DeadlineRule.objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0001_initial"),
        ("deadlines", "0003_regimes"),
    ]

    operations = [migrations.RunPython(load, unload)]
