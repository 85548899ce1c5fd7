from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from deadlines import memory
from deadlines.clocks import Due, NoSuchDeadline, due, strictest
from deadlines.models import DeadlineRule, Holiday, Regime

pytestmark = pytest.mark.django_db

KPU, PANRB = "kpu-323-2020", "panrb-17-2024"
WIB = {"zone": "Asia/Jakarta", "zone_abbr": "WIB"}
NB = "\N{NO-BREAK SPACE}"

MONDAY_MORNING = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)


def regime(code):
    return Regime.objects.get(pk=code)


@pytest.mark.rule(21)
@pytest.mark.parametrize(
    ("code", "regime_code", "on", "legal_basis"),
    [
        ("ACKNOWLEDGE", KPU, date(2026, 11, 24), "ketentuan internal"),
        ("EXAMINE", KPU, date(2026, 11, 26), "PermenPANRB 37/2012"),
        ("REVIEW_PAST_DECISION", KPU, date(2026, 11, 25), "PermenPANRB 37/2012"),
        ("DECIDE_CONTROL", PANRB, date(2026, 12, 2), "PermenPANRB 17/2024"),
        ("PUBLIC_REPORT", KPU, date(2026, 11, 30), "UU 30/2014 Pasal 44 ayat (3)"),
        ("PUBLIC_REPORT", PANRB, date(2026, 11, 30), "UU 30/2014 Pasal 44 ayat (3)"),
        (
            *("PUBLIC_REPORT_UPWARD", KPU, date(2026, 11, 30)),
            "UU 30/2014 Pasal 44 ayat (5)",
        ),
    ],
)
def test_what_comes_on_a_monday_morning_is_due(code, regime_code, on, legal_basis):
    found = due(code, regime=regime(regime_code), received_at=MONDAY_MORNING, **WIB)

    assert (found.on, found.legal_basis, found.rule_code) == (on, legal_basis, code)


@pytest.mark.rule(76)
@pytest.mark.parametrize(
    ("received_at", "zone", "abbr", "on"),
    [
        # 09.01 UTC is 16.01 in WIB: received on Tuesday, due on Friday.
        (
            *(datetime(2026, 11, 23, 9, 1, tzinfo=UTC), "Asia/Jakarta", "WIB"),
            date(2026, 11, 27),
        ),
        # 08.30 UTC is 15.30 in WIB, but 17.30 in WIT.
        (
            *(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), "Asia/Jakarta", "WIB"),
            date(2026, 11, 26),
        ),
        (
            *(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), "Asia/Jayapura", "WIT"),
            date(2026, 11, 27),
        ),
        # Wednesday before Christmas: 28, 29, 30 December.
        (
            *(datetime(2026, 12, 23, 2, 0, tzinfo=UTC), "Asia/Jakarta", "WIB"),
            date(2026, 12, 30),
        ),
        # New Year's Eve after four: received on Monday 4 January.
        (
            *(datetime(2026, 12, 31, 10, 0, tzinfo=UTC), "Asia/Jakarta", "WIB"),
            date(2027, 1, 8),
        ),
    ],
)
def test_examination_is_due_after_three_working_days(received_at, zone, abbr, on):
    found = due(
        "EXAMINE",
        regime=regime(KPU),
        received_at=received_at,
        zone=zone,
        zone_abbr=abbr,
    )

    assert found.on == on


def test_a_rule_in_calendar_days_runs_over_the_weekend():
    friday = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)

    found = due("REVIEW_PAST_DECISION", regime=regime(KPU), received_at=friday, **WIB)

    assert (found.on, found.unit) == (date(2026, 11, 29), "CALENDAR_DAY")


def test_a_local_holiday_of_the_unit_moves_its_due_date():
    Holiday.objects.create(
        date=date(2026, 11, 24), name="Hari jadi", kind="LOCAL", unit_code="33.21"
    )
    memory.forget()

    found = due(
        "EXAMINE",
        regime=regime(KPU),
        received_at=MONDAY_MORNING,
        unit_code="33.21",
        **WIB,
    )

    assert found.on == date(2026, 11, 27)
    assert found.left(date(2026, 11, 23)) == 3


def test_a_regime_has_no_deadline_of_another():
    with pytest.raises(NoSuchDeadline):
        due("EXAMINE", regime=regime(PANRB), received_at=MONDAY_MORNING, **WIB)


@pytest.mark.rule(21)
def test_the_strictest_deadline_that_applies_is_taken_with_its_law():
    codes = ("DECIDE_CONTROL", "EXAMINE", "PUBLIC_REPORT")

    kpu = strictest(codes, regime=regime(KPU), received_at=MONDAY_MORNING, **WIB)
    panrb = strictest(codes, regime=regime(PANRB), received_at=MONDAY_MORNING, **WIB)

    assert (kpu.rule_code, kpu.legal_basis) == ("EXAMINE", "PermenPANRB 37/2012")
    assert (panrb.rule_code, panrb.on) == ("PUBLIC_REPORT", date(2026, 11, 30))


def test_on_a_tie_the_code_named_first_wins():
    codes = ("PUBLIC_REPORT_UPWARD", "PUBLIC_REPORT")

    found = strictest(codes, regime=regime(KPU), received_at=MONDAY_MORNING, **WIB)

    assert found.rule_code == "PUBLIC_REPORT_UPWARD"


