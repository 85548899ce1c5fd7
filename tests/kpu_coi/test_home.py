import pytest

from kpu_coi.home import greeting


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


@pytest.mark.django_db
def test_the_embedded_database_answers():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)
