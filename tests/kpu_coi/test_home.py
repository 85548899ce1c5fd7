from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from deadlines.clocks import Due
from kpu_coi.home import Action, Duty, HomePart, Recent, count_words, greeting
from kpu_coi.navigation import Place, Profile, menu_of
from personnel.models import User
from tests.personnel.factories import make_position, make_tenure, make_user

HERE = "tests.kpu_coi.test_home"


def due(day):
    return Due(day, 3, "WORKING_DAY", "PermenPANRB 37/2012", "examine", "WIB")


def first_part(user):
    return HomePart(
        duties=[
            Duty("Tanpa tenggat", "/a/"),
            Duty("Paling akhir", "/b/", due=due(date(2026, 12, 4))),
        ],
        recent=[Recent("Yang lama", datetime(2026, 11, 18, 4, 30, tzinfo=UTC))],
        actions=[Action("Laporkan situasi baru", "/deklarasi/mulai/")],
    )


def second_part(user):
    return HomePart(
        duties=[Duty("Paling mendesak", "/c/", due=due(date(2026, 11, 25)))],
        waiting=[
            Duty(
                "Putusan atas pernyataan Anda", "/d/", waiting_tag=("info", "Ditelaah")
            )
        ],
        recent=[Recent("Yang baru", datetime(2026, 11, 20, 8, 2, tzinfo=UTC))],
    )


def nothing(user):
    return HomePart()


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (3, "Selamat malam"),
        (4, "Selamat pagi"),
        (10, "Selamat pagi"),
        (11, "Selamat siang"),
        (14, "Selamat siang"),
        (15, "Selamat sore"),
        (17, "Selamat sore"),
        (18, "Selamat malam"),
        (23, "Selamat malam"),
    ],
)
def test_the_greeting_follows_the_hour(hour, words):
    assert greeting(hour) == words


@pytest.mark.parametrize(
    ("count", "words"), [(1, "Satu"), (3, "Tiga"), (10, "Sepuluh"), (11, "11")]
)
def test_small_numbers_are_words(count, words):
    assert count_words(count) == words


def open_home(client, settings, *providers):
    settings.HOME_PROVIDERS = [f"{HERE}.{name}" for name in providers]
    settings.PLACE_PROVIDERS = ["kpu_coi.home.places"]
    client.force_login(make_user("Rahayu Kusumawardani"))
    return client.get(reverse("home"))


@pytest.mark.django_db
def test_beranda_puts_the_parts_of_all_apps_together_the_most_urgent_first(
    client, settings
):
    page = open_home(client, settings, "first_part", "second_part")

    assert [duty.title for duty in page.context["duties"]] == [
        "Paling mendesak",
        "Paling akhir",
        "Tanpa tenggat",
    ]
    assert [entry.text for entry in page.context["recent"]] == [
        "Yang baru",
        "Yang lama",
    ]
    html = page.content.decode()
    assert "Tiga hal menunggu Anda" in html
    assert "Laporkan situasi baru" in html
    assert "Putusan atas pernyataan Anda" in html
    assert "Jumat, 20\xa0November\xa02026, 15.02\xa0WIB" in html


@pytest.mark.django_db
def test_an_empty_beranda_says_what_will_come(client, settings):
    page = open_home(client, settings, "nothing")

    html = page.content.decode()
    assert "Semua sudah selesai" in html
    assert "Menunggu orang lain" not in html
    assert "Baru saja terjadi" not in html


@pytest.mark.django_db
def test_beranda_keeps_the_clock_of_ones_own_unit(client, settings, monkeypatch):
    monkeypatch.setattr(
        "kpu_coi.home.timezone.now", lambda: datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    )
    settings.HOME_PROVIDERS = []
    post = make_position()
    post.unit.timezone, post.unit.tz_abbr = "Asia/Jayapura", "WIT"
    post.unit.save()
    client.force_login(make_tenure(position=post).user)

    page = client.get(reverse("home"))

    assert page.context["today"] == date(2026, 11, 23)
    assert page.context["greeting"] == "Selamat malam"


@pytest.mark.parametrize(
    ("name", "initials", "first_name"),
    [
        ("Rahayu Kusumawardani", "RK", "Rahayu"),
        ("Sukarman", "S", "Sukarman"),
        ("dr. Ayu Lestari Putri, S.H.", "AL", "Ayu"),
        ("S.H.", "", "S.H."),
    ],
)
def test_a_name_is_shortened_without_its_degrees(name, initials, first_name):
    profile = Profile(name)

    assert (profile.initials, profile.first_name) == (initials, first_name)


def two_places(user):
    return [
        Place("Penelaahan", "/penelaahan/", count=2),
        Place("Tembusan", "/penelaahan/tembusan/"),
        Place("Kepatuhan", "/inspektorat/kepatuhan/", prefix="/inspektorat/"),
    ]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/penelaahan/", "Penelaahan"),
        ("/penelaahan/7f/putusan/", "Penelaahan"),
        ("/penelaahan/tembusan/", "Tembusan"),
        ("/inspektorat/apa-saja/", "Kepatuhan"),
        ("/akun/kata-sandi/", None),
    ],
)
def test_the_closest_place_is_the_current_one(settings, path, current):
    settings.PLACE_PROVIDERS = [f"{HERE}.two_places"]

    menu = menu_of(User(), path)

    marked = [entry["place"].label for entry in menu if entry["current"]]
    assert marked == ([current] if current else [])
