"""
Five years of everything that comes beside statements, in bulk, for the lists alone.

Whole rows, sealed where they are sealed, spread over offices and years; what a list
does not show (papers, log, messages of a thread) is left out, so no invariant is
asked of them. Cases and what follows them: see case_filling.py.
"""

import sys
from datetime import timedelta
from itertools import count, islice
from uuid import uuid4
from zlib import crc32

YEARS = 5
QUESTIONS = 3000
LEAVERS = 2500
BATCH = 1000
COMPLAINTS = 20_000
REGISTERS = 200

MESSAGES = """
    INSERT INTO notifications_message
        (recipient_id, subject, body, path, about, created_at, read_at)
    SELECT person.id, 'Kabar ' || n, 'Isi kabar', '/deklarasi/', 'banyak:' || n,
           now() - n * interval '9 days', CASE WHEN n > 4 THEN now() END
    FROM personnel_user AS person, generate_series(1, 200) AS n
    WHERE n <= 20 OR person.id IN (
        SELECT user_id FROM personnel_grant WHERE role IN ('CHIEF_INSPECTOR', 'AUDITOR')
    )
"""


def fill() -> dict[str, int]:
    """Says how many rows of each there are now."""
    from django.apps import apps
    from django.db import connection, transaction

    from tests.bench import case_filling, complaints

    with transaction.atomic():
        case_filling.fill_cases(case_filling.fill_matters())
        fill_questions()
        fill_cooling()
        fill_rosters()
        fill_reports()
        fill_data_requests()
        fill_breaches()
        with connection.cursor() as cursor:
            cursor.execute(complaints.FILL, [COMPLAINTS])
            cursor.execute(MESSAGES)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    names = (
        *("declarations.Statement", "declarations.Obligation", "declarations.Case"),
        *("declarations.Copy", "declarations.Control", "declarations.Recusal"),
        *("declarations.Referral", "declarations.Matter", "declarations.Consultation"),
        *("declarations.CoolingOff", "complaints.Complaint", "notifications.Message"),
        *("audit.Event", "privacy.DataRequest", "privacy.Breach"),
        "personnel.RosterImport",
    )
    return {name: apps.get_model(name).objects.count() for name in names}


def now_and_then(key: str, *, years: int = YEARS):
    """A moment within the last years, always the same for a key."""
    from django.utils import timezone

    minutes = crc32(key.encode()) % (years * 365 * 24 * 60)
    return timezone.now() - timedelta(minutes=minutes + 60)


def made(model, rows) -> list:
    return model.objects.bulk_create(rows, batch_size=BATCH)


def fill_questions() -> None:
    """To the national P3K2 and to the regions: waiting, in hand, done."""
    from declarations.models import Consultation
    from kpu_coi import vault
    from personnel.models import Grant, Role, User

    desks = [
        ({"desk": "P3K2", "unit_id": grant.unit_id}, grant.user_id)
        for grant in Grant.objects.filter(role=Role.P3K2).order_by("pk")
    ] + [
        ({"desk": "INSPECTORATE", "region_id": grant.region_id}, grant.user_id)
        for grant in Grant.objects.filter(role=Role.AUDITOR).order_by("pk")
    ]
    advisers = {adviser for _, adviser in desks}
    people = User.objects.exclude(pk__in=advisers).order_by("pk")
    askers = list(people.values_list("pk", flat=True)[:100])
    rows = []
    for number in range(QUESTIONS):
        desk, adviser = desks[number % len(desks)]
        at = now_and_then(f"tanya/{number}")
        taken = number % 10 != 0
        row = Consultation(
            public_id=uuid4(),
            asker_id=askers[number % len(askers)],
            asked_at=at,
            adviser_id=adviser if taken else None,
            taken_at=at if taken else None,
            closed_at=at if taken and number % 3 else None,
            **desk,
        )
        row.subject_sealed = vault.seal_json("Hadiah", context=row.context)
        rows.append(row)
    made(Consultation, rows)


