from datetime import date

import pytest

from personnel.generated import person
from personnel.models import Employment, PositionKind
from personnel.nip import grouped, is_generated, nip_fault

TODAY = date(2026, 11, 23)
SOUND = "198503122010122991"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (SOUND, ""),
        ("199001152023211992", ""),  # a PPPK: 21 in place of the month
        ("19850312 201012 2 991", "NIP hanya boleh berisi angka."),
        ("19850312201012299१", "NIP hanya boleh berisi angka."),
        ("1985031220101229", "NIP harus 18 angka, yang diisikan 16 angka."),
        ("198513122010122991", "Delapan angka pertama NIP bukan tanggal lahir"),
        ("198502302010122991", "Delapan angka pertama NIP bukan tanggal lahir"),
        ("198503122010132991", "Angka ke-13 dan ke-14 NIP bukan bulan pengangkatan"),
        ("198503122010002991", "Angka ke-13 dan ke-14 NIP bukan bulan pengangkatan"),
        ("198503121990122991", "Tahun pengangkatan dalam NIP tidak sesuai"),
        ("195003122020122991", "Tahun pengangkatan dalam NIP tidak sesuai"),
        ("199903122026122991", "Pengangkatan dalam NIP belum terjadi."),
        ("199903122027212991", "Pengangkatan dalam NIP belum terjadi."),
        ("198503122010123991", "Angka ke-15 NIP harus 1 (laki-laki) atau 2"),
        ("198503122010122000", "Nomor urut NIP tidak boleh 000"),
    ],
)
def test_a_nip_is_judged_by_its_structure(number, reason):
    fault = nip_fault(number, today=TODAY)

    assert fault.startswith(reason)
    assert bool(fault) is bool(reason)


def test_a_nip_is_printed_in_groups_that_do_not_break():
    assert grouped(SOUND) == "19850312\u00a0201012\u00a02\u00a0991"


def test_only_the_sequence_numbers_from_991_mark_a_generated_person():
    assert is_generated("198503122010122991")
    assert is_generated("198503122010122999")
    assert not is_generated("198503122010122990")


def test_every_generated_person_has_a_sound_number_and_a_name_of_his_own():
    people = [
        person(index, PositionKind.STAFF, Employment.PNS, "33.21")
        for index in range(500)
    ]

    assert {nip_fault(p.employee_number, today=TODAY) for p in people} == {""}
    assert all(is_generated(p.employee_number) for p in people)
    assert len({p.employee_number for p in people}) == 500
    assert len({p.name for p in people}) == 500
