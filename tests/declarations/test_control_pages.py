"""The pages of what follows from a decision: what they show, refuse and keep."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from declarations.case_home import home
from declarations.models import (
    Control,
    Forum,
    HandlingFile,
    HandlingKind,
    HandlingNote,
    Order,
    Referral,
    ReferralResult,
)
from declarations.workflow import controls, follow_ups
from declarations.workflow.reconsidering import reconsider
from notifications.models import Message
from tests.case_factories import fresh, make_case, sign_decision
from tests.control_factories import (
    acknowledge,
    bring_due,
    control_in,
    make_controlled,
    sign_order,
)
from tests.factories import PASSWORD, make_campaign, make_office, make_tenure, party

pytestmark = pytest.mark.django_db

WORDS = "Saya tidak ikut dalam rapat evaluasi tanggal 20 November."


def url(name, case, *more):
    return reverse(f"declarations:{name}", args=[case.public_id, *more])


def text(response):
    return response.content.decode()


def picture(name="notula.png"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


def typed_in(case, prefix, **typed):
    """A form as its page sends it: what was typed, and for which decision."""
    sent = {"decision": case.decision.public_id} | typed
    return {f"{prefix}-{name}": value for name, value in sent.items()}


def titles(user):
    return [duty.title for duty in home(user).duties]


def signing(case, **typed):
    return {"consent": "on", "password": PASSWORD, "drawing": ""} | typed


def test_after_the_decision_the_order_is_read_and_signed_and_acknowledged(client):
    office = make_office()
    case = make_controlled(office=office)
    client.force_login(office.head.user)
    page = client.get(url("order", case))
    preview = page.context["preview"]
    assert "PERINTAH PENANGANAN" in text(page)

    refused = client.post(
        url("order_sign", case),
        signing(case, content_hash=preview.content_hash, password="salah"),
    )
    signed = client.post(
        url("order_sign", case), signing(case, content_hash=preview.content_hash)
    )

    assert "Kata sandi tidak cocok" in text(refused)
    assert signed.url == url("order", case)
    order = Order.objects.get()
    client.force_login(office.staff.user)
    read = text(client.get(url("order", case)))
    assert order.number in read
    assert "Terima perintah penanganan" in read
    accepted = client.post(
        url("order_acknowledge", case), signing(case, content_hash=order.content_hash)
    )
    again = client.post(
        url("order_acknowledge", case), signing(case, content_hash=order.content_hash)
    )
    assert accepted.url == again.url == url("order", case)
    order.refresh_from_db()
    assert order.acknowledged_at is not None
    assert order.acknowledgement.consent == order.content["text"]["consent_acknowledge"]
    assert "Diterima yang bersangkutan" in text(client.get(url("order", case)))


def test_an_order_that_changed_meanwhile_is_shown_again(client):
    office = make_office()
    case = make_controlled(office=office)
    client.force_login(office.head.user)

    page = client.post(url("order_sign", case), signing(case, content_hash="0" * 64))

    assert "Teks berubah sejak Anda membacanya" in text(page)
    assert Order.objects.count() == 0


@pytest.mark.rule(24)
def test_a_report_with_evidence_is_kept_sealed_and_read_by_the_reviewer(client):
    office = make_office()
    case = make_controlled("acknowledged", office=office)
    client.force_login(office.staff.user)

    sent = client.post(
        url("control_report", case, 1),
        typed_in(case, "lapor", text=WORDS, evidence=[picture()]),
    )

    assert sent.url == url("case_control", case, 1)
    file = HandlingFile.objects.get()
    assert file.about["name"] == "notula.png"
    client.force_login(office.head.user)
    page = text(client.get(url("case_control", case, 1)))
    assert WORDS in page
    assert "notula.png" in page
    found = client.get(url("handling_file", case, file.public_id))
    assert found.content.startswith(b"\x89PNG")
    assert found["Content-Disposition"].startswith("attachment")
    client.force_login(office.secretary.user)
    assert client.get(url("handling_file", case, file.public_id)).status_code == 404


def test_a_refused_file_loses_nothing_that_was_typed(client):
    office = make_office()
    case = make_controlled("acknowledged", office=office)
    client.force_login(office.staff.user)
    lying = SimpleUploadedFile("surat.pdf", b"MZ\x90\x00 ini program")

    page = client.post(
        url("control_report", case, 1),
        typed_in(case, "lapor", text=WORDS, evidence=[lying]),
    )

    assert page.status_code == 200
    assert WORDS in text(page)
    assert "surat.pdf" in text(page)
    assert HandlingNote.objects.count() == 0
    assert HandlingFile.objects.count() == 0


def test_what_came_too_late_is_shown_to_be_copied(client):
    office = make_office()
    case = make_controlled(office=office)
    controls.end_control(control_in(case), by=office.head.user, reason="Selesai.")
    client.force_login(office.staff.user)

    page = client.post(
        url("control_report", case, 1), typed_in(case, "lapor", text=WORDS)
    )

    assert page.status_code == 409
    assert "sudah berakhir" in text(page)
    assert WORDS in text(page)


def test_a_late_finding_is_shown_in_the_words_that_were_typed_alone(client):
    office = make_office()
    case = make_controlled(office=office)
    controls.end_control(control_in(case), by=office.head.user, reason="Selesai.")
    client.force_login(office.head.user)

    page = client.post(
        url("control_recheck", case, 1),
        typed_in(case, "tinjau", kind="ACCEPTED", text=WORDS),
    )

    assert page.status_code == 409
    assert WORDS in text(page)
    assert "ACCEPTED" not in text(page)


@pytest.mark.rule(28)
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Pilih hasil peninjauan."),
        ({"kind": "EXTENDED", "text": "Lanjut."}, "Isi tanggal peninjauan yang baru."),
        ({"kind": "EXTENDED", "text": "x", "review_on": "2020-01-01"}, "sesudah hari"),
        ({"kind": "ACCEPTED", "text": "x", "review_on": "2099-01-01"}, "Kosongkan"),
        ({"kind": "ENDED", "text": "Selesai."}, "Pilihan yang valid"),
    ],
)
def test_an_unsound_finding_is_refused_at_its_field(client, typed, words):
    office = make_office()
    case = make_controlled(office=office)
    client.force_login(office.head.user)

    page = client.post(
        url("control_recheck", case, 1),
        typed_in(case, "tinjau", **typed),
    )

    assert page.status_code == 200
    if words != "Pilihan yang valid":
        assert words in text(page)
    assert HandlingNote.objects.count() == 0


def test_extending_ending_and_closing_by_the_pages(client):
    office = make_office()
    case = make_controlled(office=office)
    later = (case.today + timedelta(days=90)).isoformat()
    client.force_login(office.head.user)

    client.post(
        url("control_recheck", case, 1),
        typed_in(
            case,
            "tinjau",
            kind="EXTENDED",
            text="Pengadaan belum selesai.",
            review_on=later,
        ),
    )
    assert Control.objects.get().review_on.isoformat() == later
    early = client.post(url("case_close", case), {"tutup-text": "Sudah."})
    assert early.status_code == 409
    client.post(
        url("control_end", case, 1), typed_in(case, "akhiri", text="Pengadaan selesai.")
    )
    done = client.post(url("case_close", case), {"tutup-text": "Tidak ada lagi."})

    assert done.url == url("case_controls", case)
    page = text(client.get(done.url))
    assert fresh(case).status == "CLOSED"
    assert "Tidak ada lagi." in page
    assert "Selesai" in page
    assert "Perkara ditutup" in text(client.get(case.get_absolute_url()))


FORMS = {
    "control_report": ("report_form", "lapor", {"text": WORDS}),
    "control_recheck": (
        "recheck_form",
        "tinjau",
        {"kind": "ACCEPTED", "text": WORDS},
    ),
    "control_end": ("end_form", "akhiri", {"text": WORDS}),
}


@pytest.mark.rule(24, 29)
@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("then", "says"),
    [
        ("CONTROLLABLE", "sudah diganti"),
        ("NO_CONFLICT", "Tidak dapat dilakukan"),
        (None, "Tidak dapat dilakukan"),
    ],
)
def test_a_form_of_a_decision_that_was_replaced_is_refused_with_its_words(
    client, name, then, says
):
    office = make_office()
    case = make_controlled("acknowledged", office=office)
    user = office.staff.user if name == "control_report" else office.head.user
    form, prefix, typed = FORMS[name]
    client.force_login(user)
    first_tab = client.get(url("case_control", case, 1)).context[form]
    sent = {f"{prefix}-decision": first_tab["decision"].value()}
    sent |= {f"{prefix}-{field}": value for field, value in typed.items()}
    reconsider(case, by=office.auditor, reason="Timbang lagi.")
    if then:
        sign_decision(case, office.head.user, then)
    before = HandlingNote.objects.count()

    page = client.post(url(name, case, 1), sent)

    assert page.status_code == 409
    assert says in text(page)
    assert WORDS in text(page)
    assert str(case.decision.public_id) not in text(page)
    assert HandlingNote.objects.count() == before


@pytest.mark.rule(24, 29)
@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_the_decision_that_stands_is_taken(client, name):
    office = make_office()
    case = make_controlled("acknowledged", office=office)
    reconsider(case, by=office.auditor, reason="Timbang lagi.")
    sign_decision(case, office.head.user)
    user = office.staff.user if name == "control_report" else office.head.user
    form, prefix, typed = FORMS[name]
    client.force_login(user)
    shown = client.get(url("case_control", case, 1)).context[form]

    sent = client.post(
        url(name, case, 1),
        {f"{prefix}-decision": shown["decision"].value()}
        | {f"{prefix}-{field}": value for field, value in typed.items()},
    )

    assert sent.status_code == 302
    assert control_in(case).notes.count() == 1


@pytest.mark.parametrize(
    "decision", ["", "bukan-uuid", "69a954dd-60c5-4ba1-b1b0-e6b07fac8362"]
)
@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_names_no_decision_of_the_case_is_refused(client, name, decision):
    office = make_office()
    case = make_controlled(office=office)
    user = office.staff.user if name == "control_report" else office.head.user
    _, prefix, typed = FORMS[name]
    client.force_login(user)

    page = client.post(
        url(name, case, 1), typed_in(case, prefix, **typed, decision=decision)
    )

    assert page.status_code == 409
    assert WORDS in text(page)
    assert HandlingNote.objects.count() == 0


@pytest.mark.parametrize("name", FORMS)
def test_a_place_that_is_empty_now_loses_no_text(client, name):
    office = make_office()
    case = make_controlled(office=office)
    user = office.staff.user if name == "control_report" else office.head.user
    _, prefix, typed = FORMS[name]
    client.force_login(user)

    page = client.post(url(name, case, 7), typed_in(case, prefix, **typed))

    assert page.status_code == 409
    assert WORDS in text(page)
    assert client.get(url("case_control", case, 7)).status_code == 404


@pytest.mark.rule(6)
def test_the_open_announcement_is_asked_until_it_is_recorded(client):
    office = make_office()
    case = make_case(office=office, parties=[party("Calon", election="CANDIDATE")])
    assert "Catat pernyataan terbuka" in titles(office.staff.user)
    client.force_login(office.staff.user)
    typed = {
        "terbuka-forum": "Rapat",
        "terbuka-held_on": case.today.isoformat(),
        "terbuka-place": "Aula KPU",
        "terbuka-minutes": "7/BA/2026",
    }

    without = client.post(url("case_announce", case), typed)
    sent = client.post(
        url("case_announce", case), typed | {"terbuka-evidence": [picture("ba.png")]}
    )

    assert "Pilih paling sedikit satu berkas bukti." in text(without)
    assert "Aula KPU" in text(without)
    assert sent.url == url("case_controls", case)
    assert "Catat pernyataan terbuka" not in titles(office.staff.user)
    client.force_login(office.auditor)
    page = text(client.get(url("case_controls", case)))
    assert "7/BA/2026" in page
    assert "ba.png" in page


@pytest.mark.rule(6)
def test_the_reviewer_sees_that_the_announcement_is_missing(client):
    office = make_office()
    case = make_case(
        "UNDER_REVIEW", office=office, parties=[party("Calon", election="CANDIDATE")]
    )
    client.force_login(office.head.user)

    page = text(client.get(url("case_controls", case)))

    assert "Belum dicatat" in page
    assert "Pengendalian" in text(client.get(url("case", case)))


@pytest.mark.rule(20)
def test_a_named_person_finds_neither_page_nor_list(client):
    office = make_office()
    named = office.secretary.user
    case = make_controlled(
        "ordered", office=office, parties=[party("Sekretaris", person=named.pk)]
    )
    make_tenure(named, office.head_post, acting="DAILY")
    client.force_login(named)

    for name in ("case_controls", "order", "order_pdf"):
        assert client.get(url(name, case)).status_code == 404
    assert client.get(url("case_control", case, 1)).status_code == 404
    assert case.number not in text(client.get(reverse("declarations:controls")))


@pytest.mark.rule(28)
def test_the_list_of_the_superior_shows_what_is_due(client):
    office = make_office()
    case = bring_due(make_controlled("acknowledged", office=office), days=2)
    client.force_login(office.head.user)
    address = reverse("declarations:controls")

    everything = text(client.get(address))
    due = text(client.get(address, {"keadaan": "DUE"}))
    ended = text(client.get(address, {"keadaan": "ENDED"}))
    nonsense = client.get(address, {"keadaan": "x", "sampai": "kemarin"})

    assert case.number in everything
    assert case.number in due
    assert "Perlu ditinjau" in due
    assert case.number not in ended
    assert nonsense.status_code == 200
    client.force_login(office.staff.user)
    assert case.number not in text(client.get(address))


# --- Beranda --------------------------------------------------------------------------


@pytest.mark.rule(28)
def test_beranda_asks_the_reviewer_for_what_is_next():
    office = make_office()
    case = make_controlled(office=office)
    head = office.head.user
    assert titles(head) == ["Tanda tangani perintah penanganan"]

    case = make_controlled_order(case, head)
    assert titles(head) == []
    controls.report(control_in(case), by=case.person, text=WORDS)
    assert titles(head) == ["Periksa laporan pelaksanaan"]
    finding = {"by": head, "kind": HandlingKind.ACCEPTED, "text": "Ya."}
    controls.recheck(control_in(case), **finding)
    assert titles(head) == []
    bring_due(case)
    assert titles(head) == ["Tinjau pengendalian"]
    controls.end_control(control_in(case), by=head, reason="Selesai.")
    assert titles(head) == ["Tutup perkara"]
    controls.close(case, by=head, reason="Selesai.")
    assert titles(head) == []


def make_controlled_order(case, head):
    sign_order(case, head)
    acknowledge(case)
    return fresh(case)


@pytest.mark.rule(28)
def test_beranda_asks_the_person_for_what_is_next():
    office = make_office()
    case = make_controlled("ordered", office=office)
    person, head = office.staff.user, office.head.user
    assert titles(person) == ["Terima perintah penanganan"]

    acknowledge(case)
    assert titles(person) == []
    controls.report(control_in(case), by=person, text=WORDS)
    controls.recheck(
        control_in(case), by=head, kind=HandlingKind.MORE, text="Lampirkan."
    )
    assert titles(person) == ["Lengkapi laporan pelaksanaan"]
    controls.report(control_in(case), by=person, text=WORDS)
    assert titles(person) == []
    make_campaign(office.unit)
    assert titles(person) == ["Konfirmasi keadaan Anda"]
    controls.confirm(case, by=person, still=True, text="Masih sama.")
    assert titles(person) == []


@pytest.mark.rule(28)
def test_a_year_after_the_decision_he_is_asked_whether_it_still_exists():
    office = make_office()
    case = make_controlled("acknowledged", office=office)
    person = office.staff.user
    case.decided_at -= timedelta(days=364)
    case.save()
    assert titles(person) == []
    case.decided_at -= timedelta(days=2)
    case.save()
    assert titles(person) == ["Konfirmasi keadaan Anda"]

    controls.confirm(case, by=person, still=False, text="Kakak saya mundur.")

    assert titles(person) == []
    assert "Akhiri pengendalian dan tutup perkara" in titles(office.head.user)


@pytest.mark.rule(21)
def test_the_second_clock_stands_on_the_page_with_its_basis(client):
    office = make_office()
    case = make_controlled(office=office, outcome="REVIEW_PAST_DECISION")
    client.force_login(office.head.user)
    page = text(client.get(url("case_controls", case)))
    assert "2 hari sejak putusan, PermenPANRB 37/2012" in page
    assert "Tinjau keputusan terdahulu" in titles(office.head.user)

    meant = {"terdahulu-decision": case.decision.public_id}
    changed = {"terdahulu-result": "CHANGED", "terdahulu-reasons": "Diulang."}
    wrong = client.post(url("case_past_review", case), meant | changed)
    assert "Isi nomor keputusan baru." in text(wrong)
    assert "Diulang." in text(wrong)
    kept = {"terdahulu-result": "KEPT", "terdahulu-reasons": "Sudah tepat."}
    client.post(url("case_past_review", case), meant | kept)

    assert "Sudah tepat." in text(client.get(url("case_controls", case)))
    assert "Tinjau keputusan terdahulu" not in titles(office.head.user)


@pytest.mark.rule(41)
def test_the_register_of_referrals_is_filtered_and_exported(client):
    office = make_office()
    case = make_controlled(office=office, outcome="REFERRED")
    client.force_login(office.head.user)
    client.post(
        url("case_refer", case),
        {
            "rujukan-decision": case.decision.public_id,
            "rujukan-forum": "DISCIPLINE",
            "rujukan-referred_on": case.today.isoformat(),
            "rujukan-number": "800/12",
        },
    )
    early = (case.today - timedelta(days=1)).isoformat()
    typed = {
        "hasil-decision": case.decision.public_id,
        "hasil-result": "ORAL",
        "hasil-result_on": early,
        "hasil-number": "800/77",
    }
    wrong = client.post(url("case_referral_result", case), typed)
    assert "tidak mendahului" in text(wrong)
    address = reverse("declarations:referrals")

    client.force_login(office.auditor)
    shown = text(client.get(address))
    waiting = text(client.get(address, {"hasil": "-"}))
    elsewhere = text(client.get(address, {"lembaga": "DKPP"}))
    table = text(client.get(reverse("declarations:referrals_csv")))

    assert "800/12" in shown
    assert "800/12" in waiting
    assert "800/12" not in elsewhere
    assert case.number in table
    client.force_login(office.staff.user)
    assert "800/12" not in text(client.get(address))
    assert Referral.objects.count() == 1


@pytest.mark.rule(27, 68)
def test_the_person_reads_where_he_was_referred_and_what_came_of_it(client):
    office = make_office()
    case = make_controlled(office=office, outcome="REFERRED")
    follow_ups.refer(
        case,
        by=office.head.user,
        forum=Forum.DKPP,
        referred_on=case.today,
        number="1/DKPP",
    )
    follow_ups.note_result(
        case,
        by=office.head.user,
        result=ReferralResult.UNPROVEN,
        result_on=case.today,
        number="9/DKPP",
    )
    client.force_login(office.staff.user)

    page = text(client.get(url("case_controls", case)))

    assert "Dewan Kehormatan Penyelenggara Pemilu" in page
    assert "Nomor 1/DKPP" in page
    assert "Tidak terbukti" in page
    assert "Catat rujukan" not in page
    assert "Catat hasil rujukan" not in page
    assert case.number not in text(client.get(reverse("declarations:referrals")))
    told = Message.objects.filter(recipient=office.staff.user, subject__contains="ujuk")
    assert {message.subject for message in told} == {
        f"Rujukan atas {case} dicatat",
        f"Hasil rujukan atas {case} dicatat",
    }


def test_a_decision_with_controls_leads_to_its_order(client):
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    sign_decision(case, office.head.user)
    client.force_login(office.head.user)

    page = text(client.get(url("case", fresh(case))))

    assert url("case_controls", case) in page
