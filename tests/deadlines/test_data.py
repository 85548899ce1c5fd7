"""The rows that migrations bring in, against what the law and the package say."""

from datetime import date

import holidays
import pytest
from django.db.models import Q

from deadlines import memory
from deadlines.models import DeadlineRule, Holiday, Regime, RegimeAdoption, RegimeTerm
from deadlines.regimes import NoRegime, label, regime_for, terms

pytestmark = pytest.mark.django_db

KPU, PANRB = "kpu-323-2020", "panrb-17-2024"


def codes(regime, list_code):
    return [term.code for term in terms(Regime.objects.get(pk=regime), list_code)]


@pytest.mark.rule(76)
@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_the_holidays_of_a_year_are_those_of_the_package(year):
    package = holidays.ID(years=year, categories=("public", "government"))

    stored = Holiday.objects.filter(date__year=year).values_list("date", flat=True)

    assert list(stored) == sorted(package)


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_collective_leave_is_what_the_package_counts_for_government_alone(year):
    public = holidays.ID(years=year, categories=("public",))
    both = holidays.ID(years=year, categories=("public", "government"))

    leave = Holiday.objects.filter(date__year=year, kind="COLLECTIVE_LEAVE")

    assert {day.date for day in leave} == set(both) - set(public)


def test_known_days_have_their_names():
    names = {
        date(2026, 8, 17): ("Hari Kemerdekaan Republik Indonesia", "NATIONAL"),
        date(2026, 12, 24): ("Cuti Bersama Hari Raya Natal", "COLLECTIVE_LEAVE"),
        date(2027, 3, 10): ("Hari Raya Idul Fitri", "NATIONAL"),
    }

    found = Holiday.objects.filter(date__in=names)

    assert {day.date: (day.name, day.kind) for day in found} == names


@pytest.mark.rule(21)
def test_each_deadline_has_its_amount_unit_and_law():
    rows = DeadlineRule.objects.exclude(
        Q(code__startswith="COMPLAINT_") | Q(code__startswith="DATA_")
    ).values_list("code", "regime", "amount", "unit", "legal_basis")

    assert set(rows) == {
        ("ACKNOWLEDGE", None, 1, "WORKING_DAY", "ketentuan internal"),
        (
            *("NEW_ADDRESSEE", None, 1, "WORKING_DAY"),
            "ketentuan internal tentang penelaah baru",
        ),
        (
            *("ACKNOWLEDGE_ORDER", None, 3, "WORKING_DAY"),
            "ketentuan internal tentang perintah penanganan",
        ),
        ("EXAMINE", KPU, 3, "WORKING_DAY", "PermenPANRB 37/2012"),
        ("REVIEW_PAST_DECISION", KPU, 2, "CALENDAR_DAY", "PermenPANRB 37/2012"),
        ("DECIDE_CONTROL", PANRB, 7, "WORKING_DAY", "PermenPANRB 17/2024"),
        ("INTEREST_LIST_AGAIN", PANRB, 365, "CALENDAR_DAY", "PermenPANRB 17/2024"),
        ("COOLING_OFF", PANRB, 730, "CALENDAR_DAY", "PermenPANRB 17/2024"),
        ("PUBLIC_REPORT", None, 5, "WORKING_DAY", "UU 30/2014 Pasal 44 ayat (3)"),
        (
            *("PUBLIC_REPORT_UPWARD", None, 5, "WORKING_DAY"),
            "UU 30/2014 Pasal 44 ayat (5)",
        ),
    }


@pytest.mark.rule(33)
@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_each_regime_names_every_kind_of_statement(regime):
    words = Regime.objects.get(pk=regime).words
    kinds = {"FREE", "POTENTIAL", "ACTUAL", "INTEREST_LIST", "INTEGRITY_PACT"}

    assert set(words["kinds"]) == kinds


def test_the_regimes_speak_their_own_words():
    kpu, panrb = Regime.objects.get(pk=KPU), Regime.objects.get(pk=PANRB)

    assert kpu.conflict == "benturan kepentingan"
    assert panrb.conflict == "konflik kepentingan"
    labels = RegimeTerm.objects.filter(regime=KPU).values_list("label", flat=True)
    assert [text for text in labels if "konflik" in text.lower()] == []
    labels = RegimeTerm.objects.filter(regime=PANRB).values_list("label", flat=True)
    assert [text for text in labels if "benturan" in text.lower()] == []


@pytest.mark.rule(35)
def test_the_sources_of_decree_323():
    assert codes(KPU, "SOURCE") == [
        "AUTHORITY",
        "DUAL_POST",
        "AFFILIATION",
        "GRATUITY",
        "SYSTEM_WEAKNESS",
        "VESTED",
    ]


@pytest.mark.rule(36)
def test_the_sources_of_regulation_17():
    assert codes(PANRB, "SOURCE") == [
        "BUSINESS",
        "FAMILY",
        "AFFILIATION",
        "MOONLIGHTING",
        "DUAL_POST",
        "REVOLVING_DOOR",
        "GIFT",
        "OTHER",
    ]


@pytest.mark.rule(37)
@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_the_six_backgrounds_of_the_law(regime):
    assert codes(regime, "BACKGROUND") == [
        "PERSONAL_BUSINESS",
        "RELATIVES",
        "PARTY_REP",
        "PARTY_EMPLOYEE",
        "RECOMMENDER",
        "PROHIBITED_OTHER",
    ]


