"""Who cannot act because of what a case is about (rules 13 and 26)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from declarations.content import drafting_of
from declarations.decision_content import Incomplete
from declarations.models import Case
from declarations.routing import STAYS_OUT, candidates_for
from declarations.rules.cases import (
    may_be_addressee,
    may_review,
    may_substitute,
)
from declarations.topics import topic_of
from declarations.workflow import cases, rerouting, statements
from tests.case_factories import decision_answers, fresh, make_case, sign_decision
from tests.factories import make_office, make_statement, make_tenure
from tests.matter_factories import make_matter
from tests.personnel.factories import make_position

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def colleague(office):
    post = make_position(
        superior=office.head_post, section="Subbagian Hukum dan Sumber Daya Manusia"
    )
    return make_tenure(position=post)


def on_matter(office, tenure, matter=None, status="RECEIVED"):
    return make_case(status, office=office, tenure=tenure, matter=matter)


# --- rule 26: the substitute --------------------------------------------------------


@pytest.mark.rule(26)
@pytest.mark.parametrize(
    ("mine", "theirs", "allowed"),
    [
        ("A", "A", False),
        ("A", "B", True),
        ("A", None, False),
        (None, "A", False),
        (None, None, False),
    ],
)
def test_a_substitute_is_refused_on_the_same_matter_alone(
    office, mine, theirs, allowed
):
    matters = {"A": make_matter(office.unit), "B": make_matter(office.unit), None: None}
    case = on_matter(office, office.staff, matters[mine])
    other = colleague(office)
    on_matter(office, other, matters[theirs])

    assert bool(may_substitute(other.user, fresh(case))) is allowed


@pytest.mark.rule(26)
@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        ("RECEIVED", False),
        ("UNDER_REVIEW", False),
        ("CONTROL_ACTIVE", False),
        ("DECIDED", True),
        ("CANCELLED", True),
    ],
)
def test_the_conflict_of_a_substitute_counts_while_it_lasts(office, status, allowed):
    matter = make_matter(office.unit)
    other = colleague(office)
    on_matter(office, other, matter, status)
    case = on_matter(office, office.staff, matter)

    assert bool(may_substitute(other.user, fresh(case))) is allowed


@pytest.mark.rule(26)
def test_an_unknown_matter_of_another_unit_is_not_taken_for_the_same(office):
    other = colleague(office)
    there = make_position(unit=office.province, superior=office.province_chair_post)
    on_matter(office, make_tenure(other.user, there))
    case = on_matter(office, office.staff)

    assert may_substitute(other.user, fresh(case))


@pytest.mark.rule(26)
def test_a_party_of_the_matter_is_no_substitute(office):
    other = colleague(office)
    matter = make_matter(office.unit, people=[other.user_id])
    case = on_matter(office, office.staff, matter)

    assert not may_substitute(other.user, fresh(case))
    assert may_substitute(office.member.user, fresh(case))


@pytest.mark.rule(26)
def test_the_refusal_stands_at_the_field_and_nothing_typed_is_lost(client, office):
    matter = make_matter(office.unit)
    other = colleague(office)
    on_matter(office, other, matter)
    case = on_matter(office, office.staff, matter, "UNDER_REVIEW")
    client.force_login(office.head.user)
    typed = decision_answers(**{"k0-substitute": str(other.user_id)})

    page = client.post(
        reverse("declarations:decision_save", args=[case.public_id]), typed
    )

    content = page.content.decode()
    assert page.status_code == 200
    assert content.count("Orang ini tidak dapat menjadi pengganti.") == 2
    assert typed["k0-scope"] in content
    assert f'value="{other.user_id}" selected' in content


@pytest.mark.rule(26)
def test_a_decision_with_such_a_substitute_cannot_be_signed(office):
    matter = make_matter(office.unit)
    other = colleague(office)
    case = on_matter(office, office.staff, matter, "UNDER_REVIEW")
    on_matter(office, other, matter)

    with pytest.raises(Incomplete):
        sign_decision(case, office.head.user, **{"k0-substitute": str(other.user_id)})

    assert Case.objects.get(pk=case.pk).decision is None


# --- rule 13: the superior ----------------------------------------------------------


@pytest.mark.rule(13)
def test_a_superior_with_a_conflict_on_the_same_matter_is_passed_over(office):
    matter = make_matter(office.unit)
    on_matter(office, office.head, matter)

    case = on_matter(office, office.staff, matter)

    assert case.addressee == office.secretary_post
    assert case.routed_reason == "EXCLUDED"
    skipped = case.route["hops"][0]
    assert STAYS_OUT == "Tidak dapat menelaah hal ini."
    assert skipped["why"] == STAYS_OUT


@pytest.mark.rule(13)
@pytest.mark.parametrize("theirs", ["another", None])
def test_a_superior_with_another_conflict_reviews(office, theirs):
    another = make_matter(office.unit) if theirs else None
    on_matter(office, office.head, another)

    case = on_matter(office, office.staff, make_matter(office.unit))

    assert case.addressee == office.head_post


@pytest.mark.rule(13)
def test_a_superior_on_whom_the_matter_decides_is_passed_over(office):
    matter = make_matter(office.unit, people=[office.head.user_id])

    assert on_matter(office, office.staff, matter).addressee == office.secretary_post


@pytest.mark.rule(13)
def test_after_two_such_superiors_the_inspektorat_chooses_another(office):
    people = [office.head.user_id, office.secretary.user_id]
    matter = make_matter(office.unit, people=people)

    case = on_matter(office, office.staff, matter)

    assert case.status == "AWAITING_ADDRESSEE"
    offered = [tenure.user for tenure in candidates_for(case)]
    assert office.secretary.user not in offered
    assert office.chair.user in offered
    assert may_be_addressee(office.secretary, case).refusal == (
        "Orang ini tidak dapat menelaah hal ini."
    )


@pytest.mark.rule(13, 20)
def test_a_superior_who_declares_on_the_matter_later_loses_the_case(office):
    matter = make_matter(office.unit)
    case = on_matter(office, office.staff, matter)
    assert may_review(office.head.user, case)
    on_matter(office, office.head, matter)

    assert may_review(office.head.user, fresh(case)).refusal == (
        "Anda tidak dapat menelaah hal ini."
    )
    with pytest.raises(PermissionDenied):
        cases.open_review(case, by=office.head.user)
    assert rerouting.reroute_stranded() == 1

    moved = fresh(case)
    assert moved.addressee == office.secretary_post
    assert moved.latest_way["left"]["why"] == STAYS_OUT


@pytest.mark.rule(13)
def test_a_matter_named_by_the_reviewer_counts_as_well(office):
    matter = make_matter(office.unit)
    case = on_matter(office, office.staff)
    case.named_matters.create(
        matter=matter, named_at=timezone.now(), named_by=office.head.user
    )
    on_matter(office, office.head, matter)

    assert not may_review(office.head.user, fresh(case))


# --- the declarant chooses ----------------------------------------------------------


def test_the_chosen_matter_stands_on_the_paper_and_with_the_case(office):
    matter = make_matter(office.unit)

    case = on_matter(office, office.staff, matter)

    assert [named.matter for named in case.named_matters.all()] == [matter]
    duty = case.read_content()["statement"]["duty"]
    assert duty.startswith(f"Agenda keputusan: {matter.title}.\nSaya menilai")


def test_a_matter_of_another_unit_cannot_be_chosen(office):
    make_matter(office.unit)
    foreign = make_matter(office.province)
    draft = make_statement("DRAFT", kind="POTENTIAL", tenure=office.staff)
    version = draft.read_answers()["tugas"]["version"]
    typed = {"duty": ["Menilai penawaran."], "matter": [str(foreign.pk)]}
    statements.save_topic(draft, "tugas", typed, version=version, by=draft.declarant)

    draft.refresh_from_db()
    topic = topic_of(draft.read_answers(), "tugas", drafting_of(draft))
    assert not topic.is_complete


def test_without_matters_the_question_is_not_asked(client, office):
    draft = make_statement("DRAFT", kind="POTENTIAL", tenure=office.staff)
    client.force_login(draft.declarant)
    address = reverse("declarations:topic", args=[draft.public_id, "tugas"])

    assert "Agenda keputusan" not in client.get(address).content.decode()

    matter = make_matter(office.unit)
    assert matter.title in client.get(address).content.decode()
