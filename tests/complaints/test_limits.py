"""Rate limits without stored addresses (rule 70)."""

import pytest
from django.db import connection

from complaints import limits
from complaints.models import Complaint
from tests.complaints.factories import Desks, typed

pytestmark = [pytest.mark.django_db, pytest.mark.rule(70)]


@pytest.fixture(autouse=True)
def fresh_salts(db):
    """Nothing counted so far, also after tests that really stored what they sent."""
    limits.salts.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM complaints_limit")
        cursor.execute("DELETE FROM complaints_limit_salt")
    yield
    limits.salts.clear()


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return cursor.fetchall()


def test_the_first_tries_pass_and_the_next_is_too_much(settings):
    settings.COMPLAINT_LIMITS = {"report": 3}

    assert [limits.is_over("report", "192.0.2.7") for _ in range(4)] == [
        *(False, False, False, True)
    ]


def test_another_address_and_another_act_have_their_own_count(settings):
    settings.COMPLAINT_LIMITS = {"report": 1, "track": 1}
    limits.is_over("report", "192.0.2.7")

    assert not limits.is_over("report", "192.0.2.8")
    assert not limits.is_over("track", "192.0.2.7")
    assert limits.is_over("report", "192.0.2.7")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("bukan alamat", ""),
    ],
)
def test_an_ipv6_customer_is_one_whatever_he_appends(address, network):
    assert limits.network_of(address) == network


def test_the_table_holds_no_address_and_is_in_no_backup():
    limits.is_over("report", "192.0.2.7")

    ((mark, _, hits),) = rows("complaints_limit")
    assert len(bytes(mark)) == 32
    assert hits == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relpersistence FROM pg_class"
            " WHERE relname LIKE 'complaints_limit%%' AND relkind = 'r'"
        )
        assert {kind for (kind,) in cursor.fetchall()} == {"u"}


def test_without_the_salt_of_its_hour_a_mark_leads_to_nobody():
    limits.is_over("report", "192.0.2.7")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM complaints_limit_salt")
    limits.salts.clear()

    limits.is_over("report", "192.0.2.7")

    assert len(rows("complaints_limit")) == 2


def test_every_process_has_the_same_salt():
    limits.is_over("report", "192.0.2.7")
    limits.salts.clear()

    limits.is_over("report", "192.0.2.7")

    assert [hits for _, _, hits in rows("complaints_limit")] == [2]


def test_past_hours_are_forgotten():
    limits.is_over("report", "192.0.2.7")
    with connection.cursor() as cursor:
        for table in ("complaints_limit", "complaints_limit_salt"):
            cursor.execute(f"UPDATE {table} SET hour = hour - interval '3 hours'")

    limits.forget_old()

    assert rows("complaints_limit") == rows("complaints_limit_salt") == []


def test_a_flood_is_refused_with_the_form_kept(client, settings):
    settings.COMPLAINT_LIMITS = {"report": 1}
    Desks()
    client.post("/pengaduan/lapor/", typed())

    response = client.post("/pengaduan/lapor/", typed())

    assert response.status_code == 429
    assert "terlalu banyak kiriman" in response.content.decode()
    assert "Saya diminta membayar" in response.content.decode()
    assert Complaint.objects.count() == 1


def test_the_receipt_is_shown_again_also_in_a_flood(client, settings):
    settings.COMPLAINT_LIMITS = {"report": 1}
    Desks()
    fields = typed()
    client.post("/pengaduan/lapor/", fields)

    response = client.post("/pengaduan/lapor/", fields)

    assert response.status_code == 200


def test_guessing_codes_is_slowed_down(client, settings):
    settings.COMPLAINT_LIMITS = {"track": 2}

    codes = [
        client.post("/pengaduan/lacak/", {"code": "rumah kota"}).status_code
        for _ in range(3)
    ]

    assert codes == [200, 200, 429]
