"""The e-mails, through a real worker to a real mail server that may be down."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.jobs import Job

from notifications import post
from notifications.inbox import take_back, tell
from notifications.models import Mailing, Message
from notifications.tasks import UntilTheServerIsBack
from tests.house import Outbox
from tests.personnel.factories import make_user
from tests.worker import jobs, make_due, work

pytestmark = pytest.mark.django_db(transaction=True)

TASK = "notifications.send_email"


class Server(Outbox):
    """A mail server that can refuse what it is given."""

    refusing = False

    async def handle_DATA(self, server, session, envelope):
        if self.refusing:
            return "451 Coba lagi nanti"
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def server(settings):
    server = Server()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 5},
        }
    }
    settings.BASE_URL = "https://integritas.example"
    settings.SITE_NAME = "Integritas KPU"
    settings.DEFAULT_FROM_EMAIL = "Integritas KPU <tidak-dibalas@integritas.example>"
    server.open()
    yield server
    server.close()


@pytest.fixture
def person():
    return make_user(email="sari@kpu.example")


def tell_of_a_decision(person):
    return tell(
        person,
        "Putusan atas pernyataan 0012/PBK/33.21/XI/2026",
        path="/deklarasi/7/",
        about="statement:7",
        body="Diputuskan Rabu, 25 November 2026.",
    )


def test_an_e_mail_says_what_it_is_about_and_where_to_read_on(server, person):
    message = tell_of_a_decision(person)

    work("mail")

    [mail] = server.mails
    assert mail["To"] == "sari@kpu.example"
    assert mail["From"] == "Integritas KPU <tidak-dibalas@integritas.example>"
    assert mail["Subject"] == (
        "Integritas KPU: Putusan atas pernyataan 0012/PBK/33.21/XI/2026"
    )
    assert mail["Message-ID"] == f"<kabar-{message.pk}@integritas.example>"
    assert mail.get_content().splitlines() == [
        "Putusan atas pernyataan 0012/PBK/33.21/XI/2026",
        "",
        "Diputuskan Rabu, 25 November 2026.",
        "",
        "Buka di Integritas KPU:",
        "https://integritas.example/deklarasi/7/",
        "",
        "Surat elektronik ini dikirim otomatis dan sengaja singkat. Selengkapnya "
        "hanya dapat",
        "dibaca setelah Anda masuk.",
    ]


def test_an_e_mail_is_sent_once_however_often_its_job_runs(server, person):
    message = tell_of_a_decision(person)
    work("mail")

    assert post.send(message.pk) is False
    assert len(server.mails) == 1


def test_two_workers_at_once_send_one_e_mail(server, person):
    message = tell_of_a_decision(person)

    def send(_):
        try:
            return post.send(message.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(send, range(2)))

    assert sorted(sent) == [False, True]
    assert len(server.mails) == 1


def test_a_mail_server_that_is_down_delays_the_e_mail_and_loses_nothing(server, person):
    server.close()
    message = tell_of_a_decision(person)

    work("mail")

    assert Message.objects.get() == message
    assert Mailing.objects.get().emailed_at is None
    assert jobs(TASK) == [("todo", 1)]

    server.open()
    make_due()
    work("mail")

    assert len(server.mails) == 1
    assert Mailing.objects.get().emailed_at is not None
    assert jobs(TASK) == [("succeeded", 2)]


def test_a_mail_server_that_refuses_is_asked_again(server, person):
    server.refusing = True
    tell_of_a_decision(person)
    work("mail")

    server.refusing = False
    make_due()
    work("mail")

    assert len(server.mails) == 1
    assert jobs(TASK) == [("succeeded", 2)]


def test_a_move_that_is_rolled_back_sends_nothing(server, person):
    with transaction.atomic():
        tell_of_a_decision(person)
        transaction.set_rollback(True)

    work("mail")

    assert server.mails == []
    assert not Message.objects.exists()
    assert jobs(TASK) == []


def test_nobody_is_written_to_who_has_no_address(server):
    tell_of_a_decision(make_user(email=""))

    work("mail")

    assert Message.objects.count() == 1
    assert jobs(TASK) == []


def test_an_address_taken_away_meanwhile_is_not_written_to(server, person):
    message = tell_of_a_decision(person)
    person.email = ""
    person.save()

    assert post.send(message.pk) is False
    assert server.mails == []


def test_a_line_break_in_a_subject_cannot_add_a_header(server, person):
    tell(person, "Kabar\nBcc: semua@kpu.example", path="/beranda/", about="x:1")

    work("mail")

    [mail] = server.mails
    assert mail["Subject"] == "Integritas KPU: Kabar Bcc: semua@kpu.example"
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(0, 10), (1, 20), (2, 40), (8, 2560), (9, 3600), (100, 3600)],
)
def test_the_next_attempt_comes_later_and_later(attempts, seconds):
    job = Job(
        id=1,
        queue="mail",
        lock=None,
        queueing_lock=None,
        task_name=TASK,
        attempts=attempts,
    )

    before = timezone.now()
    decision = UntilTheServerIsBack().get_retry_decision(
        exception=ConnectionRefusedError(), job=job
    )

    wait = decision.retry_at - before
    assert timedelta(seconds=seconds - 1) < wait < timedelta(seconds=seconds + 5)


def test_after_a_week_the_job_is_left_as_failed():
    job = Job(
        id=1, queue="mail", lock=None, queueing_lock=None, task_name=TASK, attempts=180
    )

    assert (
        UntilTheServerIsBack().get_retry_decision(exception=OSError(), job=job) is None
    )


def test_news_that_was_taken_back_is_not_sent(server, person):
    tell_of_a_decision(person)
    kept = tell(person, "Kabar lain", path="/", about="statement:8")

    take_back(person, about="statement:7")
    work("mail")

    assert list(Message.objects.all()) == [kept]
    assert [status for status, _ in jobs(TASK)] == ["succeeded", "succeeded"]
    assert [mail["Subject"] for mail in server.mails] == ["Integritas KPU: Kabar lain"]
