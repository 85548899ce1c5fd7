"""Another legal basis by unit and date; what is signed and open keeps its own."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Event
from deadlines import memory
from deadlines.models import Regime, RegimeAdoption
from deadlines.regimes import regime_for
from declarations.content import preview_of
from declarations.models import Kind, Statement
from declarations.workflow import regimes, statements
from declarations.workflow.statements import ContentChanged
from documents.signing import prove_password
from tests.case_factories import fresh, make_case
from tests.factories import (
    PASSWORD,
    fill,
    give,
    make_office,
    make_statement,
    make_unit,
    make_user,
)
from tests.list_factories import KPU, PANRB, fresh_statement, tomorrow, under_panrb

pytestmark = pytest.mark.django_db
PAGE = "/rezim/"
ADOPT = "/rezim/berlakukan/"


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def admin(client):
    user = make_user("Administrator")
    give(user, "ORGANISATION_ADMIN")
    client.force_login(user)
    return user


@pytest.fixture
def panrb():
    return Regime.objects.get(pk=PANRB)


def later(days=0):
    return regimes.earliest_day() + timedelta(days=days)


def typed(**change):
    return {
        "unit": "33.21",
        "regime": PANRB,
        "valid_from": later().isoformat(),
    } | change


def words(response):
    return response.content.decode()


def test_a_unit_changes_on_its_day_with_all_below_it(office, admin, panrb):
    bali = make_unit("51", "KPU Provinsi Bali")
    day = later()

    regimes.adopt(panrb, unit=office.province, valid_from=day, by=admin)
    memory.forget()

    before, after = day - timedelta(days=1), day
    told = {
        unit.code: [regime_for(unit.lineage_codes(), on).pk for on in (before, after)]
        for unit in (office.unit, office.province, office.nation, bali)
    }
    assert told == {
        "33.21": [KPU, PANRB],
        "33": [KPU, PANRB],
        "00": [KPU, KPU],
        "51": [KPU, KPU],
    }
    (event,) = Event.objects.filter(action="regimeadoption.add")
    assert b'"unit":"33"' in bytes(event.body)


def test_the_nation_changes_with_everybody_but_who_has_a_basis_of_his_own(
    office, admin, panrb
):
    kpu = Regime.objects.get(pk=KPU)
    regimes.adopt(panrb, unit=None, valid_from=later(), by=admin)
    memory.forget()
    regimes.adopt(kpu, unit=office.unit, valid_from=later(1), by=admin)
    memory.forget()

    on = later(1)
    assert regime_for(office.province.lineage_codes(), on) == panrb
    assert regime_for(office.unit.lineage_codes(), on) == kpu


@pytest.mark.parametrize("role", [None, "UNIT_OPERATOR", "SYSTEM_ADMIN", "DPO"])
def test_nobody_else_changes_it_or_knows_of_the_page(office, client, panrb, role):
    user = make_user()
    if role:
        give(user, role, **({"unit": office.unit} if role == "UNIT_OPERATOR" else {}))
    client.force_login(user)
    made = under_panrb(office.unit, since=later())

    with pytest.raises(PermissionDenied):
        regimes.adopt(panrb, unit=office.unit, valid_from=later(1), by=user)
    with pytest.raises(PermissionDenied):
        regimes.cancel(made, by=user)
    assert client.get(PAGE).status_code == 404
    assert client.post(ADOPT, typed()).status_code == 404
    assert client.post(f"{PAGE}{made.pk}/batalkan/").status_code == 404


def test_first_it_is_shown_what_changes_then_it_is_confirmed(office, admin, client):
    make_case("UNDER_REVIEW", office=office)
    statements.start(office.staff.user, Kind.FREE)

    shown = words(client.post(ADOPT, typed()))
    assert RegimeAdoption.objects.count() == 1
    done = client.post(ADOPT, typed(checked="ya"), follow=True)

    assert "Surat Pernyataan Konflik Kepentingan Potensial" in shown
    assert "Hasil Penelaahan Atasan Langsung atas Konflik Kepentingan" in shown
    assert "7 hari kerja (PermenPANRB 17/2024)" in shown
    assert "730 hari (PermenPANRB 17/2024)" in shown
    assert "1 perkara yang terbuka" in shown
    assert "1 draf" in shown
    assert "Akan berlaku" in words(done)
    made = RegimeAdoption.objects.get(regime=PANRB)
    assert (made.unit_code, made.valid_from) == ("33.21", later())


def test_the_preview_names_those_who_keep_their_own(office, admin, client):
    under_panrb(office.unit)

    shown = words(client.post(ADOPT, typed(unit="")))

    assert "Tidak ikut berubah" in shown
    assert office.unit.name in shown


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"valid_from": ""}, "Isi tanggal mulai berlaku"),
        ({"valid_from": "besok"}, "Isi tanggal yang benar"),
        ({"valid_from": "2020-01-01"}, "hari sesudahnya"),
        ({"regime": "kpu-1-1945"}, "Pilih dasar hukum dari daftar"),
        ({"regime": ""}, "Pilih dasar hukumnya"),
        ({"unit": "99.99"}, "Pilih satuan kerja dari daftar"),
        ({"regime": KPU}, "sudah memakai dasar hukum tersebut"),
    ],
    ids=str,
)
@pytest.mark.parametrize("checked", [{}, {"checked": "ya"}], ids=["first", "second"])
def test_what_cannot_be_adopted_is_told_at_its_field(
    office, admin, client, change, said, checked
):
    answer = client.post(ADOPT, typed(**change) | checked)

    assert answer.status_code == 200
    assert said in words(answer)
    assert RegimeAdoption.objects.count() == 1


def test_a_day_that_is_taken_is_refused(office, admin, client, panrb):
    regimes.adopt(panrb, unit=office.unit, valid_from=later(), by=admin)

    answer = client.post(ADOPT, typed(checked="ya"))

    assert "sudah ada pemberlakuan pada hari itu" in words(answer)
    with pytest.raises(ValidationError):
        regimes.adopt(panrb, unit=office.unit, valid_from=later(), by=admin)


def test_today_is_too_late_and_tomorrow_in_the_east_is_not(admin, office, panrb):
    with pytest.raises(ValidationError):
        regimes.adopt(panrb, unit=None, valid_from=tomorrow(0), by=admin)

    assert regimes.adopt(panrb, unit=None, valid_from=later(), by=admin)


def test_another_process_knows_before_the_day_begins(office, admin, panrb, monkeypatch):
    """Its constants are at most KEEP_SECONDS old; the first day is further away."""
    lineage, day = office.unit.lineage_codes(), later()
    assert regime_for(lineage, day).pk == KPU

    monkeypatch.setattr(memory, "forget", lambda: None)
    regimes.adopt(panrb, unit=office.unit, valid_from=day, by=admin)
    assert regime_for(lineage, day).pk == KPU

    now = memory.time.monotonic()
    monkeypatch.setattr(memory.time, "monotonic", lambda: now + memory.KEEP_SECONDS + 1)
    assert regime_for(lineage, day).pk == PANRB


def test_ones_own_process_knows_at_once(
    office, admin, panrb, django_capture_on_commit_callbacks
):
    lineage, day = office.unit.lineage_codes(), later()
    assert regime_for(lineage, day).pk == KPU

    with django_capture_on_commit_callbacks(execute=True):
        regimes.adopt(panrb, unit=office.unit, valid_from=day, by=admin)

    assert regime_for(lineage, day).pk == PANRB


def test_what_has_not_begun_can_be_taken_back(office, admin, client):
    coming = under_panrb(office.unit, since=later())
    begun = under_panrb(office.province, since=tomorrow(0))

    gone = client.post(f"{PAGE}{coming.pk}/batalkan/", follow=True)
    kept = client.post(f"{PAGE}{begun.pk}/batalkan/", follow=True)
    missing = client.post(f"{PAGE}{coming.pk}/batalkan/")

    assert "dibatalkan" in words(gone)
    assert "tidak dapat dibatalkan" in words(kept)
    assert missing.status_code == 404
    assert RegimeAdoption.objects.filter(pk=begun.pk).exists()


@pytest.mark.rule(21)
def test_an_open_case_keeps_its_basis_words_and_clock(office):
    case = make_case("UNDER_REVIEW", office=office)

    under_panrb(office.unit, since=tomorrow(0))

    after = fresh(case)
    assert (after.regime_id, after.due_on, after.due_amount, after.legal_basis) == (
        KPU,
        case.due_on,
        3,
        "PermenPANRB 37/2012",
    )
    assert after.kind_label == "Potensi Benturan Kepentingan"
    new = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    assert (new.case.regime_id, new.case.due_amount) == (PANRB, 7)
    assert new.case.kind_label == "Konflik Kepentingan Potensial"


@pytest.mark.rule(8)
def test_what_is_signed_keeps_its_words(office):
    signed = make_statement(tenure=office.staff)

    under_panrb(office.unit, since=tomorrow(0))

    assert fresh_statement(signed).kind_label == "Bebas Benturan Kepentingan"
    assert signed.read_content()["regime"]["code"] == KPU


@pytest.mark.rule(72)
@pytest.mark.parametrize("kind", [Kind.FREE, Kind.POTENTIAL])
def test_a_draft_begun_before_the_day_asks_again_under_the_new_basis(office, kind):
    user = office.staff.user
    draft = statements.start(user, kind)
    if kind == Kind.POTENTIAL:
        draft = fill(draft)
    read = Statement.objects.with_declarant().get(pk=draft.pk)
    shown = preview_of(read).content_hash
    under_panrb(office.unit, since=tomorrow(0))
    if kind == Kind.POTENTIAL:
        both = read.read_answers()["jenis"]["raw"]
        assert both["sources"] == ["AFFILIATION"]

    with pytest.raises(ContentChanged) as changed:
        statements.sign(
            read,
            by=user,
            proof=prove_password(user, PASSWORD, address="127.0.0.1"),
            content_hash=shown,
            consent=True,
        )

    content = changed.value.preview.content
    assert content["regime"]["code"] == PANRB
    assert "konflik kepentingan" in content["kind_name"].lower()
    assert not Statement.objects.in_force().exists()
