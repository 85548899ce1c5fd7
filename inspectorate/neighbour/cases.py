"""The cases of Kudus, one for each thing that can follow, by the real moves."""

from datetime import date, timedelta

from django.utils import timezone

from deadlines.calendar import add_working_days
from deadlines.regimes import label
from declarations.account_content import account_of, drafting_about
from declarations.models import Case, Forum, Matter, MatterKind
from declarations.order_content import preview_of
from declarations.workflow import (
    accounts,
    advice,
    amending,
    cases,
    controls,
    follow_ups,
    matters,
    orders,
    oversight,
    reconsidering,
    statements,
)
from inspectorate.acts import conflict, decide, open_review, proof_of, sign
from personnel.demonstration import NEIGHBOUR, Offices
from personnel.models import Tenure, User

PURCHASE = "Pengadaan logistik triwulan kedua"
SELECTION = "Seleksi petugas pemutakhiran data"
ONE_DAY, A_WEEK, LONG = timedelta(days=1), timedelta(days=7), timedelta(days=60)


def build(offices: Offices) -> None:
    purchase = enter(offices, MatterKind.PROCUREMENT, PURCHASE, ["CV Contoh Logistik"])
    selection = enter(offices, MatterKind.APPOINTMENT, SELECTION, [])
    controlled(offices, purchase)
    expired(offices, selection)
    examined(offices, selection)
    opened_by_superior(offices)
    reconsidered(offices)
    referred(offices)


def enter(offices: Offices, kind: str, title: str, names: list[str]) -> Matter:
    day = add_working_days(timezone.localdate(), 8)
    return matters.enter(
        offices.neighbour,
        {
            "kind": kind,
            "title": title,
            "expected_from": day,
            "expected_until": add_working_days(day, 2),
            "names": names,
            "people": [],
        },
        by=offices.holder(NEIGHBOUR, "secretary").user,
    )


def controlled(offices: Offices, purchase: Matter) -> None:
    """Ordered, acknowledged and reported; one of the two controls is to be reviewed."""
    buyer, head = pair(offices, "buyer", "finance")
    today = timezone.localdate()
    case = conflict(
        buyer,
        duty="Saya menyusun harga perkiraan dan menetapkan penyedia logistik.",
        source="Adik ipar saya pemilik salah satu calon penyedia.",
        link="Penetapan penyedia dapat dianggap menguntungkan keluarga saya.",
        party=outsider("CV Contoh Logistik", "SIBLING_IN_LAW", "Calon penyedia"),
        sources=["FAMILY"],
        shapes=[],
        controls=["REPLACE_OFFICIAL"],
        matter=purchase,
    )
    open_review(case, head)
    decide(
        case,
        head,
        words("Penetapan penyedia dialihkan kepada pejabat lain.")
        | control(
            0,
            "REPLACE_OFFICIAL",
            "Penetapan penyedia logistik triwulan kedua.",
            today,
            today + LONG,
        )
        | control(
            1,
            "RESTRICT_INFO",
            "Dokumen penawaran, yang sudah ia serahkan kemarin, disimpan pokja.",
            today - ONE_DAY,
            today,
        )
        | {"rows": "2"},
    )
    sign_order(case, head)
    acknowledge(case, buyer.user)
    controls.report(
        fresh(case).decision.controls.get(order=2),
        by=buyer.user,
        text="Dokumen penawaran sudah saya serahkan dan akses saya sudah ditutup.",
    )


def expired(offices: Offices, selection: Matter) -> None:
    """Its last day has passed, what is to be decided has not been: it holds on."""
    verifier, head = pair(offices, "verifier", "technical")
    today = timezone.localdate()
    case = conflict(
        verifier,
        duty="Saya memeriksa berkas dan mengusulkan calon petugas pemutakhiran data.",
        source="Sepupu saya melamar sebagai petugas.",
        link="Usul saya dapat dianggap menguntungkan sepupu saya.",
        party=outsider("Pelamar contoh", "COUSIN", "Wiraswasta"),
        sources=["FAMILY"],
        shapes=[],
        controls=["RECUSE"],
        matter=selection,
    )
    open_review(case, head)
    decide(
        case,
        head,
        words("Yang menyatakan tidak ikut memeriksa dan mengusulkan calon petugas.")
        | control(
            0,
            "RECUSE",
            "Seluruh seleksi; sejak pekan lalu sudah dijalankan atas perintah lisan.",
            today - A_WEEK,
            today - ONE_DAY,
        ),
    )


