"""What each topic takes and refuses (rules 4, 5, 35 to 40)."""

import json

import pytest
from django.utils.datastructures import MultiValueDict

from deadlines.models import Regime
from declarations.content import drafting_of
from declarations.forms.nothing import says_nothing
from declarations.forms.parties import MAX_PARTIES
from declarations.models import Kind
from declarations.topics import TOPIC_FORMS, Drafting
from declarations.workflow import statements as workflow
from documents.sign_form import SignForm
from documents.text import PaperTextField, check_total
from tests.factories import answers_for, make_office, party

GOOD = "Kakak saya memiliki perusahaan yang ikut menawar pada pengadaan ini."


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def drafting(office):
    return drafting_of(workflow.start(office.staff.user, Kind.POTENTIAL))


def form(drafting, slug, **typed):
    raw = MultiValueDict()
    for name, value in typed.items():
        raw.setlist(name, value if isinstance(value, list) else [value])
    return TOPIC_FORMS[slug](raw, drafting=drafting)


def codes(drafting, slug, name):
    return [code for code, _label in form(drafting, slug).fields[name].choices]


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    "text",
    [
        "tidak ada",
        "Tidak Ada.",
        "TIDAK   ADA!!!",
        "tidak ada kaitan",
        "Tidak ada hubungannya sama sekali",
        "sama sekali tidak ada",
        "tdk ada",
        "belum ada",
        "nihil",
        "Nihil.",
        "-",
        "--- ",
        "…",
        "n/a",
        "N.A.",
        "0",
        "xxxx",
        "kosong",
        "idem",
    ],
)
def test_an_answer_that_says_nothing_is_known(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "Tidak ada pejabat lain yang dapat menilai berkas adik saya.",
        "Saya menilai berkas ipar.",
        "Ada",
        "Ibu saya calon.",
    ],
)
def test_an_answer_that_says_something_is_not_taken_for_nothing(text):
    assert not says_nothing(text)


@pytest.mark.rule(5)
@pytest.mark.parametrize("text", ["tidak ada", "-", "Nihil", "n/a", ""])
def test_the_link_is_never_nothing(drafting, text):
    link = form(drafting, "kaitan", source=GOOD, link=text)

    assert not link.is_valid()
    assert set(link.errors) == {"link"}


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"duty": ""}, "duty", "Ceritakan"),
        ({"duty": "   \n "}, "duty", "Ceritakan"),
        ({"duty": "tidak ada"}, "duty", "dengan kalimat"),
        ({"duty": "a" * 4001}, "duty", "4000"),
        ({"duty": f"Lihat {'a' * 61}"}, "duty", "terlalu panjang"),
        ({"duty": "Saya menilai \U0001f600 penawaran"}, "duty", "tidak dapat dicetak"),
        ({"duty": "Saya menilai 中文 penawaran"}, "duty", "tidak dapat dicetak"),
        ({"duty": "Saya\x00 menilai"}, "duty", ""),
        ({"duty": "baris\n" * 51}, "duty", "Barisnya terlalu banyak"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_what_a_paper_cannot_carry_is_refused_at_its_field(
    drafting, typed, field, words
):
    refused = form(drafting, "tugas", **typed)

    assert not refused.is_valid()
    assert list(refused.errors) == [field]
    assert words in str(refused.errors[field])


SITUATION = {
    "kind": "POTENTIAL",
    "sources": ["AFFILIATION"],
    "forms": ["ELECTION_PARTY"],
}


@pytest.mark.rule(4)
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "FREE"}, "kind"),
        ({"sources": []}, "sources"),
        ({"sources": ["GOSSIP"]}, "sources"),
        ({"forms": []}, "forms"),
        ({"forms": ["GOSSIP"]}, "forms"),
        ({"forms": ["OTHER"]}, "forms_other"),
        ({"forms": [], "classes": ["OTHER"]}, "classes_other"),
        ({"forms": [], "classes": ["BIASED_COURT"]}, "classes"),
    ],
    ids=str,
)
def test_an_unsound_situation_is_refused(drafting, change, field):
    refused = form(drafting, "jenis", **(SITUATION | change))

    assert not refused.is_valid()
    assert list(refused.errors) == [field]