@pytest.mark.rule(38)
def test_the_thirteen_forms_with_the_election_and_others():
    assert codes(KPU, "FORM") == [
        "GRATUITY",
        "ASSET_MISUSE",
        "CONFIDENTIAL_INFO",
        "DUAL_POST",
        "SPECIAL_ACCESS",
        "BIASED_OVERSIGHT",
        "SELF_ASSESSMENT",
        "ABUSE_OPPORTUNITY",
        "POST_EMPLOYMENT",
        "SELF_REMUNERATION",
        "MOONLIGHTING",
        "SHARE_OFFER",
        "DISCRETION_ABUSE",
        "ELECTION_PARTY",
        "OTHER",
    ]


@pytest.mark.rule(39)
def test_the_classes_without_that_of_courts():
    assert codes(KPU, "KIND_CLASS") == [
        "BIASED_POLICY",
        "DISCRIMINATORY_PERMIT",
        "NEPOTIC_APPOINTMENT",
        "UNPROFESSIONAL_PARTNER",
        "COMMERCIALISED_SERVICE",
        "ASSET_INFO_MISUSE",
        "OVERSEER_INSIDE",
        "IMPROPER_OVERSIGHT",
        "PARTY_TO_ASSESSED",
        "OTHER",
    ]


@pytest.mark.rule(39)
def test_the_class_of_courts_keeps_its_words_for_who_looks_it_up():
    kpu = Regime.objects.get(pk=KPU)

    assert label(kpu, "KIND_CLASS", "BIASED_COURT").startswith("Putusan atau penetapan")


@pytest.mark.parametrize("list_code", ["FORM", "KIND_CLASS"])
def test_regulation_17_has_neither_forms_nor_classes(list_code):
    assert codes(PANRB, list_code) == []


@pytest.mark.rule(40)
@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_the_relations(regime):
    assert codes(regime, "RELATION") == [
        "SPOUSE",
        "CHILD",
        "PARENT",
        "SIBLING",
        "PARENT_IN_LAW",
        "CHILD_IN_LAW",
        "SIBLING_IN_LAW",
        "UNCLE_AUNT_NIECE",
        "COUSIN",
        "OTHER_KIN",
        "FRIEND",
        "PARTNER",
        "SUPERIOR_SUBORDINATE",
        "OTHER",
    ]


@pytest.mark.rule(41)
@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_the_decisions(regime):
    assert codes(regime, "DECISION") == [
        "NO_CONFLICT",
        "CONTROLLABLE",
        "RECUSED",
        "REVIEW_PAST_DECISION",
        "REFERRED",
        "OUT_OF_SCOPE",
    ]


@pytest.mark.rule(42)
@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_the_controls(regime):
    assert codes(regime, "CONTROL") == [
        "RECUSE",
        "TRANSFER_AUTHORITY",
        "REPLACE_OFFICIAL",
        "RESTRICT_INFO",
        "RESTRICT_VOTE",
        "DIVEST",
        "REASSIGN",
        "MOVE_POST",
        "RESIGN_POST",
        "EXTRA_OVERSIGHT",
        "OPEN_STATEMENT",
        "SANCTION",
        "OTHER",
    ]


@pytest.mark.rule(23, 43)
@pytest.mark.parametrize("regime", [KPU, PANRB])
def test_impact_and_truth(regime):
    assert codes(regime, "IMPACT") == ["LOW", "MEDIUM", "HIGH"]
    assert codes(regime, "TRUTH") == ["TRUE", "PARTLY", "FALSE"]


def test_every_label_is_a_phrase_with_a_capital_and_no_full_stop():
    faults = [
        term.label
        for term in RegimeTerm.objects.all()
        if not term.label[0].isupper() or term.label.endswith(".")
    ]

    assert faults == []


def test_a_code_that_a_list_does_not_have_has_no_words():
    with pytest.raises(KeyError, match="BIASED_COURT"):
        label(Regime.objects.get(pk=PANRB), "KIND_CLASS", "BIASED_COURT")


def test_everybody_is_under_decree_323_from_july_2020():
    lineage = ["33.21", "33", "00"]

    assert regime_for(lineage, date(2020, 7, 1)).code == KPU
    assert regime_for(lineage, date(2026, 11, 23)).code == KPU
    with pytest.raises(NoRegime):
        regime_for(lineage, date(2020, 6, 30))


@pytest.mark.parametrize(
    ("lineage", "on", "regime"),
    [
        (["33.21", "33", "00"], date(2026, 6, 30), KPU),
        (["33.21", "33", "00"], date(2026, 7, 1), PANRB),
        (["33", "00"], date(2026, 7, 1), PANRB),
        (["33.22", "33", "00"], date(2026, 12, 31), PANRB),
        (["33.22", "33", "00"], date(2027, 1, 1), KPU),
        (["34.01", "34", "00"], date(2027, 1, 1), KPU),
        ([], date(2027, 1, 1), KPU),
    ],
)
def test_the_nearest_adoption_in_the_lineage_wins(lineage, on, regime):
    RegimeAdoption.objects.create(
        regime_id=PANRB, unit_code="33", valid_from=date(2026, 7, 1)
    )
    RegimeAdoption.objects.create(
        regime_id=KPU, unit_code="33.22", valid_from=date(2027, 1, 1)
    )
    memory.forget()

    assert regime_for(lineage, on).code == regime


def test_lists_and_regimes_are_read_once(django_assert_num_queries):
    kpu = Regime.objects.get(pk=KPU)

    with django_assert_num_queries(2):
        for _ in range(5):
            terms(regime_for(["33.21"], date(2026, 11, 23)), "SOURCE")
            label(kpu, "CONTROL", "RECUSE")