def examined(offices: Offices, selection: Matter) -> None:
    """Renewed while it is examined; P3K2 has given its advice."""
    clerk, head = pair(offices, "data", "planning")
    case = conflict(
        clerk,
        duty="Saya menyiapkan daftar nilai seleksi petugas pemutakhiran data.",
        source="Teman satu rumah saya melamar sebagai petugas.",
        link="Saya dapat dianggap memihak ketika menyusun nilai.",
        party=outsider("Pelamar contoh", "FRIEND", "Wiraswasta"),
        sources=["AFFILIATION"],
        shapes=[],
        controls=["RECUSE"],
        matter=selection,
    )
    open_review(case, head)
    draft = amending.amend(case.statement, by=clerk.user)
    statements.save_topic(
        draft,
        "kaitan",
        {
            "source": ["Teman satu rumah saya dan adiknya melamar sebagai petugas."],
            "link": ["Saya dapat dianggap memihak ketika menyusun nilai keduanya."],
        },
        version=1,
        by=clerk.user,
    )
    sign(draft, clerk.user)
    advice.consult(fresh(case), by=head)
    advice.recommend(
        fresh(case),
        by=offices.neighbour_adviser.user,
        truth="TRUE",
        truth_reason="Kedua pelamar tinggal di alamat yang sama dengannya.",
        impact="LOW",
        impact_reason="Nilai diperiksa lagi oleh orang lain sebelum ditetapkan.",
        controls=[label(case.regime, "CONTROL", "RECUSE")],
        reason="Penyusunan nilai dapat dikerjakan orang lain tanpa menunda seleksi.",
    )


def opened_by_superior(offices: Offices) -> None:
    """The person has declared nothing; his superior asks."""
    manager, head = pair(offices, "stages", "technical")
    typed = {
        "kind": ["POTENTIAL"],
        "sources": ["MOONLIGHTING"],
        "duty": ["Ia mengusulkan lembaga yang melatih petugas sebelum akhir bulan."],
        "source": ["Ia tercatat sebagai pengajar pada salah satu lembaga pelatihan."],
        "link": ["Usulnya dapat dianggap menguntungkan lembaga tempatnya mengajar."],
        "question": ["Apakah Anda masih mengajar di sana, dan dengan honor?"],
    } | {"rows": ["1"]}
    other = outsider("Lembaga Contoh Pelatihan", "PARTNER", "Lembaga pelatihan")
    typed |= {name: [text] for name, text in other.items()}
    draft = accounts.save_account(manager, by=head, typed=typed)
    shown = account_of(draft, drafting_about(manager, head))
    accounts.open_account(
        manager, by=head, content_hash=shown.content_hash, consent=True
    )


def reconsidered(offices: Offices) -> None:
    """The Inspektorat doubts a decision, and has asked to think again."""
    jurist, head = pair(offices, "jurist", "legal")
    case = conflict(
        jurist,
        duty="Saya menyusun jawaban atas keberatan hasil verifikasi.",
        source="Kakak saya anggota tim hukum pihak yang berkeberatan.",
        link="Jawaban itu dapat dianggap memihak.",
        party=outsider("Anggota tim hukum contoh", "SIBLING", "Advokat"),
        sources=["FAMILY"],
        shapes=[],
        controls=["RECUSE"],
    )
    open_review(case, head)
    decide(
        case,
        head,
        words("Yang menyatakan melanjutkan tugasnya.")
        | {
            "truth": "PARTLY",
            "truth_reason": "Kakaknya tidak menangani keberatan itu.",
            "outcome": "NO_CONFLICT",
        },
    )
    auditor = offices.auditor.user
    cases.note_reading(fresh(case), by=auditor)
    oversight.comment(
        fresh(case),
        by=auditor,
        text="Periksa apakah surat kuasa menyebut seluruh anggota tim hukum.",
        shared=True,
    )
    reconsidering.reconsider(
        fresh(case),
        by=auditor,
        reason="Surat kuasa belum diperiksa. Mohon dipertimbangkan lagi.",
    )


