"""The pages on which a superior writes, reads over and opens a case (rule 18)."""

import pytest
from django.urls import reverse

from deadlines.models import RegimeAdoption
from declarations.decision_content import preview_of
from declarations.models import (
    AccountDraft,
    Attachment,
    Case,
    CaseStatus,
    Kind,
)
from declarations.subordinates import subordinates_of
from declarations.workflow.attachments import give_to_account
from declarations.workflow.decisions import save_draft
from declarations.workflow.passing_on import forward
from notifications.models import Message
from tests.case_factories import decision_answers, fresh
from tests.declarations.passing_factories import (
    DUTY,
    account_answers,
    broken,
    cleaned,
    draft_account,
    opened_by_superior,
    picture,
)
from tests.factories import (
    PASSWORD,
    give,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def url(name, *args):
    return reverse(f"declarations:{name}", args=args)


def text(response):
    return response.content.decode()


def posted(**answers):
    return account_answers(**answers)


def test_writing_reading_over_and_opening_on_the_pages(client, office):
    client.force_login(office.head.user)
    listing = text(client.get(url("open_case_for")))
    assert office.staff.user.name in listing
    assert office.member.user.name not in listing
    pk = office.staff.pk
    assert "Bukan tuduhan" in text(client.get(url("account", pk)))

    saved = client.post(url("account", pk), posted() | {"files": [picture()]})
    assert saved["Location"] == url("account_check", pk)
    check = client.get(url("account_check", pk))
    assert DUTY in text(check)
    assert "bukti.png" in text(check)
    shown = check.context["preview"].content_hash
    refused = client.post(url("account_open", pk), {"content_hash": shown})
    assert "Centang pernyataan ini sebelum membuka perkara." in text(refused)
    done = client.post(
        url("account_open", pk), {"content_hash": shown, "consent": "on"}
    )

    case = Case.objects.get()
    assert done["Location"] == case.get_absolute_url()
    assert [file.name for file in case.attachments.all()] == ["bukti.png"]
    again = client.post(
        url("account_open", pk), {"content_hash": shown, "consent": "on"}
    )
    assert again["Location"] == url("cases")


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(client, office):
    client.force_login(office.head.user)
    typed = posted() | {"link": "tidak ada", "files": [picture("a.png"), broken()]}

    page = text(client.post(url("account", office.staff.pk), typed))

    assert "Jawaban seperti “tidak ada”" in page
    assert "“rusak.png” tidak dapat dibuka." in page
    assert DUTY in page
    assert "a.png" in page
    assert client.get(url("account_check", office.staff.pk)).status_code == 302


def test_a_party_more_and_a_party_less_keep_what_was_typed(client, office):
    client.force_login(office.head.user)
    pk = office.staff.pk

    client.post(url("account_add", pk), posted() | {"files": [picture("a.png")]})
    page = text(client.get(url("account", pk)))
    assert 'name="p1-name"' in page
    assert DUTY in page
    assert "a.png" in page
    client.post(url("account_remove", pk, 0), posted())

    page = text(client.get(url("account", pk)))
    assert DUTY in page
    assert "CV Sumber Makmur" not in page


def test_a_file_is_taken_away_and_a_draft_deleted(client, office):
    draft = draft_account(office)
    give_to_account(draft, cleaned("a.png"), by=office.head.user)
    file = draft.attachments.get()
    client.force_login(office.head.user)
    pk = office.staff.pk
    saved = client.get(url("account_file", pk, file.public_id))
    assert saved["Content-Disposition"].startswith("attachment")

    client.post(url("drop_account_file", pk, file.public_id), posted())
    assert not Attachment.objects.exists()
    client.post(url("account_discard", pk))

    assert not AccountDraft.objects.exists()


@pytest.mark.rule(18)
@pytest.mark.parametrize("who", ["staff", "member", "secretary", "chair"])
def test_others_find_nothing_there(client, office, who):
    draft = draft_account(office)
    give_to_account(draft, cleaned("a.png"), by=office.head.user)
    file = draft.attachments.get()
    client.force_login(getattr(office, who).user)
    pk = office.staff.pk

    assert client.get(url("account", pk)).status_code == 404
    assert client.get(url("account_check", pk)).status_code == 404
    assert client.get(url("account_file", pk, file.public_id)).status_code == 404
    assert client.post(url("account_open", pk)).status_code == 404
    assert client.post(url("account_discard", pk)).status_code == 404
    assert draft.attachments.exists()


@pytest.mark.rule(18)
def test_under_the_other_regime_the_same_page_works(client, office):
    RegimeAdoption.objects.update(regime="panrb-17-2024")
    client.force_login(office.head.user)
    page = text(client.get(url("account", office.staff.pk)))

    assert "konflik kepentingan" in page.lower() or "Sumber" in page


def test_a_decision_is_read_over_and_signed_on_the_page(client, office):
    case = opened_by_superior(office)
    client.force_login(office.head.user)
    save_draft(case, by=office.head.user, typed=decision_answers())
    shown = preview_of(fresh(case), office.head.user).content_hash
    check = text(client.get(url("decision_check", case.public_id)))
    assert "Berdasarkan prakarsa atasan" in check
    assert "yang dibuka pada" in check

    client.post(
        url("decision_sign", case.public_id),
        {"consent": "on", "password": PASSWORD, "content_hash": shown},
    )

    assert fresh(case).status == CaseStatus.CONTROL_ACTIVE


def test_forwarded_it_is_called_a_case_not_a_statement(office):
    case = opened_by_superior(office)
    post = make_position("Kasubbag", unit=office.unit, kind="SUBDIV_HEAD")
    other = make_tenure(make_user("Kasubbag Lain"), post)
    forward(case, by=office.head.user, tenure=other, reason="Bukan bawahan saya.")

    subject = Message.objects.get(recipient=other.user).subject

    assert subject == f"Perkara {case} menunggu penelaahan Anda"


def test_an_own_potential_beside_it_stays_possible(office):
    opened_by_superior(office)

    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    assert Case.objects.filter(person=office.staff.user).count() == 2
    assert statement.case.statement_id == statement.pk


def test_a_grant_of_the_inspektorat_opens_nothing(office):
    user = make_user("Auditor Lain")
    give(user, "AUDITOR", region=office.region)

    assert subordinates_of(user) == []
