"""Where answers lead in the versions that ship, and what a version must be like."""

from dataclasses import replace

import pytest

from deadlines.models import Regime
from declarations.identification.faults import codes_of, faults_of
from declarations.identification.questions import Finding, Question, QuestionSet
from declarations.models import Questionnaire

pytestmark = pytest.mark.django_db
KPU, PANRB = "kpu-323-2020", "panrb-17-2024"
ALWAYS_ASKED = [
    "keluarga-peserta",
    "riwayat-politik",
    "penyedia",
    "jabatan-lain",
    "seleksi-badan-adhoc",
    "tempat-kerja-lama",
    "hadiah",
    "pekerjaan-lain",
    "menilai-sendiri",
    "keadaan-lain",
]
FOLLOW_UPS = {
    "keluarga-peserta": ["keluarga-calon", "keluarga-partai", "keluarga-tim-kampanye"],
    "penyedia": ["penyedia-wewenang"],
    "jabatan-lain": ["jabatan-lain-berkaitan"],
    "tempat-kerja-lama": ["tempat-kerja-lama-berkaitan"],
    "pekerjaan-lain": ["pekerjaan-lain-berkaitan"],
}
# Who answers "yes" to this and "no" to all else: what is found, and the sources offered
# under Keputusan KPU 323/2020 and under PermenPANRB 17/2024, by domain.md 9.5.
OUTCOMES = [
    (["keluarga-peserta"], "CONFLICT", {"AFFILIATION"}, {"FAMILY"}),
    (["keluarga-peserta", "keluarga-calon"], "CONFLICT", {"AFFILIATION"}, {"FAMILY"}),
    (["keluarga-peserta", "keluarga-partai"], "CONFLICT", {"AFFILIATION"}, {"FAMILY"}),
    (
        ["keluarga-peserta", "keluarga-tim-kampanye"],
        "CONFLICT",
        {"AFFILIATION"},
        {"FAMILY"},
    ),
    (["riwayat-politik"], "CONFLICT", {"AFFILIATION"}, {"AFFILIATION"}),
    (["penyedia"], "CONFLICT", {"VESTED"}, {"BUSINESS"}),
    (
        ["penyedia", "penyedia-wewenang"],
        "CONFLICT",
        {"VESTED", "AUTHORITY"},
        {"BUSINESS"},
    ),
    (["jabatan-lain"], "NOTHING", set(), set()),
    (
        ["jabatan-lain", "jabatan-lain-berkaitan"],
        "CONFLICT",
        {"DUAL_POST"},
        {"DUAL_POST", "AFFILIATION"},
    ),
    (["seleksi-badan-adhoc"], "CONFLICT", {"AFFILIATION"}, {"FAMILY"}),
    (["tempat-kerja-lama"], "NOTHING", set(), set()),
    (
        ["tempat-kerja-lama", "tempat-kerja-lama-berkaitan"],
        "CONFLICT",
        {"AFFILIATION"},
        {"REVOLVING_DOOR"},
    ),
    (["hadiah"], "CONFLICT", {"GRATUITY"}, {"GIFT"}),
    (["pekerjaan-lain"], "NOTHING", set(), set()),
    (
        ["pekerjaan-lain", "pekerjaan-lain-berkaitan"],
        "CONFLICT",
        {"VESTED"},
        {"MOONLIGHTING"},
    ),
    (["menilai-sendiri"], "CONFLICT", {"SYSTEM_WEAKNESS"}, {"AFFILIATION"}),
    (["keadaan-lain"], "CONFLICT", {"VESTED"}, {"OTHER"}),
]


def shipped(regime):
    return Questionnaire.objects.get(regime=regime, version=1).question_set


def answering(questions, *yes, unsure=()):
    """ "No" to all that is asked, but for these."""
    answers = dict.fromkeys(questions.by_code, "NO")
    return answers | dict.fromkeys(yes, "YES") | dict.fromkeys(unsure, "UNSURE")


def codes(questions):
    return [question.code for question in questions]


@pytest.mark.rule(2)
@pytest.mark.parametrize("regime", [KPU, PANRB])
@pytest.mark.parametrize(
    ("yes", "finding", "kpu", "panrb"), OUTCOMES, ids=[row[0][-1] for row in OUTCOMES]
)
def test_each_yes_leads_where_the_table_says(regime, yes, finding, kpu, panrb):
    questions = shipped(regime)
    answers = answering(questions, *yes)

    given = questions.given(answers, "YES")

    assert questions.finding(answers) == finding
    assert {code for one in given for code in one.sources} == (
        kpu if regime == KPU else panrb
    )


@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_the_table_of_outcomes_names_every_question(regime):
    assert {row[0][-1] for row in OUTCOMES} == set(shipped(regime).by_code)


@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_all_no_is_nothing_to_declare(regime):
    questions = shipped(regime)

    assert questions.finding(answering(questions)) == Finding.NOTHING
    assert questions.finding({}) == Finding.INCOMPLETE


