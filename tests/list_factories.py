"""Lists of interests, pacts and other legal bases for tests, by the real moves."""

from datetime import date, timedelta

from django.utils import timezone

from deadlines import memory
from deadlines.models import RegimeAdoption
from declarations.models import Kind, Statement, Status
from declarations.workflow import statements as workflow
from tests.factories import sign

PANRB = "panrb-17-2024"
KPU = "kpu-323-2020"
FAMILY = {
    "name": "Siti Rahayu",
    "relation": "Kakak kandung",
    "work": "Direktur CV Pustaka Adiluhung",
    "situation": "Perusahaannya mengikuti pengadaan logistik.",
}
NOTHING = {"rows": ["1"], "nobody": ["on"]}


def under_panrb(unit=None, since=date(2024, 11, 1)):
    """Put a unit, or everybody, under PermenPANRB 17/2024, long ago by default."""
    return under(PANRB, unit, since=since)


def under(regime, unit=None, *, since=date(2024, 11, 1)):
    """Put a unit, or everybody, under a legal basis from a day on."""
    code = unit.code if unit else ""
    made = RegimeAdoption.objects.create(
        regime_id=regime, unit_code=code, valid_from=since
    )
    memory.forget()
    return made


def tomorrow(days=1):
    return timezone.localdate() + timedelta(days=days)


def rows(*given):
    """What was typed in a part of rows, in the shape of a POST."""
    if not given:
        return NOTHING
    return {
        "rows": [str(len(given))],
        **{
            f"p{place}-{field}": [value]
            for place, row in enumerate(given)
            for field, value in row.items()
        },
    }


def list_answers(family=(FAMILY,), **changes):
    """What somebody typed in the six parts; `party` names what he belongs to."""
    party = changes.pop("party", "")
    return {
        "keluarga": rows(*family),
        "bisnis": rows(),
        "pekerjaan-lain": rows(),
        "rangkap-jabatan": rows(),
        "afiliasi": {
            "society": ["NO"],
            "profession": ["YES"],
            "profession_named": ["Ikatan alumni fakultas hukum"],
            "party": ["YES" if party else "NO"],
            "party_named": [party],
        },
        "rencana": {"plans": ["NO"]},
    } | changes


def fill_list(draft, answers=None):
    """Answer every part of the list, as the pages do."""
    for slug, typed in (answers or list_answers()).items():
        version = draft.read_answers().get(slug, {}).get("version", 0)
        workflow.save_topic(draft, slug, typed, version=version, by=draft.declarant)
        draft.refresh_from_db()
    return draft


def make_list(status=Status.SIGNED, *, tenure, **answers):
    """A list of interests in a unit that keeps them."""
    draft = workflow.start(tenure.user, Kind.INTEREST_LIST, tenure=tenure)
    draft = fill_list(draft, list_answers(**answers))
    return draft if status == Status.DRAFT else sign(draft)


def make_pact(status=Status.SIGNED, *, tenure):
    draft = workflow.start(tenure.user, Kind.INTEGRITY_PACT, tenure=tenure)
    return draft if status == Status.DRAFT else sign(draft)


def fresh_statement(statement):
    return Statement.objects.select_related("document").get(pk=statement.pk)