@pytest.mark.rule(4)
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"kind": "ACTUAL"},
        {"sources": ["AFFILIATION", "VESTED"]},
        {"forms": [], "classes": ["NEPOTIC_APPOINTMENT"]},
        {"forms": ["OTHER"], "forms_other": "Menilai karya sendiri"},
    ],
    ids=str,
)
def test_a_sound_situation_is_taken(drafting, change):
    assert form(drafting, "jenis", **(SITUATION | change)).is_valid()


def test_what_is_written_beside_an_unchosen_other_is_dropped(drafting):
    sound = form(drafting, "jenis", **SITUATION, forms_other="Bukan apa-apa")

    assert sound.is_valid()
    assert sound.cleaned_data["forms_other"] == ""


@pytest.mark.rule(35, 38, 39)
def test_the_lists_of_keputusan_323_are_offered_without_court_rulings(drafting):
    assert codes(drafting, "jenis", "sources") == [
        "AUTHORITY",
        "DUAL_POST",
        "AFFILIATION",
        "GRATUITY",
        "SYSTEM_WEAKNESS",
        "VESTED",
    ]
    forms, classes = (codes(drafting, "jenis", name) for name in ("forms", "classes"))
    assert len(forms) == 15
    assert {"ELECTION_PARTY", "OTHER"} < set(forms)
    assert len(classes) == 10
    assert "BIASED_COURT" not in classes


@pytest.mark.rule(36)
def test_the_lists_of_the_other_regime_have_sources_alone(office):
    regime = Regime.objects.get(code="panrb-17-2024")
    drafting = Drafting(office.staff, regime, drafting_day(office))

    situation = form(drafting, "jenis", kind="POTENTIAL", sources=["REVOLVING_DOOR"])

    assert situation.is_valid()
    assert "forms" not in situation.fields
    assert "classes" not in situation.fields
    assert len(codes(drafting, "jenis", "sources")) == 8


def drafting_day(office):
    return drafting_of(workflow.start(office.staff.user, Kind.POTENTIAL)).on


def parties(drafting, *rows, **more):
    typed = answers_for(parties=list(rows))["pihak"] | {
        name: [value] for name, value in more.items()
    }
    return TOPIC_FORMS["pihak"](MultiValueDict(typed), drafting=drafting)


@pytest.mark.rule(4)
def test_parties_or_the_word_that_there_are_none(drafting):
    assert parties(drafting, party()).is_valid()
    assert parties(drafting).is_valid()
    assert not form(drafting, "pihak", rows="1").is_valid()
    assert not parties(drafting, party(), nobody="on").is_valid()


@pytest.mark.rule(40)
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a" * 121}, "name"),
        ({"name": "Toko \U0001f600"}, "name"),
        ({"relation": ""}, "relation"),
        ({"relation": "ENEMY"}, "relation"),
        ({"relation": "OTHER"}, "relation_other"),
        ({"position": ""}, "position"),
        ({"election": "PERHAPS"}, "election"),
        ({"person": "999999"}, "person"),
        ({"person": "abc"}, "person"),
    ],
    ids=str,
)
def test_an_unsound_party_is_refused_at_its_field(drafting, change, field):
    refused = parties(drafting, party(**change))

    assert not refused.is_valid()
    assert list(refused.entries[0].errors) == [field]


def test_blank_rows_are_no_parties(drafting):
    blank = {"person": "", "name": "", "relation": "", "position": "", "election": "NO"}

    sound = parties(drafting, blank, party(), blank)

    assert sound.is_valid()
    assert [row["name"] for row in sound.rows_on_paper()] == ["CV Sumber Makmur"]