def test_none_of_the_codes_is_an_error():
    with pytest.raises(NoSuchDeadline):
        strictest(["EXAMINE"], regime=regime(PANRB), received_at=MONDAY_MORNING, **WIB)


def test_a_changed_rule_counts_from_the_day_it_is_valid():
    old = DeadlineRule.objects.get(code="EXAMINE")
    old.valid_to = date(2026, 12, 31)
    old.save()
    DeadlineRule.objects.create(
        code="EXAMINE",
        regime_id=KPU,
        amount=5,
        unit="WORKING_DAY",
        legal_basis="Keputusan KPU yang baru",
        valid_from=date(2027, 1, 1),
    )
    memory.forget()

    before = due("EXAMINE", regime=regime(KPU), received_at=MONDAY_MORNING, **WIB)
    later = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
    after = due("EXAMINE", regime=regime(KPU), received_at=later, **WIB)

    assert (before.amount, before.on) == (3, date(2026, 11, 26))
    assert (after.amount, after.on) == (5, date(2027, 1, 18))


def test_the_rule_of_a_regime_goes_before_one_for_all():
    DeadlineRule.objects.create(
        code="ACKNOWLEDGE",
        regime_id=KPU,
        amount=2,
        unit="WORKING_DAY",
        legal_basis="Keputusan KPU 323/2020",
        valid_from=date(2020, 7, 1),
    )
    memory.forget()

    kpu = due("ACKNOWLEDGE", regime=regime(KPU), received_at=MONDAY_MORNING, **WIB)
    panrb = due("ACKNOWLEDGE", regime=regime(PANRB), received_at=MONDAY_MORNING, **WIB)

    assert (kpu.amount, panrb.amount) == (2, 1)


def working(on):
    return Due(on, 3, "WORKING_DAY", "PermenPANRB 37/2012", "EXAMINE", "WIB")


def calendar(on):
    return Due(on, 2, "CALENDAR_DAY", "PermenPANRB 37/2012", "REVIEW", "WIB")


WEDNESDAY = date(2026, 11, 25)


@pytest.mark.rule(77)
@pytest.mark.parametrize(
    ("found", "today", "words"),
    [
        (
            *(working(WEDNESDAY), date(2026, 11, 23)),
            "Rabu, 25 November 2026 · 2 hari kerja lagi",
        ),
        (
            *(working(WEDNESDAY), date(2026, 11, 22)),
            "Rabu, 25 November 2026 · 3 hari kerja lagi",
        ),
        (working(WEDNESDAY), WEDNESDAY, "Rabu, 25 November 2026 · hari ini"),
        (
            *(working(WEDNESDAY), date(2026, 11, 26)),
            "Rabu, 25 November 2026 · terlambat 1 hari kerja",
        ),
        (
            *(working(WEDNESDAY), date(2026, 11, 30)),
            "Rabu, 25 November 2026 · terlambat 3 hari kerja",
        ),
        (
            *(working(date(2026, 11, 27)), date(2026, 11, 28)),
            "Jumat, 27 November 2026 · sudah lewat",
        ),
        (
            *(working(date(2026, 11, 28)), date(2026, 11, 27)),
            "Sabtu, 28 November 2026 · kurang dari 1 hari kerja lagi",
        ),
        (
            *(calendar(date(2026, 11, 29)), date(2026, 11, 27)),
            "Minggu, 29 November 2026 · 2 hari lagi",
        ),
        (
            *(calendar(date(2026, 11, 29)), date(2026, 11, 30)),
            "Minggu, 29 November 2026 · terlambat 1 hari",
        ),
    ],
)
def test_a_deadline_tells_its_date_day_and_what_is_left(found, today, words):
    assert found.words(today).replace(NB, " ") == words


@pytest.mark.rule(77)
def test_what_is_left_never_breaks_over_two_lines():
    words = working(WEDNESDAY).words(date(2026, 11, 23))

    assert words == (f"Rabu, 25{NB}November{NB}2026 · 2{NB}hari{NB}kerja{NB}lagi")


@pytest.mark.rule(77)
def test_the_rule_is_told_in_its_own_unit():
    assert working(WEDNESDAY).basis_words() == (
        "3 hari kerja sejak diterima, PermenPANRB 37/2012"
    )
    assert calendar(WEDNESDAY).basis_words() == (
        "2 hari sejak diterima, PermenPANRB 37/2012"
    )
    assert replace(calendar(WEDNESDAY), since="putusan").basis_words() == (
        "2 hari sejak putusan, PermenPANRB 37/2012"
    )


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 23), ""),
        (date(2026, 11, 24), "soon"),
        (WEDNESDAY, "soon"),
        (date(2026, 11, 26), "late"),
    ],
)
def test_a_deadline_is_soon_on_its_last_working_day_and_late_after(today, state):
    assert working(WEDNESDAY).state(today) == state


@pytest.mark.rule(76)
@pytest.mark.parametrize(
    ("abbr", "words"),
    [("WIB", f"hari{NB}ini"), ("WIT", f"terlambat{NB}1{NB}hari{NB}kerja")],
)
def test_today_is_that_of_the_unit(monkeypatch, abbr, words):
    late_evening = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late_evening)
    found = Due(WEDNESDAY, 3, "WORKING_DAY", "PermenPANRB 37/2012", "EXAMINE", abbr)

    assert found.remaining() == words
