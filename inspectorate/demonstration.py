"""
Demonstration data, made through the real moves; only in a trial.

A campaign for all, some statements signed, and three cases that show where a statement
goes when the superior is the other party, his post is vacant, or a Plh. holds it; what
else there is, the neighbour shows. Whoever is listed for trying things out keeps
something to do.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from complaints import demonstration as complaints
from deadlines.calendar import add_working_days
from declarations.models import Campaign, Matter, MatterKind
from declarations.workflow import campaigns, cases, matters
from inspectorate import neighbour
from inspectorate.acts import (
    PASSWORD,
    conflict,
    decide,
    open_review,
    party,
    sign_free,
)
from inspectorate.samples import keep_samples_later
from personnel import demonstration as people
from personnel.demonstration import NATION, PROVINCE, REGENCY, NotATrial, Offices
from personnel.models import Tenure
from privacy import demonstration as privacy

WORKING_DAYS = 15
PURCHASE = "Pengadaan alat tulis kantor triwulan pertama"
CONTROL_LASTS = timedelta(days=60)

# Those who have signed FREE when the demonstration starts.
SIGNED_FREE = (
    (REGENCY, "chair"),
    (REGENCY, "member_1"),
    (REGENCY, "member_2"),
    (REGENCY, "secretary"),
    (REGENCY, "technical"),
    (REGENCY, "legal"),
    (REGENCY, "treasurer"),
    (REGENCY, "press"),
    (REGENCY, "jurist"),
    (REGENCY, "records"),
    (PROVINCE, "chair"),
    (PROVINCE, "legal"),
    (PROVINCE, "treasurer"),
    (PROVINCE, "jurist"),
    (NATION, "inspector_II"),
    (NATION, "auditor_I"),
)


@transaction.atomic
def build_office() -> Offices:
    """
    Four offices with their campaigns, statements and cases: all of it or nothing.

    A second time changes nothing but what personnel.demonstration renews. Raises
    NotATrial outside a trial.
    """
    if not settings.TRIAL:
        raise NotATrial("Data contoh hanya dibuat dengan TRIAL=1.")
    offices = people.build(PASSWORD)
    neighbour.prepare(offices)
    open_campaign(offices)
    for unit, seat in SIGNED_FREE:
        sign_free(offices.holder(unit, seat))
    enter_matters(offices)
    decided(offices)
    needing_information(offices)
    waiting(offices)
    neighbour.build(offices)
    complaints.build(offices.regency, officer=offices.complaint_officer.user)
    protect_data(offices)
    keep_samples_later()
    return offices


def accounts(offices: Offices) -> list[tuple[str, Tenure]]:
    """The accounts worth showing, each with what to try it for."""
    return [
        *offices.accounts(),
        *neighbour.accounts(offices),
        ("Pejabat Pelindungan Data Pribadi", dpo(offices)),
    ]


def dpo(offices: Offices) -> Tenure:
    return offices.holder(NATION, "support_1")


def protect_data(offices: Offices) -> None:
    """The register of breaches has one that was told, and one that waits."""
    privacy.build(
        officer=dpo(offices).user,
        password=PASSWORD,
        reporters=[
            offices.holder(NATION, "administration_1").user,
            offices.holder(PROVINCE, "buyer").user,
        ],
        subject=offices.holder(NATION, "auditor_II_b").user,
    )


def open_campaign(offices: Offices) -> None:
    """One campaign of this year for the nation, which the four offices belong to."""
    today = timezone.localdate()
    name = f"Pernyataan benturan kepentingan {today.year}"
    if Campaign.objects.filter(name=name, unit=offices.nation).exists():
        return
    campaigns.open_campaign(
        name,
        unit=offices.nation,
        starts_on=today,
        due_on=add_working_days(today, WORKING_DAYS),
        by=offices.organisation_admin.user,
        cascade=True,
    )


def enter_matters(offices: Offices) -> None:
    """What the regency is to decide: a purchase with its bidder, and a Rapat Pleno."""
    if Matter.objects.filter(unit=offices.regency).exists():
        return
    today, by = timezone.localdate(), offices.secretary.user
    for kind, title, days, names in (
        (MatterKind.PROCUREMENT, PURCHASE, 10, ["CV Contoh Alat Tulis"]),
        (MatterKind.PLENARY, "Penetapan jadwal sosialisasi triwulan pertama", 5, []),
    ):
        day = add_working_days(today, days)
        matters.enter(
            offices.regency,
            {
                "kind": kind,
                "title": title,
                "expected_from": day,
                "expected_until": add_working_days(day, 2),
                "names": names,
                "people": [],
            },
            by=by,
        )


def decided(offices: Offices) -> None:
    """The Kasubbag is the other party: the Sekretaris has decided, with a control."""
    case = conflict(
        offices.declarant_against_superior,
        duty=(
            "Sebagai Pejabat Pengadaan saya menyusun harga perkiraan sendiri dan "
            "menetapkan penyedia alat tulis kantor untuk triwulan pertama."
        ),
        source=(
            "Kepala Subbagian saya adalah pemilik gudang yang disewa oleh salah satu "
            "calon penyedia."
        ),
        link=(
            "Penetapan penyedia dapat menguntungkan atasan saya, yang juga menilai "
            "kinerja saya."
        ),
        party=party(offices.other_party.user, "SUPERIOR_SUBORDINATE"),
        sources=["AFFILIATION"],
        shapes=["BIASED_OVERSIGHT"],
        controls=["REPLACE_OFFICIAL"],
        matter=Matter.objects.filter(unit=offices.regency, title=PURCHASE).first(),
    )
    reviewer = offices.secretary.user
    if open_review(case, reviewer):
        decide(case, reviewer, decision_words(timezone.localdate()))


def needing_information(offices: Offices) -> None:
    """The Kasubbag's post is vacant: the Sekretaris has asked for information."""
    case = conflict(
        offices.declarant_below_vacancy,
        duty=(
            "Saya menyusun rencana anggaran sosialisasi dan mengusulkan mitra "
            "pelaksananya sebelum akhir bulan."
        ),
        source="Saudara kandung saya mengelola salah satu calon mitra pelaksana.",
        link=(
            "Usulan saya menentukan mitra yang dipanggil, sehingga dapat dianggap "
            "menguntungkan saudara saya."
        ),
        party={
            "p0-name": "Lembaga Contoh Partisipasi",
            "p0-relation": "SIBLING",
            "p0-position": "Pengelola lembaga pendidikan pemilih",
            "p0-election": "NO",
        },
        sources=["AFFILIATION"],
        shapes=["SPECIAL_ACCESS"],
        controls=["RECUSE"],
    )
    reviewer = offices.secretary.user
    if open_review(case, reviewer):
        cases.ask(
            case,
            by=reviewer,
            question="Apakah usulan mitra sudah diajukan, dan kapan dibahas?",
        )