def test_a_colleague_needs_no_name_and_a_superior_can_be_named(office, drafting):
    sound = parties(drafting, party("", person=office.secretary.user.pk, position=""))

    assert sound.is_valid()
    assert sound.named() == {office.secretary.user.pk}
    assert sound.rows_on_paper()[0]["name"] == office.secretary.user.name
    assert sound.rows_on_paper()[0]["position"] == "Sekretaris"


@pytest.mark.rule(13)
def test_a_superiors_name_that_is_typed_must_be_chosen_from_the_list(office, drafting):
    superior = office.head.user
    superior.name = "Dra. Sri Wahyuni, M.Si."
    superior.save()

    typed = parties(drafting, party("SRI  Wahyuni"))
    chosen = parties(drafting, party("Sri Wahyuni", person=superior.pk))
    another = parties(drafting, party("Sri Wahyuni (adik saya)"))

    assert not typed.is_valid()
    assert list(typed.entries[0].errors) == ["person"]
    assert "juga bernama Dra. Sri Wahyuni, M.Si." in str(typed.entries[0].errors)
    assert chosen.is_valid()
    assert another.is_valid()


def test_superiors_of_every_level_can_be_named_and_oneself_cannot(office, drafting):
    offered = set(drafting.people)

    assert office.national_chair.user.pk in offered
    assert office.member.user.pk in offered
    assert office.staff.user.pk not in offered


def test_ten_parties_and_no_more(drafting):
    many = parties(drafting, *[party(f"Pihak {n}") for n in range(12)])

    assert len(many.entries) == 10
    assert not many.may_have_more
    assert many.with_one_more()["rows"] == ["10"]


def largest(field):
    """The longest text that a field takes, in as many lines as it takes."""
    lines = getattr(field, "max_lines", 1)
    return "\n" * (lines - 1) + "x" * (field.max_length - lines + 1)


def test_the_largest_statement_that_the_fields_take_fits_on_a_paper(drafting):
    forms = [form(drafting, slug) for slug in TOPIC_FORMS]
    forms += [form(drafting, "pihak").entries[0]] * MAX_PARTIES
    fields = [field for one in forms for field in one.fields.values()]

    texts = [largest(field) for field in fields if isinstance(field, PaperTextField)]

    assert len(texts) == 7 + 3 * MAX_PARTIES
    assert check_total(texts) == []


@pytest.mark.parametrize("rows", ["", "-3", "0", "1e9", "x", "99999999999999999999"])
def test_an_odd_number_of_rows_breaks_nothing(drafting, rows):
    odd = form(drafting, "pihak", rows=rows)

    assert 1 <= len(odd.entries) <= 10


def test_a_row_is_taken_out_and_the_others_move_up(drafting):
    three = parties(drafting, party("Satu"), party("Dua"), party("Tiga"))

    left = three.without(1)

    assert (left["p0-name"], left["p1-name"]) == (["Satu"], ["Tiga"])
    assert left["rows"] == ["2"]
    assert "p2-name" not in left


def test_what_is_not_asked_is_not_kept(drafting):
    typed = form(drafting, "tugas", duty=GOOD, status="SIGNED", version="7").typed()

    assert typed == {"duty": [GOOD]}


@pytest.mark.parametrize(
    ("drawing", "sound"),
    [
        ("", True),
        ('{"strokes": []}', True),
        ('{"strokes": [[[1, 2], [3.4, 5]]]}', True),
        ("bukan json", False),
        ('{"strokes": "x"}', False),
        ('{"strokes": [[[1]]]}', False),
        ('{"strokes": [[[1, 99999]]]}', False),
        ('{"strokes": [[[NaN, 1]]]}', False),
        ("[" * 50_000, False),
        (json.dumps({"strokes": [[[1, 1]] * 3001]}), False),
        ("x" * 100_001, False),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_drawing_is_strokes_or_it_is_refused(drawing, sound):
    signing = SignForm(
        {
            "consent": "on",
            "password": "rahasia",
            "content_hash": "a" * 64,
            "drawing": drawing,
        }
    )

    assert signing.is_valid() is sound
    assert list(signing.errors) == ([] if sound else ["drawing"])
