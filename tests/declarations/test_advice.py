"""P3K2's recommendation: asked by the reviewer, apart from the decision (17/2024)."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.models import Event
from declarations.models import Case, Recommendation
from declarations.workflow import cases
from declarations.workflow.advice import consult, recommend
from declarations.workflow.reconsidering import reconsider
from inspectorate.oversight_invariants import faults
from notifications.models import Message
from personnel.models import User
from tests.case_factories import fresh, make_case, sign_decision
from tests.declarations.test_case_moves import people_of
from tests.factories import (
    give,
    make_office,
    make_position,
    make_tenure,
    make_unit,
    make_user,
    party,
)
from tests.matter_factories import make_matter

pytestmark = pytest.mark.django_db

REASON = "Tidak ikut menilai, digantikan Kasubbag Hukum sampai penetapan."
ADVICE = {
    "truth": "TRUE",
    "truth_reason": "Akta perusahaan membenarkannya.",
    "impact": "MEDIUM",
    "impact_reason": "Nilai pengadaan sedang.",
    "controls": ["Tidak ikut dalam proses"],
    "reason": REASON,
}
TYPED = ADVICE | {"controls": ["RECUSE"]}


def page_of(case, name="advice"):
    return reverse(f"declarations:{name}", args=[case.public_id])


def with_advisers(office):
    people = people_of(office)
    units = {
        "p3k2": office.unit,
        "p3k2_of_province": office.province,
        "p3k2_of_nation": office.nation,
        "p3k2_elsewhere": make_unit("33.05", "KPU Kabupaten Kebumen"),
    }
    for name, unit in units.items():
        people[name] = make_user(name.title())
        give(people[name], "P3K2", unit=unit)
    give(people["named"], "P3K2", unit=office.unit)
    return people


READERS = {"superior", "auditor", "chief_inspector"}
ADVISERS = {"p3k2", "p3k2_of_province", "p3k2_of_nation"}
SEES_CASE = {
    "before": READERS | {"declarant"},
    "asked": READERS | ADVISERS | {"declarant"},
    "given": READERS | ADVISERS | {"declarant"},
    "decided": READERS | {"p3k2", "declarant"},
}
SEES_ADVICE = {
    "before": {"superior"},
    "asked": READERS | ADVISERS,
    "given": READERS | ADVISERS,
    "decided": READERS | {"p3k2"},
}


@pytest.mark.rule(20, 64)
@pytest.mark.parametrize("stage", SEES_CASE)
def test_case_and_advice_are_read_by_exactly_the_people_named(client, stage):
    office = make_office()
    people = with_advisers(office)
    parties = [party("Rekan", person=people["named"].pk)]
    case = make_case("UNDER_REVIEW", office=office, parties=parties)
    if stage != "before":
        consult(case, by=office.head.user)
    if stage in ("given", "decided"):
        recommend(case, by=people["p3k2"], **ADVICE)
    if stage == "decided":
        sign_decision(case, office.head.user)

    seen, advised, read = set(), set(), set()
    for name, user in people.items():
        client.force_login(User.objects.get(pk=user.pk))
        page = client.get(case.get_absolute_url())
        assert REASON not in page.text
        if page.status_code == 200:
            seen.add(name)
        advice = client.get(page_of(case))
        if advice.status_code == 200:
            advised.add(name)
        if REASON in advice.text:
            read.add(name)

    assert seen == SEES_CASE[stage]
    assert advised == SEES_ADVICE[stage]
    assert read == (SEES_ADVICE[stage] if stage in ("given", "decided") else set())


@pytest.mark.rule(20)
def test_neither_person_nor_party_nor_reviewer_advises():
    office = make_office()
    people = with_advisers(office)
    parties = [party("Rekan", person=people["named"].pk)]
    case = make_case("UNDER_REVIEW", office=office, parties=parties)
    consult(case, by=office.head.user)
    for user in (office.staff.user, office.head.user):
        give(user, "P3K2", unit=office.unit)

    for user in (office.staff.user, office.head.user, people["named"]):
        with pytest.raises(PermissionDenied):
            recommend(case, by=User.objects.get(pk=user.pk), **ADVICE)

    assert not Recommendation.objects.exists()


def test_a_person_who_is_p3k2_does_not_read_what_was_advised_on_him(client):
    office = make_office()
    people = with_advisers(office)
    give(office.staff.user, "P3K2", unit=office.unit)
    case = make_case("UNDER_REVIEW", office=office)
    consult(case, by=office.head.user)
    recommend(case, by=people["p3k2"], **ADVICE)
    client.force_login(office.staff.user)

    assert client.get(page_of(case)).status_code == 404
    assert page_of(case) not in client.get(case.get_absolute_url()).text


def test_the_nearest_p3k2_is_told_and_nobody_else_of_his_kind():
    office = make_office()
    people = with_advisers(office)
    parties = [party("Rekan", person=people["named"].pk)]
    case = make_case("UNDER_REVIEW", office=office, parties=parties)

    consult(case, by=office.head.user)

    subject = f"Saran Anda diminta atas {case}"
    told = Message.objects.filter(subject=subject)
    assert [message.recipient for message in told] == [people["p3k2"]]


@pytest.mark.rule(13)
def test_a_p3k2_with_a_conflict_on_the_same_matter_is_not_asked():
    office = make_office()
    matter = make_matter(office.unit)
    case = make_case("UNDER_REVIEW", office=office, matter=matter)
    make_case(office=office, tenure=office.member, matter=matter)
    above = make_user("P3K2 Provinsi")
    give(office.member.user, "P3K2", unit=office.unit)
    give(above, "P3K2", unit=office.province)

    consult(case, by=office.head.user)

    subject = f"Saran Anda diminta atas {case}"
    assert Message.objects.get(subject=subject).recipient == above


def test_without_any_p3k2_the_reviewer_is_told_so(client):
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    client.force_login(office.head.user)

    answer = client.post(page_of(case, "advice_ask"))

    assert answer.status_code == 409
    assert "Belum ada P3K2" in answer.text
    assert fresh(case).advice_asked_at is None


def test_advice_is_asked_once_and_given_once_and_never_changed(client):
    office = make_office()
    people = with_advisers(office)
    case = make_case("UNDER_REVIEW", office=office)
    client.force_login(office.head.user)
    assert client.post(page_of(case, "advice_ask")).status_code == 302
    assert client.post(page_of(case, "advice_ask")).status_code == 409
    client.force_login(people["p3k2"])
    client.get(page_of(case))
    assert client.post(page_of(case, "advice_give"), {}).status_code == 200
    assert client.post(page_of(case, "advice_give"), TYPED).status_code == 302
    again = client.post(page_of(case, "advice_give"), TYPED | {"reason": "Lain."})

    assert again.status_code == 409
    assert "Lain." in again.text
    given = Recommendation.objects.get()
    assert given.content["reason"] == REASON
    assert given.content["controls"] != ["RECUSE"]
    assert REASON.encode() not in bytes(given.content_sealed)
    assert REASON not in str(Event.objects.values_list("body"))
    assert Event.objects.filter(action="case.read").count() >= 1
    assert fresh(case).readings.filter(reader=people["p3k2"]).exists()
    assert list(faults()) == []


AGAIN = "Setelah ditimbang ulang: cukup pembatasan akses informasi."


@pytest.mark.rule(29)
@pytest.mark.parametrize("answered", [True, False])
def test_asked_to_think_again_the_reviewer_asks_once_more_and_both_are_kept(
    client, answered
):
    office = make_office()
    people = with_advisers(office)
    case = make_case("UNDER_REVIEW", office=office)
    consult(case, by=office.head.user)
    if answered:
        recommend(case, by=people["p3k2"], **ADVICE)
    sign_decision(case, office.head.user)
    with pytest.raises(PermissionDenied):
        consult(case, by=office.head.user)
    reconsider(case, by=office.auditor, reason="Timbang lagi.")
    with pytest.raises(PermissionDenied, match="belum meminta saran"):
        recommend(case, by=people["p3k2"], **ADVICE)
    assert not Case.objects.visible_to(people["p3k2_of_nation"]).exists()

    consult(case, by=office.head.user)
    with pytest.raises(PermissionDenied, match="sudah diminta"):
        consult(case, by=office.head.user)
    assert Case.objects.visible_to(people["p3k2_of_nation"]).get() == case
    recommend(case, by=people["p3k2_of_province"], **ADVICE | {"reason": AGAIN})
    with pytest.raises(PermissionDenied, match="sudah diberikan"):
        recommend(case, by=people["p3k2"], **ADVICE)

    reasons = [given.content["reason"] for given in fresh(case).recommendations.all()]
    assert reasons == ([REASON, AGAIN] if answered else [AGAIN])
    client.force_login(office.head.user)
    for name in ("advice", "decision"):
        page = client.get(page_of(case, name)).text
        assert [text in page for text in reasons] == [True] * len(reasons)
        assert page.count("untuk pertimbangan ulang") == 1
    signed = sign_decision(case, office.head.user, "NO_CONFLICT")
    assert not any(text in str(signed.content) for text in (REASON, AGAIN))
    client.force_login(office.staff.user)
    assert client.get(page_of(case)).status_code == 404
    assert list(faults()) == []


@pytest.mark.rule(29)
def test_after_a_request_to_reconsider_a_case_waits_anew_at_the_p3k2_s_desk(client):
    office = make_office()
    people = with_advisers(office)
    case = make_case("UNDER_REVIEW", office=office)
    desk = reverse("declarations:consultation_desk")
    consult(case, by=office.head.user)
    recommend(case, by=people["p3k2"], **ADVICE)
    sign_decision(case, office.head.user)
    reconsider(case, by=office.auditor, reason="Timbang lagi.")
    client.force_login(people["p3k2"])
    assert page_of(case) not in client.get(desk).text

    consult(case, by=office.head.user)
    assert page_of(case) in client.get(desk).text
    recommend(case, by=people["p3k2"], **ADVICE | {"reason": AGAIN})
    assert page_of(case) not in client.get(desk).text
    assert Case.objects.visible_to(people["p3k2"]).count() == 1


def test_the_migration_dates_the_asking_of_what_was_advised():
    office = make_office()
    people = with_advisers(office)
    case = make_case("UNDER_REVIEW", office=office)
    consult(case, by=office.head.user)
    recommend(case, by=people["p3k2"], **ADVICE)
    Recommendation.objects.update(asked_at=case.received_at)

    name = "declarations.migrations.0013_recommendations_of_each_asking"
    import_module(name).note_the_asking(apps, None)

    assert Recommendation.objects.get().asked_at == fresh(case).advice_asked_at


def test_the_decision_form_shows_it_beside_and_the_paper_does_not(client):
    office = make_office()
    people = with_advisers(office)
    case = make_case("UNDER_REVIEW", office=office)
    consult(case, by=office.head.user)
    recommend(case, by=people["p3k2"], **ADVICE)
    client.force_login(office.head.user)

    assert REASON in client.get(page_of(case, "decision")).text
    signed = sign_decision(case, office.head.user)
    assert REASON not in str(signed.content)


def test_the_desk_of_a_p3k2_lists_what_waits_for_his_advice(client):
    office = make_office()
    people = with_advisers(office)
    case = make_case("UNDER_REVIEW", office=office)
    desk = reverse("declarations:consultation_desk")
    client.force_login(people["p3k2_of_nation"])
    assert case.number not in client.get(desk).text

    consult(case, by=office.head.user)
    assert page_of(case) in client.get(desk).text
    recommend(case, by=people["p3k2"], **ADVICE)
    assert page_of(case) not in client.get(desk).text


def test_a_p3k2_reads_and_advises_and_moves_nothing_else():
    office = make_office()
    people = with_advisers(office)
    case = make_case("UNDER_REVIEW", office=office)
    consult(case, by=office.head.user)
    p3k2 = people["p3k2"]

    assert not Case.objects.on_desk_of(p3k2).exists()
    with pytest.raises(PermissionDenied):
        cases.ask(case, by=p3k2, question="Sejak kapan?")
    with pytest.raises(PermissionDenied):
        sign_decision(case, p3k2)


def test_a_p3k2_of_another_post_line_sees_only_what_he_is_asked_about():
    office = make_office()
    people = with_advisers(office)
    asked = make_case("UNDER_REVIEW", office=office)
    post = make_position(superior=office.head_post)
    make_case("UNDER_REVIEW", office=office, tenure=make_tenure(position=post))
    consult(asked, by=office.head.user)

    for name in ADVISERS:
        assert Case.objects.visible_to(people[name]).get() == asked