def referred(offices: Offices) -> None:
    """Handed on to the examination of discipline."""
    treasurer, head = pair(offices, "treasurer", "finance")
    today = timezone.localdate()
    case = conflict(
        treasurer,
        duty="Saya membayarkan tagihan sewa kendaraan.",
        source="Kendaraan yang disewa milik suami saya.",
        link="Pembayaran itu menguntungkan keluarga saya.",
        party=outsider("Pemilik kendaraan contoh", "SPOUSE", "Wiraswasta"),
        sources=["BUSINESS"],
        shapes=[],
        controls=["REPLACE_OFFICIAL"],
    )
    open_review(case, head)
    decide(
        case,
        head,
        words("Pembayaran yang sudah terjadi diteruskan ke pemeriksaan disiplin.")
        | {"impact": "HIGH", "outcome": "REFERRED"}
        | control(
            0,
            "REPLACE_OFFICIAL",
            "Pembayaran sewa kendaraan.",
            today,
            today + LONG,
        ),
    )
    follow_ups.refer(
        fresh(case),
        by=head,
        forum=Forum.DISCIPLINE,
        referred_on=today,
        number=f"12/PW.02/3319/{today.year}",
    )


def pair(offices: Offices, seat: str, above: str) -> tuple[Tenure, User]:
    """Somebody of the office, and who reviews what he declares."""
    return offices.holder(NEIGHBOUR, seat), offices.holder(NEIGHBOUR, above).user


def outsider(name: str, relation: str, position: str) -> dict[str, str]:
    """A party who does not belong to the office."""
    return {
        "p0-name": name,
        "p0-relation": relation,
        "p0-position": position,
        "p0-election": "NO",
    }


def words(text: str) -> dict[str, str]:
    """A decision on what was found to be true, without a control so far."""
    return {
        "rows": "1",
        "truth": "TRUE",
        "truth_reason": "Keterangannya cocok dengan dokumen yang diperlihatkan.",
        "impact": "MEDIUM",
        "impact_reason": "Keputusannya belum diambil, jadi masih dapat dikendalikan.",
        "outcome": "CONTROLLABLE",
        "decision_text": text,
        "plenary_on": "",
        "plenary_number": "",
    }


def control(
    row: int, form: str, scope: str, starts_on: date, review_on: date
) -> dict[str, str]:
    """One control of a decision, in the shape in which it is typed."""
    typed = {
        "form": form,
        "form_other": "",
        "scope": scope,
        "evidence": "",
        "starts_on": starts_on.isoformat(),
        "review_on": review_on.isoformat(),
        "substitute": "",
    }
    return {f"k{row}-{name}": value for name, value in typed.items()}


def sign_order(case: Case, reviewer: User) -> None:
    stored = fresh(case)
    preview = preview_of(stored, reviewer)
    orders.sign_order(
        stored,
        by=reviewer,
        proof=proof_of(reviewer),
        content_hash=preview.content_hash,
        consent=preview.consent,
    )


def acknowledge(case: Case, person: User) -> None:
    stored = fresh(case)
    order = stored.handling_order
    orders.acknowledge(
        stored,
        by=person,
        proof=proof_of(person),
        content_hash=order.content_hash,
        consent=order.content["text"]["consent_acknowledge"],
    )


def fresh(case: Case) -> Case:
    """The case as it is stored now, with nothing remembered from before."""
    return Case.objects.with_statement().get(pk=case.pk)
