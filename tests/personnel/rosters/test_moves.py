"""A list from hand-in to the roll: once or not at all, and the second time nothing."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.models import Event
from personnel.generated import name
from personnel.models import (
    Employment,
    Grant,
    Position,
    RosterImport,
    RosterStatus,
    Tenure,
    User,
)
from personnel.people import read_nik
from personnel.rosters import store
from personnel.workflow import grants, people, rosters
from tests.factories import give
from tests.personnel.factories import (
    make_position,
    make_tenure,
    make_unit,
    make_user,
)
from tests.personnel.rosters.factories import applied, make_roster
from tests.personnel.rosters.files import a_csv, a_workbook
from tests.personnel.rosters.test_planning import (
    HEADER,
    NIP,
    SECOND,
    Desk,
    everybody,
)
from tests.worker import jobs

pytestmark = [pytest.mark.django_db, pytest.mark.rule(78)]

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)
RINA = ("Rina Wulandari, S.H.", NIP, "Pengelola Kepegawaian", "", "1/3/2026", "", "PNS")


@pytest.fixture
def desk():
    return Desk()


def hand_in(desk, *rows, complete=False, by=None, header=HEADER):
    data = a_csv(*rows, header=header, delimiter=";")
    return make_roster(desk.unit, data=data, complete=complete, by=by)


def actions(user):
    found = Event.objects.filter(stream=f"user:{user.pk}").order_by("seq")
    return list(found.values_list("action", flat=True))


def test_a_list_is_read_looked_at_and_applied(desk):
    roster = hand_in(desk, RINA, ("Budi", "123", "Juru Ketik"))
    assert roster.status == RosterStatus.READY
    assert roster.counts == {"NEW": 1, "ERROR": 1}
    assert not User.objects.filter(employee_number=NIP).exists()

    roster = applied(roster)

    rina = User.objects.get(employee_number=NIP)
    tenure = rina.tenures.get()
    assert roster.status == RosterStatus.APPLIED
    assert (rina.name, rina.employment) == ("Rina Wulandari, S.H.", Employment.PNS)
    assert (tenure.position, tenure.period.lower) == (desk.post, date(2026, 3, 1))
    assert not rina.has_usable_password()
    assert actions(rina) == ["person.join", "tenure.begin"]
    assert roster.rows.get(line=2).tenure == tenure
    assert jobs("declarations.roster_imported") == [("todo", 0)]


def test_the_second_time_nothing_is_left_to_do(desk):
    rows = [
        RINA,
        ("Budi", "", "Pengemudi", "", "", "", "PPNPN", "Kasubbag Hukum dan SDM"),
        ("Cici", "", "Pengemudi", "", "", "", "PPNPN", "Kasubbag Hukum dan SDM"),
        *everybody(desk.office),
    ]
    applied(hand_in(desk, *rows, complete=True))
    before = Tenure.objects.count(), Position.objects.count(), User.objects.count()

    added = Position.objects.filter(title__in=["Pengemudi", "Pengemudi II"])
    streams = [f"position:{post.pk}" for post in added]
    established = Event.objects.filter(action="position.establish")
    assert established.filter(stream__in=streams).count() == 2

    again = hand_in(desk, *rows, complete=True)

    assert again.counts == {"UNCHANGED": len(rows)}
    applied(again)
    after = Tenure.objects.count(), Position.objects.count(), User.objects.count()
    assert after == before


@pytest.mark.parametrize("title", ["Analis Hukum Ahli Muda", "Auditor Ahli Pertama"])
def test_like_functional_seats_are_made_once(desk, title):
    above = "Kasubbag Hukum dan SDM"
    rows = [
        (name, number, title, "", "1/3/2026", "", "PNS", above)
        for name, number in (("Rina", NIP), ("Ani", SECOND))
    ]
    applied(hand_in(desk, *rows))
    made = list(Position.objects.filter(title__startswith=title).order_by("pk"))
    assert [post.title for post in made] == [title, f"{title} II"]

    again = hand_in(desk, *rows)

    assert again.counts == {"UNCHANGED": 2}
    applied(again)
    assert Position.objects.filter(title__startswith=title).count() == 2


def test_ppnpn_get_numbers_of_their_own_and_their_nik_is_sealed(desk):
    nik = "3321010101900001"
    header = ("Nama", "NIK", "Jabatan", "Status", "Atasan")
    row = ("Budi", nik, "Pengemudi", "PPNPN", "Kasubbag Hukum dan SDM")
    desk.hold("Ani", "PPNPN-33.21-004", desk.make_post("Pramubakti"))

    roster = applied(hand_in(desk, row, header=header))

    budi = User.objects.get(name="Budi")
    assert budi.employee_number == "PPNPN-33.21-005"
    assert read_nik(budi) == nik
    assert nik.encode() not in bytes(roster.rows.get().sealed)
    renamed = ("Budi Santoso", *row[1:])
    assert hand_in(desk, renamed, header=header).counts == {"CHANGED": 1}


@pytest.mark.rule(79)
def test_moving_does_what_a_single_move_does(desk):
    other = make_unit("33.22", "KPU Kabupaten Semarang")
    old = desk.hold("Rina Wulandari", NIP, make_position("Pengelola", unit=other))
    give(old.user, "COMPLAINT_OFFICER", unit=other)
    row = (*RINA[:4], f"{TODAY:%d/%m/%Y}")

    applied(hand_in(desk, row))

    old.refresh_from_db()
    new = old.user.tenures.exclude(pk=old.pk).get()
    assert old.period.upper == new.period.lower == TODAY
    assert Grant.objects.get(user=old.user).period.upper == TODAY
    assert actions(old.user)[-3:] == ["grant.end", "tenure.end", "tenure.begin"]
    old.user.refresh_from_db()
    assert old.user.is_active
    assert told("notifications.tenure_changed") == [
        {"tenure_id": old.pk},
        {"tenure_id": new.pk},
    ]


def told(task):
    jobs = ProcrastinateJob.objects.filter(task_name=task).order_by("pk")
    return list(jobs.values_list("args", flat=True))


NIK = "3321010101900001"
WITH_NIK = ("Nama", "NIP", "Jabatan", "Pangkat", "NIK")


def test_who_is_new_ends_or_is_corrected_is_told_of_with_those_around_him(desk):
    ends = desk.hold("Ani", SECOND, desk.make_post("Pengelola Arsip"))
    head = desk.office.head.user
    rows = [(*row[:3], "", "") for row in everybody(desk.office)]
    rows = [
        (*row[:3], "Penata (III/c)", NIK) if row[1] == head.employee_number else row
        for row in rows
    ]

    applied(hand_in(desk, *rows, (*RINA[:3], "", ""), complete=True, header=WITH_NIK))

    new = Tenure.objects.get(user__employee_number=NIP)
    assert told("notifications.tenure_changed") == [
        {"tenure_id": pk} for pk in sorted((ends.pk, new.pk))
    ]
    assert told("notifications.identity_corrected") == [{"user_id": head.pk}]
    event = Event.objects.get(stream=f"user:{head.pk}", action="person.correct")
    assert b'"fields":["nik","rank"]' in bytes(event.body)
    assert NIK.encode() not in bytes(event.body)


@pytest.mark.parametrize("is_officer", [False, True])
def test_the_nik_of_an_officer_is_not_set_by_an_operator_s_list(desk, is_officer):
    operator = make_user("Operator")
    give(operator, "UNIT_OPERATOR", unit=desk.unit)
    held = desk.hold("Rina Wulandari", NIP, desk.make_post("Pengelola Arsip"))
    if is_officer:
        give(held.user, "UPG", unit=desk.unit)

    applied(
        hand_in(desk, (*RINA[:3], "", NIK), by=operator, header=WITH_NIK), by=operator
    )

    held.user.refresh_from_db()
    assert held.user.tenures.filter(position=desk.post).exists()
    assert read_nik(held.user) == ("" if is_officer else NIK)


@pytest.mark.rule(79)
def test_leaving_does_what_a_single_leaving_does(desk):
    listed = desk.hold("Rina Wulandari", NIP, desk.post)
    single = desk.hold("Ani Lestari", SECOND, desk.make_post("Pengelola Arsip"))
    for held in (listed, single):
        give(held.user, "COMPLAINT_OFFICER", unit=desk.unit)
    admin = make_user("Administrator")
    give(admin, "ORGANISATION_ADMIN")
    people.leave(single.user, last_day=YESTERDAY, by=admin)

    applied(hand_in(desk, *everybody(desk.office), complete=True), by=admin)

    facts = []
    for held in (listed, single):
        held.refresh_from_db()
        user = User.objects.get(pk=held.user_id)
        grant = Grant.objects.get(user=user)
        facts.append(
            (
                held.period,
                user.last_day,
                user.is_active,
                grant.period,
                set(actions(user)),
            )
        )
    assert facts[0] == facts[1]
    assert facts[0][:3] == (held.period, YESTERDAY, False)
    assert jobs("accounts.end_sessions") == [("todo", 0), ("todo", 0)]


@pytest.mark.parametrize(("days", "stays"), [(10, True), (30, True), (31, False)])
def test_a_post_within_the_last_days_does_not_call_somebody_back(desk, days, stays):
    held, admin = desk.hold("Rina Wulandari", NIP, desk.post), make_user("Admin")
    give(admin, "ORGANISATION_ADMIN")
    leaving, until = TODAY + timedelta(days=30), TODAY + timedelta(days=days)
    people.leave(held.user, last_day=leaving, by=admin)
    span = (f"{TODAY:%d/%m/%Y}", f"{until:%d/%m/%Y}")

    applied(hand_in(desk, ("Rina Wulandari", NIP, "Plh. Sekretaris", "", *span)))

    user = User.objects.get(pk=held.user_id)
    assert (user.tenures.count(), user.is_active) == (2, True)
    assert user.last_day == (leaving if stays else None)


@pytest.mark.rule(79)
def test_whoever_loses_two_posts_on_different_days_leaves_after_the_later(desk):
    held = desk.hold("Rina Wulandari", NIP, desk.post)
    other = desk.make_post("Pengelola Arsip")
    second = make_tenure(held.user, other, since=date(2020, 1, 1))
    heir = ("Ani Lestari", SECOND, "Pengelola Arsip", "", "1/3/2026", "", "PNS")

    applied(hand_in(desk, *everybody(desk.office), heir, complete=True))

    second.refresh_from_db()
    assert second.period.upper == date(2026, 3, 1)
    user = User.objects.get(pk=held.user_id)
    assert (user.last_day, user.is_active) == (YESTERDAY, False)


def test_whoever_comes_back_can_sign_in_again(desk):
    held = desk.hold("Rina Wulandari", NIP, desk.post)
    applied(hand_in(desk, *everybody(desk.office), complete=True))
    assert not User.objects.get(pk=held.user_id).is_active

    roster = hand_in(desk, (*RINA[:4], f"{TODAY:%d/%m/%Y}"))
    assert roster.counts == {"NEW": 1}
    applied(roster)

    back = User.objects.get(pk=held.user_id)
    assert (back.is_active, back.last_day) == (True, None)
    assert "person.return" in actions(back)


def test_a_roll_that_changed_since_the_preview_is_not_written_over(desk):
    roster = hand_in(desk, RINA)
    desk.hold("Budi", SECOND, desk.post)

    roster = applied(roster)

    assert roster.status == RosterStatus.READY
    assert "sudah berubah sejak berkas ini dibaca" in roster.problem
    assert not User.objects.filter(employee_number=NIP).exists()
    rosters.read_again(roster, by=None)
    rosters.read(roster.pk)
    roster.refresh_from_db()
    assert (roster.counts, roster.problem) == ({"UNCLEAR": 1}, "")


def test_pressed_twice_or_taken_up_twice_it_is_applied_once(desk):
    roster = hand_in(desk, RINA)
    rosters.apply(roster, by=None)
    with pytest.raises(PermissionDenied, match="sedang diterapkan"):
        rosters.apply(roster, by=None)

    rosters.carry_out(roster.pk)
    rosters.carry_out(roster.pk)

    assert User.objects.filter(employee_number=NIP).count() == 1
    assert jobs("declarations.roster_imported") == [("todo", 0)]


def test_a_worker_that_dies_leaves_nothing_half_done(desk, monkeypatch):
    roster = hand_in(desk, RINA)
    rosters.apply(roster, by=None)

    def die(*arguments, **named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("personnel.rosters.leaving.follow", die)
        with pytest.raises(KeyboardInterrupt):
            rosters.carry_out(roster.pk)

    assert not User.objects.filter(employee_number=NIP).exists()
    rosters.carry_out(roster.pk)
    roster.refresh_from_db()
    assert roster.status == RosterStatus.APPLIED


def test_a_fault_of_the_machine_is_said_and_changes_nothing(desk, monkeypatch):
    roster = hand_in(desk, RINA)
    rosters.apply(roster, by=None)
    monkeypatch.setattr("personnel.rosters.leaving.follow", lambda *a, **n: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rosters.carry_out(roster.pk)

    roster.refresh_from_db()
    assert roster.status == RosterStatus.FAILED
    assert "daftar pegawai tidak berubah" in roster.problem
    assert not User.objects.filter(employee_number=NIP).exists()


def test_reading_that_was_cut_off_begins_again(desk):
    roster = hand_in(desk, RINA)
    RosterImport.objects.filter(pk=roster.pk).update(status=RosterStatus.READING)

    rosters.read(roster.pk)

    roster.refresh_from_db()
    assert (roster.status, roster.rows.count()) == (RosterStatus.READY, 1)


def test_a_file_that_is_no_list_is_refused_and_may_be_discarded(desk):
    roster = make_roster(desk.unit, data=b"%PDF-1.7")
    assert roster.status == RosterStatus.REFUSED
    assert "Excel (.xlsx) atau CSV" in roster.problem

    rosters.discard(roster, by=None)

    with pytest.raises(PermissionDenied, match="dibuang"):
        rosters.apply(roster, by=None)


def test_what_is_long_done_with_loses_its_content(desk, settings):
    kept, old = hand_in(desk, RINA), applied(hand_in(desk, RINA))
    path = old.stored_as
    long_ago = timezone.now() - timedelta(days=settings.ROSTER_KEPT_DAYS + 1)
    RosterImport.objects.filter(pk=old.pk).update(applied_at=long_ago)

    assert rosters.forget_old() == 1
    assert rosters.forget_old() == 0

    old.refresh_from_db()
    assert (old.stored_as, old.rows.count()) == ("", 0)
    assert old.counts == {"NEW": 1}
    assert not default_storage.exists(path)
    assert store.file_of(kept)


@pytest.mark.parametrize(
    ("who", "may"),
    [("uploader", True), ("colleague", False), ("admin", True), ("stranger", False)],
)
def test_a_list_is_applied_by_who_handed_it_in_or_an_administrator(desk, who, may):
    people_by_part = {part: make_user(part) for part in ("uploader", "colleague")}
    for user in people_by_part.values():
        give(user, "UNIT_OPERATOR", unit=desk.unit)
    people_by_part |= {"admin": make_user("admin"), "stranger": make_user("stranger")}
    give(people_by_part["admin"], "ORGANISATION_ADMIN")
    roster = hand_in(desk, RINA, by=people_by_part["uploader"])

    verdict = rosters.verdict("apply", roster, people_by_part[who])

    assert bool(verdict) is may


@pytest.mark.rule(64)
def test_a_list_for_many_units_is_left_to_organisation_administrators(desk):
    """Also the one who handed it in has no more of it once he is none any longer."""
    nation, admin, former = make_unit("00"), make_user("A"), make_user("B")
    give(admin, "ORGANISATION_ADMIN")
    was = give(former, "ORGANISATION_ADMIN")
    give(former, "UNIT_OPERATOR", unit=nation)
    roster = make_roster(nation, by=former)
    grants.end(was, by=admin, reason="Selesai.")
    own = make_roster(nation, by=User.objects.get(pk=former.pk))

    told = {}
    for who in (admin, User.objects.get(pk=former.pk)):
        seen = RosterImport.objects.visible_to(who)
        moves = [bool(rosters.verdict(m, roster, who)) for m in rosters.OPEN_FOR]
        told[who.name] = (roster in seen, own in seen, moves)

    assert (roster.many_units, own.many_units) == (True, False)
    assert told == {"A": (True, True, [True] * 3), "B": (False, True, [False] * 3)}


def test_only_the_units_operator_and_administrators_hand_lists_in(desk):
    operator = make_user("Operator")
    give(operator, "UNIT_OPERATOR", unit=make_unit("33.22", "KPU Kabupaten Semarang"))

    with pytest.raises(PermissionDenied):
        hand_in(desk, RINA, by=operator)


def test_writing_takes_the_same_number_of_queries_for_many_rows(desk):
    def queries(count, start):
        rows = [
            (name(n), "", f"Juru {n}", "", "", "", "PPNPN", "Kasubbag Hukum")
            for n in range(start, start + count)
        ]
        roster = hand_in(desk, *rows)
        assert roster.counts == {"NEW": count}
        rosters.apply(roster, by=None)
        with CaptureQueriesContext(
            connection,
        ) as found:
            rosters.carry_out(roster.pk)
        return len(found)

    assert queries(3, 0) == queries(60, 100)


# --- the command --------------------------------------------------------------------


def command(tmp_path, data, *arguments):
    file = tmp_path / "daftar.xlsx"
    file.write_bytes(data)
    out, said = StringIO(), StringIO()
    call_command("import_personnel", file, *arguments, stdout=out, stderr=said)
    return out.getvalue(), said.getvalue()


def test_the_command_checks_then_applies_and_tells_each_row(desk, tmp_path):
    header = HEADER[:3]
    rows = [header, RINA[:3], ("Budi", 198503052010031000, "X"), ("JUMLAH", "2 orang")]
    data = a_workbook(("Data", rows))

    out, _ = command(
        tmp_path, data, "--unit", "33.21", "--partial", "--dry-run", "--json"
    )

    counts = json.loads(out)
    rows = counts.pop("rows")
    assert counts == {
        "new": 1,
        "changed": 0,
        "ended": 0,
        "unchanged": 0,
        "unclear": 0,
        "errors": 1,
        "skipped": [{"line": 4, "reason": "jumlah"}],
    }
    assert [(row["line"], row["verdict"]) for row in rows] == [
        (2, "new"),
        (3, "error"),
    ]
    assert "dibulatkan menjadi 000" in rows[1]["reasons"][0]
    assert not User.objects.filter(employee_number=NIP).exists()

    desk.hold("Ani", SECOND, desk.make_post("Pengelola Arsip"))
    data = a_workbook(("Data", [HEADER[:3], *everybody(desk.office)]))
    out, _ = command(tmp_path, data, "--unit", "33.21", "--json")

    rows = json.loads(out)["rows"]
    assert (rows[-1]["line"], rows[-1]["verdict"]) == (None, "ended")
    assert {row["verdict"] for row in rows[:-1]} == {"unchanged"}
    ani = User.objects.get(employee_number=SECOND)
    assert ani.tenures.get().period.upper == TODAY


def test_the_command_applies_what_is_sound_and_tells_of_the_rest(desk, tmp_path):
    header = HEADER[:3]
    rows = [header, RINA[:3], ("Budi", 198503052010031000, "X"), ("JUMLAH", "2 orang")]
    data = a_workbook(("Data", rows))

    out, said = command(tmp_path, data, "--unit", "33.21", "--partial")

    assert User.objects.filter(employee_number=NIP).exists()
    assert out.startswith("Diterapkan: 1 baru,")
    assert out.endswith("1 baris bukan pegawai dan dilewati: baris 4 (jumlah).\n")
    assert said.startswith("Baris 3: Tiga angka terakhir NIP dibulatkan")


@pytest.mark.parametrize(
    ("data", "unit", "words"),
    [
        (b"%PDF-1.7", "33.21", "Excel"),
        (b"", "33.21", "kosong"),
        (b"Nama;NIP;Jabatan\nA;;B\n", "99.99", "99.99 tidak dikenal"),
    ],
)
def test_the_command_fails_when_nothing_can_be_read(desk, tmp_path, data, unit, words):
    with pytest.raises(CommandError, match=words):
        command(tmp_path, data, "--unit", unit)
