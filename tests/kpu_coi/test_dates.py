from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from kpu_coi import dates

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "Senin, 23 November 2026"),
        (date(2026, 8, 4), "Selasa, 4 Agustus 2026"),
        (date(2026, 2, 11), "Rabu, 11 Februari 2026"),
        (date(2026, 1, 1), "Kamis, 1 Januari 2026"),
        (date(2026, 5, 15), "Jumat, 15 Mei 2026"),
        (date(2026, 3, 21), "Sabtu, 21 Maret 2026"),
        (date(2026, 10, 4), "Minggu, 4 Oktober 2026"),
    ],
)
def test_a_date_is_told_with_its_day(day, words):
    assert dates.hari_tanggal(day).replace(NB, " ") == words


def test_a_date_never_breaks_over_two_lines():
    assert dates.tanggal(date(2026, 11, 23)) == f"23{NB}November{NB}2026"


@pytest.mark.parametrize(
    ("zone", "abbr", "words"),
    [
        ("Asia/Jakarta", "WIB", "Senin, 30 November 2026, 23.30 WIB"),
        ("Asia/Makassar", "WITA", "Selasa, 1 Desember 2026, 00.30 WITA"),
        ("Asia/Jayapura", "WIT", "Selasa, 1 Desember 2026, 01.30 WIT"),
    ],
)
def test_a_moment_is_told_on_the_clock_of_the_unit(zone, abbr, words):
    moment = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)

    assert dates.waktu(moment, zone, abbr).replace(NB, " ") == words


def test_time_and_zone_stay_together():
    moment = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)

    assert dates.waktu(moment, "Asia/Jakarta", "WIB").endswith(f", 09.41{NB}WIB")


@pytest.mark.parametrize(
    ("day", "month", "name"),
    [
        (date(2026, 11, 25), "Nov", "Rab"),
        (date(2026, 12, 4), "Des", "Jum"),
        (date(2026, 8, 17), "Agu", "Sen"),
        (date(2026, 5, 16), "Mei", "Sab"),
    ],
)
def test_a_leaf_shows_short_names(day, month, name):
    assert (dates.bulan_pendek(day), dates.hari_pendek(day)) == (month, name)


class Unit:
    timezone, tz_abbr = "Asia/Jayapura", "WIT"


def rendered(text, **context):
    return Template("{% load tanggal %}" + text).render(Context(context))


def test_templates_tell_dates_and_moments():
    moment = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)

    page = rendered(
        "{{ day|tanggal }}|{{ moment|hari_tanggal }}|{{ day|bulan_pendek }}"
        "|{{ day|hari_pendek }}|{% waktu moment unit %}|{% waktu moment %}",
        day=date(2026, 11, 25),
        moment=moment,
        unit=Unit(),
    )

    assert page.replace(NB, " ").split("|") == [
        "25 November 2026",
        "Senin, 23 November 2026",
        "Nov",
        "Rab",
        "Senin, 23 November 2026, 11.41 WIT",
        "Senin, 23 November 2026, 09.41 WIB",
    ]


def test_templates_show_nothing_for_a_date_that_is_not_there():
    page = rendered(
        "{{ none|tanggal }}{{ none|hari_tanggal }}{{ none|hari_pendek }}"
        "{{ none|bulan_pendek }}{{ none|tenggat }}{{ none|sisa }}"
        "{{ none|keadaan_tenggat }}{% waktu none %}",
        none=None,
    )

    assert page == ""
