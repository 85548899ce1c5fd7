"""The campaigns of Kudus: a ceremony that runs, one that is over, lists and pacts."""

import io
from datetime import timedelta
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from deadlines.calendar import add_working_days
from declarations.models import (
    Asks,
    Campaign,
    Kind,
    Obligation,
    Occasion,
    PackContents,
    PaperScan,
)
from declarations.paper_sets import code_of
from declarations.workflow import (
    campaigns,
    ceremonies,
    packs,
    paper_signatures,
    statements,
)
from documents.uploads.cleaning import Cleaned
from documents.uploads.kinds import FileKind
from documents.uploads.stored import put_away
from inspectorate.acts import sign, sign_free
from personnel.demonstration import NEIGHBOUR, Offices
from personnel.models import Tenure

WORKING_DAYS = 10
BEGAN_BEFORE = timedelta(days=21)
SIGNED_FREE = ("chair", "member_1", "secretary", "finance", "legal")
SIGNED_PACT = ("chair", "secretary", "legal")
KEPT_LIST = ("secretary", "jurist")
ON_PAPER = "member_2"
SHEET = (620, 877)

NOTHING = {"rows": ["1"], "nobody": ["on"]}
LIST = {
    "keluarga": {
        "rows": ["1"],
        "p0-name": ["Kerabat Contoh"],
        "p0-relation": ["Kakak kandung"],
        "p0-work": ["Pemilik CV Contoh Percetakan"],
        "p0-situation": ["Perusahaannya dapat menawar pengadaan cetakan."],
    },
    "bisnis": NOTHING,
    "pekerjaan-lain": {
        "rows": ["1"],
        "p0-work": ["Mengajar paruh waktu"],
        "p0-role": ["Tutor"],
        "p0-place": ["Pusat Belajar Contoh"],
        "p0-situation": ["Jadwalnya di luar jam kerja."],
    },
    "rangkap-jabatan": NOTHING,
    "afiliasi": {
        "society": ["NO"],
        "profession": ["YES"],
        "profession_named": ["Ikatan alumni fakultas hukum"],
        "party": ["NO"],
        "party_named": [""],
    },
    "rencana": {"plans": ["NO"]},
}


def build(offices: Offices) -> None:
    by = offices.neighbour_operator.user
    today = timezone.localdate()
    over = open_one(
        offices,
        "Penandatanganan bersama triwulan keempat",
        occasion=Occasion.EVENT,
        starts_on=today - BEGAN_BEFORE,
    )
    running = open_one(
        offices, "Pernyataan menjelang tahapan pemilu", occasion=Occasion.STAGE
    )
    open_one(offices, "Daftar Kepentingan Pribadi", asks=Asks.INTEREST_LIST)
    open_one(
        offices,
        "Pakta Integritas tahun ini",
        occasion=Occasion.EVENT,
        asks=Asks.INTEGRITY_PACT,
    )
    ceremony = ceremonies.start(
        over,
        offices.neighbour,
        title="Penandatanganan bersama",
        place="Ruang rapat KPU Kabupaten Kudus",
        by=by,
    )
    for seat in SIGNED_FREE:
        sign_free(offices.holder(NEIGHBOUR, seat))
    mark_paper(running, offices)
    for seat in SIGNED_PACT:
        user = offices.holder(NEIGHBOUR, seat).user
        sign(statements.start(user, Kind.INTEGRITY_PACT), user)
    for seat in KEPT_LIST:
        keep_list(offices.holder(NEIGHBOUR, seat))
    ceremonies.end(ceremony, by=by)
    campaigns.end(over, by=by, reason="Acaranya selesai dan berkas buktinya dibuat.")
    packs.order(over, offices.neighbour, PackContents.PROOFS, by=by)
    ceremonies.start(
        running,
        offices.neighbour,
        title="Penandatanganan bersama menjelang tahapan",
        place="Aula KPU Kabupaten Kudus",
        by=by,
    )


def open_one(offices: Offices, name: str, **told: Any) -> Campaign:
    """A campaign of the office, by its operator; from today where nothing is told."""
    today = timezone.localdate()
    return campaigns.open_campaign(
        name,
        unit=offices.neighbour,
        due_on=add_working_days(today, WORKING_DAYS),
        by=offices.neighbour_operator.user,
        reminders=(7, 3),
        **{"starts_on": today} | told,
    )


def keep_list(tenure: Tenure) -> None:
    """A list of interests, with a row in two of its six parts."""
    draft = statements.start(tenure.user, Kind.INTEREST_LIST)
    for slug, typed in LIST.items():
        statements.save_topic(draft, slug, typed, version=0, by=tenure.user)
    sign(draft, tenure.user)


def mark_paper(campaign: Campaign, offices: Offices) -> None:
    """Somebody handed in a paper, which the operator scanned."""
    person = offices.holder(NEIGHBOUR, ON_PAPER).user
    owed = Obligation.objects.select_related("campaign", "unit").get(
        campaign=campaign, user=person
    )
    sheet = Cleaned("lembar-penyerahan.png", FileKind.PNG, sheet_of(code_of(owed)))
    (scan,) = put_away(PaperScan, [sheet])
    paper_signatures.mark(
        owed,
        scan=scan,
        signed_on=timezone.localdate(),
        by=offices.neighbour_operator.user,
    )


def sheet_of(code: str) -> bytes:
    """A picture that can pass for the scan of a sheet, with its code on it."""
    page = Image.new("L", SHEET, "white")
    pen = ImageDraw.Draw(page)
    pen.text((60, 60), f"Lembar penyerahan (contoh)\n\nKode {code}", "black")
    made = io.BytesIO()
    page.save(made, "PNG")
    return made.getvalue()
