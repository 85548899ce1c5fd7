"""Notices by e-mail: without content, and never lost."""

import re

from tests.e2e import steps


def free_by(visitor):
    steps.answer(visitor, re.compile("^Tidak"))
    return steps.sign(visitor)


def test_mails_name_the_matter_and_tell_nothing_of_it(site, people, eventually):
    asked = people.staff("planner")
    eventually(lambda: site.outbox.to(asked.email))

    for mail in site.outbox.mails:
        text = f"{mail['Subject']}\n{mail.get_content()}"
        assert site.url in text
        assert not re.search("gudang|saudara|ipar|mitra|pencalonan", text), text


def test_a_mail_server_that_is_down_stops_nobody_and_loses_nothing(
    visitors, site, people, eventually
):
    superior = people.province("finance_2")
    staff = visitors().sign_in(people.province("driver"))
    before = len(site.outbox.to(superior.email))
    site.outbox.close()
    try:
        number = free_by(staff)
        staff.page.wait_for_timeout(3000)
    finally:
        site.outbox.open()

    assert number
    eventually(lambda: len(site.outbox.to(superior.email)) > before, within=90)
    assert len(site.outbox.to(superior.email)) == before + 1
