"""A superior opens a case on somebody who has declared nothing (rule 18)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from declarations.account_content import account_of, drafting_about
from declarations.case_home import home
from declarations.content import Incomplete
from declarations.holdings import held
from declarations.models import (
    AccountDraft,
    Case,
    CopyKind,
    Forum,
)
from declarations.pages.cases import page_of
from declarations.subordinates import subordinates_of
from declarations.workflow import case_moves, cases, follow_ups
from declarations.workflow.accounts import AccountChanged, open_account
from declarations.workflow.passing_on import recuse
from declarations.workflow.rerouting import reroute_stranded
from inspectorate.invariants import breaches
from kpu_coi.canonical import content_hash
from kpu_coi.dates import hari_tanggal
from notifications.models import Message
from personnel.models import Acting, Tenure
from tests.case_factories import ANSWER, fresh, sign_decision
from tests.declarations.passing_factories import (
    DUTY,
    QUESTION,
    draft_account,
    opened_by_superior,
)
from tests.declarations.test_case_moves import ALLOWED, moves_open_to, people_of
from tests.factories import (
    make_office,
    make_tenure,
    make_user,
    party,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def url(name, *args):
    return reverse(f"declarations:{name}", args=args)


def text(response):
    return response.content.decode()


def end_today(tenure):
    period = type(tenure.period)(tenure.period.lower, timezone.localdate())
    Tenure.objects.filter(pk=tenure.pk).update(period=period)


# --- of whom somebody is the direct superior --------------------------------------


def under(user):
    return {tenure.user.name for tenure in subordinates_of(user)}


@pytest.mark.rule(18)
def test_of_whom_somebody_is_the_direct_superior(office):
    assert under(office.head.user) == {office.staff.user.name}
    assert under(office.secretary.user) == {office.head.user.name}
    assert under(office.chair.user) == {
        office.member.user.name,
        office.secretary.user.name,
    }
    assert under(office.staff.user) == set()
    assert under(office.auditor) == set()


@pytest.mark.rule(14, 18)
def test_below_a_vacant_post_the_next_superior_opens(office):
    end_today(office.head)

    assert under(office.head.user) == set()
    assert under(office.secretary.user) == {office.staff.user.name}


@pytest.mark.rule(13, 18)
def test_below_two_vacant_posts_no_superior_opens(office):
    end_today(office.head)
    end_today(office.secretary)

    assert office.staff.user.name not in under(office.chair.user)


@pytest.mark.rule(14, 18)
def test_a_plh_opens_and_the_absent_one_does_not(office):
    plh = make_tenure(make_user("Plh"), office.head_post, acting=Acting.DAILY)

    assert under(plh.user) == {office.staff.user.name}
    assert under(office.head.user) == set()


@pytest.mark.rule(15, 18)
def test_a_sekretaris_is_opened_by_the_line_of_the_setting(office, settings):
    settings.SECRETARY_LINE = "ADMINISTRATIVE"

    assert office.secretary.user.name in under(office.province_secretary.user)
    assert office.secretary.user.name not in under(office.chair.user)


# --- opening ----------------------------------------------------------------------


@pytest.mark.rule(7, 11, 18, 21, 30)
def test_the_case_begins_with_number_copy_question_and_suspension(office):
    case = opened_by_superior(office)

    assert case.number.split("/")[:3] == ["0001", "PPA", office.unit.code]
    assert (case.status, case.suspended, case.statement) == ("NEEDS_INFO", True, None)
    assert (case.person, case.tenure) == (office.staff.user, office.staff)
    assert case.initiated_by == case.opened_by == office.head.user
    assert case.addressee == office.head_post
    assert (case.due_rule, case.due_amount) == ("EXAMINE", 3)
    assert [copy.kind for copy in case.copies.all()] == [CopyKind.REGION]
    assert case.clarifications.get().question == QUESTION
    assert case.read_content()["statement"]["duty"] == DUTY
    assert DUTY.encode() not in bytes(case.account_sealed)
    assert case.basis_hash == content_hash(case.read_content())
    assert not AccountDraft.objects.exists()
    (event,) = Event.objects.filter(stream=f"case:{case.pk}")
    assert event.action == "case.received"
    assert DUTY not in event.body.decode()


@pytest.mark.rule(11, 18)
def test_the_person_and_the_inspektorat_are_told_by_number_alone(office):
    case = opened_by_superior(office)

    told = dict(Message.objects.values_list("recipient__name", "subject"))
    assert told == {
        office.staff.user.name: f"Atasan Anda membuka perkara {case}",
        office.auditor.name: f"Tembusan {case} diterima",
    }
    said = str(list(Message.objects.values_list("subject", "body")))
    assert office.staff.user.name not in said


@pytest.mark.rule(18, 20)
def test_who_is_named_is_kept_out_of_it(office):
    colleague = office.secretary
    case = opened_by_superior(office, parties=[party("S", person=colleague.user_id)])

    assert case.bars(colleague.user)
    assert not Case.objects.visible_to(colleague.user).filter(pk=case.pk)


@pytest.mark.rule(6, 18)
def test_a_relative_who_stands_for_election_makes_it_an_election_case(office):
    case = opened_by_superior(office, parties=[party("Calon", election="CANDIDATE")])

    assert case.election_party
    assert case_moves.ANNOUNCE.verdict(office.staff.user, case)


@pytest.mark.rule(18)
@pytest.mark.parametrize("who", ["secretary", "member", "chair", "staff", "auditor"])
def test_nobody_but_the_direct_superior_opens_one(office, who):
    who = getattr(office, who)
    user = getattr(who, "user", who)
    draft = draft_account(office, by=user)

    with pytest.raises(Incomplete):
        account_of(draft, drafting_about(office.staff, user))
    with pytest.raises(AccountChanged):
        open_account(office.staff, by=user, content_hash="0" * 64, consent=True)

    assert not Case.objects.exists()


@pytest.mark.rule(18)
def test_what_was_not_read_over_is_not_opened(office):
    draft = draft_account(office)
    user = office.head.user
    shown = account_of(draft, drafting_about(office.staff, user)).content_hash
    draft_account(office, link="Sekarang tertulis hal lain sama sekali di sini.")

    with pytest.raises(AccountChanged):
        open_account(office.staff, by=user, content_hash=shown, consent=True)
    with pytest.raises(PermissionDenied):
        open_account(office.staff, by=user, content_hash=shown, consent=False)


@pytest.mark.rule(18)
def test_the_superior_himself_is_none_of_the_parties_he_can_name(office):
    draft = draft_account(office, parties=[party("Saya", person=office.head.user_id)])

    with pytest.raises(Incomplete):
        account_of(draft, drafting_about(office.staff, office.head.user))


# --- its life without a statement -------------------------------------------------


@pytest.mark.rule(18, 23)
def test_the_person_answers_and_the_superior_decides(office):
    case = opened_by_superior(office)
    assert case_moves.ANSWER.verdict(office.staff.user, case)
    cases.answer(case, by=office.staff.user, answer=ANSWER)

    decision = sign_decision(case, office.head.user)

    after = fresh(case)
    assert (after.status, after.decision) == ("CONTROL_ACTIVE", decision)
    content = decision.content
    assert content["review"]["initiated"]
    assert content["text"]["opening"].startswith("Berdasarkan prakarsa atasan mengenai")
    assert "ernyataan dari" not in str(content["text"])
    assert "Yang menyatakan" not in str(content["text"]) + str(content["route"])
    assert content["declarant"]["name"] == office.staff.user.name


@pytest.mark.rule(18, 23)
def test_it_is_decided_without_an_answer_as_well(office):
    case = opened_by_superior(office)

    sign_decision(case, office.head.user, "NO_CONFLICT")

    assert (fresh(case).status, fresh(case).suspended) == ("DECIDED", False)


@pytest.mark.rule(18, 20)
def test_exactly_the_moves_of_any_case_that_waits_for_an_answer_are_open(office):
    people = people_of(office)
    parties = [party("Rekan", person=people["named"].pk)]
    case = opened_by_superior(office, parties=parties)

    found = moves_open_to(people, case)

    assert found == {entry for entry in ALLOWED if entry[0] == "NEEDS_INFO"}


@pytest.mark.rule(8, 18)
def test_nobody_withdraws_it(office):
    case = opened_by_superior(office)

    for user in (office.staff.user, office.head.user, office.chief_inspector):
        assert not case_moves.CANCEL.verdict(user, case)


@pytest.mark.rule(14, 17, 18)
def test_it_goes_on_like_any_other_case(office):
    case = opened_by_superior(office)
    recuse(case, by=office.head.user, reason="Saya berkepentingan.")
    assert fresh(case).addressee == office.secretary_post
    assert fresh(case).status == "NEEDS_INFO"
    end_today(office.secretary)

    reroute_stranded()

    assert fresh(case).status == "AWAITING_ADDRESSEE"
    assert not case_moves.CANCEL.verdict(office.staff.user, fresh(case))


@pytest.mark.rule(18)
def test_the_invariants_hold(office):
    case = opened_by_superior(office)
    assert list(breaches()) == []
    cases.answer(case, by=office.staff.user, answer=ANSWER)
    sign_decision(case, office.head.user)

    assert list(breaches()) == []


@pytest.mark.rule(18, 41, 68)
def test_his_own_data_tell_where_it_was_referred(office):
    case = opened_by_superior(office)
    cases.answer(case, by=office.staff.user, answer=ANSWER)
    sign_decision(case, office.head.user, "REFERRED")
    given = {"by": office.head.user, "forum": Forum.ETHICS, "number": "7/DE"}
    follow_ups.refer(fresh(case), referred_on=case.today, **given)

    declared, *_ = held(office.staff.user, None).groups

    on = hari_tanggal(case.today)
    words = f"Dirujuk pada {on}: Dewan Etik atau majelis kode etik, surat nomor 7/DE"
    assert [entry.title for entry in declared.entries if words in entry.lines] == [
        case.number
    ]


@pytest.mark.rule(18, 68)
def test_the_person_finds_it_among_his_own_data(office):
    case = opened_by_superior(office)
    cases.note_reading(case, by=office.auditor)

    holding = held(office.staff.user, None)

    titles = [entry.title for group in holding.groups for entry in group.entries]
    assert case.number in titles
    assert office.auditor.name in {access.who for access in holding.accesses}
    assert not [
        entry
        for group in held(office.head.user, None).groups
        for entry in group.entries
        if entry.title == case.number
    ]


def test_it_stands_in_beranda_of_both(office):
    case = opened_by_superior(office)

    (duty,) = home(office.staff.user).duties
    assert duty.title == "Jawab perkara yang dibuka atasan Anda"
    (waiting,) = home(office.head.user).waiting
    assert case.number in waiting.lines


PAGES = ("case", "case_files", "decision", "case_passing")
MAY = {
    "staff": {"case", "case_files"},
    "head": set(PAGES),
    "auditor": {"case", "case_files"},
    "chief_inspector": {"case", "case_files"},
    "member": None,
    "secretary": None,
}


@pytest.mark.rule(18)
@pytest.mark.parametrize("who", MAY)
def test_every_page_of_it_works_without_a_statement(client, office, who):
    case = opened_by_superior(office)
    person = getattr(office, who)
    client.force_login(getattr(person, "user", person))

    for name in PAGES:
        status = client.get(url(name, case.public_id)).status_code
        expected = 404 if MAY[who] is None else 200 if name in MAY[who] else 403
        assert (name, status) == (name, expected)
    for name in ("case_statement_pdf", "decision_pdf"):
        assert client.get(url(name, case.public_id)).status_code == 404


@pytest.mark.rule(18)
def test_lists_dashboard_and_own_data_work_without_a_statement(client, office):
    case = opened_by_superior(office)
    client.force_login(office.head.user)
    assert case.number in text(client.get(url("cases")))
    client.force_login(office.auditor)
    assert case.number in text(client.get(reverse("inspectorate:copies")))
    assert client.get(reverse("inspectorate:dashboard")).status_code == 200
    client.force_login(office.staff.user)
    for name in ("home", "privacy:my_data"):
        assert case.number in text(client.get(reverse(name)))


@pytest.mark.rule(7, 18)
def test_the_persons_page_says_what_stops_and_what_he_can_do(client, office):
    case = opened_by_superior(office)
    client.force_login(office.staff.user)

    page = text(client.get(case.get_absolute_url()))

    assert "Atasan Anda membuka perkara ini" in page
    assert "Anda menghentikan sementara pengambilan keputusan" in page
    assert "Uraian atasan" in page
    assert DUTY in page
    assert QUESTION in page
    steps = page_of(Case.objects.for_page().get(pk=case.pk), office.staff.user)["trail"]
    assert steps[0]["what"].startswith("Membuka perkara")
    assert "pembuat pernyataan" not in str(steps)
