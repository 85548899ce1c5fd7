"""What a change of legal basis brings: names, lists, forms and deadlines."""

from datetime import date

from django.db.models import Q

from deadlines.clocks import NoSuchDeadline, rule_for
from deadlines.models import DayUnit, Regime, RegimeAdoption, TermList
from deadlines.regimes import terms
from declarations.models import OPEN, Case, Statement, Status
from declarations.workflow.regimes import before, code_of, earliest_day
from documents.models import PaperTemplate
from kpu_coi.dates import hari_tanggal
from personnel.models import Unit

DEADLINES = (
    ("ACKNOWLEDGE", "Membuka perkara"),
    ("EXAMINE", "Menelaah"),
    ("DECIDE_CONTROL", "Memutuskan pengendalian"),
    ("REVIEW_PAST_DECISION", "Meninjau keputusan terdahulu"),
    ("INTEREST_LIST_AGAIN", "Memperbarui Daftar Kepentingan Pribadi"),
    ("COOLING_OFF", "Masa tunggu"),
)
PAPERS = {
    "free": "Pernyataan bebas",
    "potential": "Pernyataan potensi",
    "actual": "Pernyataan aktual",
    "integrity_pact": "Pakta Integritas",
    "decision": "Putusan",
    "order": "Perintah penanganan",
}
NOTHING = "tidak ada"
EVERYBODY = "Seluruh KPU"


def adoption_rows(on: date) -> list[dict]:
    """Every adoption, the latest of each unit first, with how it stands today."""
    rows = list(
        RegimeAdoption.objects.select_related("regime").order_by(
            "unit_code", "-valid_from"
        )
    )
    codes = {row.unit_code for row in rows}
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))
    provinces = {code for code in codes if code and "." not in code}
    first, seen, found = earliest_day(), set(), []
    for row in rows:
        began = row.valid_from <= on
        found.append(
            {
                "adoption": row,
                "unit": names.get(row.unit_code, EVERYBODY),
                "has_below": row.unit_code in provinces,
                "standing": standing(began, replaced=row.unit_code in seen),
                "may_cancel": row.valid_from >= first,
            }
        )
        if began:
            seen.add(row.unit_code)
    return found


def standing(began: bool, *, replaced: bool) -> tuple[str, str]:
    if not began:
        return "info", "Akan berlaku"
    return ("", "Sudah digantikan") if replaced else ("ok", "Berlaku")


def preview(regime: Regime, unit: Unit | None, valid_from: date) -> dict:
    """What the change means for those it concerns, before it is confirmed."""
    old = before(unit, valid_from)
    others = exceptions(unit, valid_from)
    here = concerned(unit)
    for one in others:
        here &= ~concerned(one)
    open_cases = Case.objects.filter(here, status__in=OPEN)
    drafts = Statement.objects.filter(here, status=Status.DRAFT)
    return {
        "regime": regime,
        "old": old,
        "unit": unit or EVERYBODY,
        "valid_from": valid_from,
        "sections": [
            {
                "title": "Istilah dan nama surat",
                "rows": name_rows(old, regime, valid_from),
            },
            {"title": "Daftar pilihan", "rows": list_rows(old, regime)},
            {"title": "Tenggat", "rows": deadline_rows(old, regime, valid_from)},
            {"title": "Formulir", "rows": form_rows(old, regime)},
        ],
        "open_cases": open_cases.count(),
        "drafts": drafts.count(),
        "exceptions": others,
    }


def concerned(unit: Unit | None) -> Q:
    """Those of the unit and of all below it."""
    code = code_of(unit)
    if not code:
        return Q()
    return Q(unit__code=code) | Q(unit__code__startswith=f"{code}.")


def exceptions(unit: Unit | None, on: date) -> list[Unit]:
    """Units below that have a basis of their own by then, and so keep it."""
    code = code_of(unit)
    below = Q(unit_code__startswith=f"{code}.") if code else ~Q(unit_code="")
    rows = RegimeAdoption.objects.filter(below, valid_from__lte=on)
    codes = sorted({row.unit_code for row in rows})
    return list(Unit.objects.filter(code__in=codes).order_by("code"))


def row(label: str, old: str, new: str) -> dict:
    return {"label": label, "old": old, "new": new, "same": old == new}


def name_rows(old: Regime | None, new: Regime, on: date) -> list[dict]:
    named = paper_names(on)
    return [
        row("Sebutan", old.conflict if old else NOTHING, new.conflict),
        *(
            row(
                label,
                named.get((old.pk, code), NOTHING) if old else NOTHING,
                named.get((new.pk, code), NOTHING),
            )
            for code, label in PAPERS.items()
        ),
    ]


def paper_names(on: date) -> dict[tuple[str, str], str]:
    """What stands above the papers of that day, by legal basis and code."""
    rows = PaperTemplate.objects.filter(code__in=PAPERS, valid_from__lte=on)
    return {
        (one.regime_code, one.code): " ".join(one.content["title"])
        for one in rows.order_by("version")
    }


def list_rows(old: Regime | None, new: Regime) -> list[dict]:
    return [
        row(label, terms_words(old, code), terms_words(new, code))
        for code, label in TermList.choices
    ]


def terms_words(regime: Regime | None, code: str) -> str:
    found = terms(regime, code) if regime else []
    return "; ".join(term.label for term in found) or NOTHING


def deadline_rows(old: Regime | None, new: Regime, on: date) -> list[dict]:
    return [
        row(label, deadline_words(old, code, on), deadline_words(new, code, on))
        for code, label in DEADLINES
    ]


def deadline_words(regime: Regime | None, code: str, on: date) -> str:
    if regime is None:
        return NOTHING
    try:
        rule = rule_for(code, regime=regime, on=on)
    except NoSuchDeadline:
        return NOTHING
    return f"{rule.amount} {DayUnit(rule.unit).label} ({rule.legal_basis})"


def form_rows(old: Regime | None, new: Regime) -> list[dict]:
    def words(regime: Regime | None) -> str:
        return "diisi" if regime and regime.asks_interest_list else "tidak diminta"

    return [row("Daftar Kepentingan Pribadi", words(old), words(new))]


def done_words(regime: Regime, unit: Unit | None, valid_from: date) -> str:
    day = hari_tanggal(valid_from)
    return f"{regime.name} berlaku di {unit or EVERYBODY} mulai {day}."