def waiting(offices: Offices) -> None:
    """The Sekretaris of the province is on leave: it waits for the Plh."""
    conflict(
        offices.declarant_below_stand_in,
        duty=(
            "Saya memimpin pemutakhiran data pemilih dan memutuskan penyelesaian "
            "tanggapan masyarakat tingkat provinsi."
        ),
        source="Ipar saya terdaftar sebagai bakal calon pada pemilihan berikutnya.",
        link=(
            "Penyelesaian tanggapan di daerah pemilihannya dapat dianggap "
            "menguntungkan pencalonannya."
        ),
        party={
            "p0-name": "Bakal calon contoh",
            "p0-relation": "SIBLING_IN_LAW",
            "p0-position": "Wiraswasta, bakal calon",
            "p0-election": "CANDIDATE",
        },
        sources=["AFFILIATION"],
        shapes=["ELECTION_PARTY"],
        controls=["RECUSE", "OPEN_STATEMENT"],
    )


def decision_words(today: date) -> dict[str, str]:
    return {
        "rows": "1",
        "truth": "TRUE",
        "truth_reason": (
            "Keterangan cocok dengan dokumen sewa gudang yang diperlihatkan."
        ),
        "impact": "MEDIUM",
        "impact_reason": "Nilai pengadaan kecil, tetapi penetapannya belum dilakukan.",
        "outcome": "CONTROLLABLE",
        "decision_text": (
            "Penetapan penyedia alat tulis kantor dialihkan kepada pejabat lain. "
            "Tugas selebihnya dilanjutkan seperti biasa."
        ),
        "plenary_on": "",
        "plenary_number": "",
        "k0-form": "REPLACE_OFFICIAL",
        "k0-form_other": "",
        "k0-scope": (
            "Pengadaan alat tulis kantor triwulan pertama; buktinya surat tugas "
            "pejabat pengganti."
        ),
        "k0-starts_on": today.isoformat(),
        "k0-review_on": (today + CONTROL_LASTS).isoformat(),
        "k0-substitute": "",
    }


SCALES: dict[str, Callable[[], Any]] = {"office": build_office}