def fill_cooling() -> None:
    """Some whose days run, most whose days are over."""
    from django.utils import timezone

    from deadlines.models import Regime
    from declarations.models import CoolingOff, Statement

    regime = Regime.objects.order_by("pk").last()
    signed = Statement.objects.filter(document__isnull=False, status="SIGNED")
    signed = signed.exclude(declarant__cooling_offs__isnull=False)
    signed = signed.order_by("declarant_id", "pk").distinct("declarant_id")
    signed = signed.select_related("tenure", "unit")
    rows = []
    for number, statement in zip(count(), signed[:LEAVERS], strict=False):
        starts = now_and_then(f"masa/{number}").date()
        rows.append(
            CoolingOff(
                person_id=statement.declarant_id,
                tenure=statement.tenure,
                unit=statement.unit,
                regime=regime,
                capacity="Contoh",
                starts_on=starts,
                ends_on=starts + timedelta(days=365),
                amount=1,
                amount_unit="YEAR",
                rule_code="COOLING_OFF",
                legal_basis="PermenPANRB 17/2024",
                noted_at=timezone.now(),
                number=f"{number}/PMT",
                document_id=statement.document_id,
            )
        )
    made(CoolingOff, rows)


def fill_reports() -> None:
    """Of those who have not declared this year, to one superior of the nation."""
    from django.utils import timezone

    from declarations.models import Campaign, Obligation, Step

    campaign = Campaign.objects.order_by("-starts_on").first()
    owed = Obligation.objects.unmet().filter(campaign=campaign).order_by("pk")
    told = campaign.obligations.order_by("-pk").first().user_id
    now = timezone.now()
    made(
        Step,
        [
            Step(obligation=one, kind="REPORT", on=now.date(), at=now, told_id=told)
            for one in owed[:REGISTERS]
        ],
    )


def fill_data_requests() -> None:
    """Most from all over, and one person who asks again and again."""
    from declarations.models import Obligation
    from kpu_coi import vault
    from privacy.models import DataRequest

    people = Obligation.objects.order_by("user_id", "pk").distinct("user_id")
    asking = list(people.select_related("unit")[: REGISTERS * YEARS])
    rows = []
    for number, owed in enumerate(asking):
        one = asking[0] if number % 10 == 0 else owed
        at = now_and_then(f"data/{number}")
        row = DataRequest(
            public_id=uuid4(),
            user_id=one.user_id,
            unit=one.unit,
            kind="CORRECTION",
            group="IDENTITY",
            received_at=at,
            due_at=at + timedelta(days=3),
            due_amount=72,
            due_rule="DATA_REQUEST",
            legal_basis="UU 27/2022",
            zone_abbr=one.unit.tz_abbr,
            status="WITHDRAWN" if number % 3 else "RECEIVED",
            ended_at=at if number % 3 else None,
        )
        row.asked_sealed = vault.seal_json({}, context=f"data/{row.public_id}")
        rows.append(row)
    made(DataRequest, rows)


def fill_breaches() -> None:
    from personnel.models import Unit, User
    from privacy.models import Breach

    by = User.objects.order_by("pk").first()
    rows = []
    for number, unit in enumerate(Unit.objects.order_by("code")[:REGISTERS]):
        at = now_and_then(f"gagal/{number}")
        rows.append(
            Breach(
                number=f"{number}/GAGAL",
                kind="LOST",
                unit=unit,
                discovered_at=at,
                reported_at=at,
                reported_by=by,
                due_at=at + timedelta(days=3),
                due_amount=72,
                due_rule="BREACH",
                legal_basis="UU 27/2022",
                zone_abbr=unit.tz_abbr,
                report_sealed=b"",
            )
        )
    made(Breach, rows)


def fill_rosters() -> None:
    """Lists of people that offices handed in, and which were discarded."""
    from django.utils import timezone

    from personnel.models import Grant, Role, RosterImport, Unit

    by = Grant.objects.filter(role=Role.ORGANISATION_ADMIN).first().user_id
    rows = []
    for unit in islice(Unit.objects.order_by("code"), REGISTERS):
        for year in range(YEARS):
            at = now_and_then(f"{unit.code}/daftar/{year}")
            rows.append(
                RosterImport(
                    unit=unit,
                    as_of=at.date(),
                    status="DISCARDED",
                    file_name="pegawai.xlsx",
                    sha256="0" * 64,
                    uploaded_by_id=by,
                    uploaded_at=at,
                    forgotten_at=timezone.now(),
                )
            )
    made(RosterImport, rows)


if __name__ == "__main__":
    import json

    import django

    django.setup()
    sys.stdout.write(json.dumps(fill()) + "\n")