@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_only_what_an_answer_brings_up_is_asked(regime):
    questions = shipped(regime)

    assert codes(questions.asked({})) == ALWAYS_ASKED
    for code in ALWAYS_ASKED:
        expected = list(ALWAYS_ASKED)
        place = expected.index(code) + 1
        expected[place:place] = FOLLOW_UPS.get(code, [])
        assert codes(questions.asked({code: "YES"})) == expected
        assert codes(questions.asked({code: "NO"})) == ALWAYS_ASKED


def test_an_unsure_answer_brings_up_only_what_asks_after_it():
    questions = shipped(KPU)

    asked = codes(questions.asked({"penyedia": "UNSURE", "keluarga-peserta": "UNSURE"}))

    assert "penyedia-wewenang" in asked
    assert "keluarga-calon" not in asked


@pytest.mark.parametrize("code", ["hadiah", "keluarga-peserta", "keadaan-lain"])
def test_one_unsure_answer_is_a_doubt_and_a_yes_outweighs_it(code):
    questions = shipped(KPU)

    doubt = answering(questions, unsure=[code])
    conflict = answering(questions, "riwayat-politik", unsure=[code])

    assert questions.finding(doubt) == Finding.DOUBT
    assert questions.finding(conflict) == Finding.CONFLICT


def test_an_answer_below_a_no_counts_for_nothing():
    questions = shipped(KPU)
    answers = answering(questions) | {"keluarga-calon": "YES"}

    assert questions.finding(answers) == Finding.NOTHING


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ({"hadiah": "UNSURE"}, Finding.INCOMPLETE),
        ({"jabatan-lain": "UNSURE"}, Finding.INCOMPLETE),
        ({"penyedia": "YES", "penyedia-wewenang": ""}, Finding.INCOMPLETE),
        ({"hadiah": "MAYBE"}, Finding.INCOMPLETE),
    ],
)
def test_what_cannot_be_answered_so_is_not_answered(answers, left):
    questions = shipped(KPU)
    base = {} if answers == {"hadiah": "UNSURE"} else answering(questions)

    assert questions.finding(base | answers) == left


@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_the_versions_that_ship_are_sound(regime):
    known = codes_of(Regime.objects.get(pk=regime))

    assert faults_of(shipped(regime), known) == []


@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_each_question_that_ships_has_an_example(regime):
    assert [one.code for one in shipped(regime).questions if not one.examples] == []


A = Question("a", "A", "Apakah A?", sources=("AFFILIATION",))
B = Question("b", "B", "Apakah B?", parent="a", after=("YES",), sources=("VESTED",))


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        ([], [("", "")]),
        ([A], []),
        ([A, B], []),
        ([replace(A, title="")], [("a", "title")]),
        ([replace(A, text="")], [("a", "text")]),
        ([replace(A, sources=("FAMILY",))], [("a", "sources")]),
        ([replace(A, forms=("FLYING",))], [("a", "forms")]),
        ([replace(A, classes=("BIASED_COURT",))], [("a", "classes")]),
        ([replace(A, controls=("SANCTION",))], [("a", "controls")]),
        ([replace(A, relation="NEIGHBOUR")], [("a", "relation")]),
        ([replace(A, election="VOTER")], [("a", "election")]),
        ([A, replace(B, parent="c")], [("b", "parent")]),
        ([A, replace(B, after=())], [("b", "after")]),
        (
            [replace(A, may_be_unsure=False), replace(B, after=("UNSURE",))],
            [("b", "after")],
        ),
        ([A, replace(B, parent="b")], [("b", "parent")]),
        (
            [A, replace(B, parent="c"), replace(B, code="c", parent="b")],
            [("b", "parent"), ("c", "parent")],
        ),
        ([A, replace(A)], [("a", "title"), ("a", "title")]),
        ([A, replace(B, sources=())], [("b", "sources")]),
        ([replace(A, sources=())], [("a", "sources"), ("", "")]),
    ],
)
def test_a_fault_is_told_at_its_question_and_field(questions, expected):
    known = codes_of(Regime.objects.get(pk=KPU))

    found = faults_of(QuestionSet(tuple(questions)), known)

    assert [(fault.code, fault.field) for fault in found] == expected


def test_a_question_that_asks_something_else_is_asked_again():
    before = QuestionSet((A, B))
    after = QuestionSet(
        (replace(A, why="Sebab lain", sources=("VESTED",)), replace(B, text="Baru?"))
    )

    assert after.carried(before, {"a": "YES", "b": "NO", "c": "NO"}) == {"a": "YES"}


def test_an_answer_that_can_no_longer_be_given_is_asked_again():
    before = QuestionSet((A,))
    after = QuestionSet((replace(A, may_be_unsure=False),))

    assert after.carried(before, {"a": "UNSURE"}) == {}
    assert after.carried(before, {"a": "NO"}) == {"a": "NO"}


def test_questions_survive_being_stored():
    questions = QuestionSet((A, B))

    assert QuestionSet.of(questions.as_rows()) == questions
